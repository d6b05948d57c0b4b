package dev.chit.app.crash;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.ServerAddress;
import dev.chit.client.connection.ServerChannel;
import dev.chit.client.connection.Transport;
import dev.chit.crypto.tls.ServerTrust;
import dev.chit.server.OperatorIdentity;
import dev.chit.wire.v1.AdminGrpc;
import dev.chit.wire.v1.ExportFrame;
import dev.chit.wire.v1.ExportRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What only the operator may ask.
final class Operator {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Operator() {}

  /// The whole log, with the checkpoint that covers it.
  static ExportedLog export(Path data, Transport transport, ServerAddress server)
      throws ChitException, IOException, InterruptedException {
    List<byte[]> events = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    try (var channel =
        ServerChannel.open(
            transport,
            server,
            OperatorIdentity.load(data).tlsIdentity(),
            ServerTrust.pinned(server.fingerprint().orElseThrow()))) {
      var frames =
          channel.stream(AdminGrpc.getExportMethod(), ExportRequest.getDefaultInstance(), PATIENCE);
      for (var frame = frames.next(); frame.isPresent(); frame = frames.next()) {
        add(frame.get(), events, notes);
      }
    }
    return new ExportedLog(List.copyOf(events), notes.getLast());
  }

  private static void add(ExportFrame frame, List<byte[]> events, List<String> notes) {
    frame.getEventsList().stream().map(ByteString::toByteArray).forEach(events::add);
    if (frame.hasCheckpoint()) {
      notes.add(frame.getCheckpoint().getNote());
    }
  }
}
