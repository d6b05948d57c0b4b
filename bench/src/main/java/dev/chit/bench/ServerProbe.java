package dev.chit.bench;

import dev.chit.client.ChitException;
import dev.chit.client.ServerAddress;
import dev.chit.client.connection.ServerChannel;
import dev.chit.client.connection.Transport;
import dev.chit.crypto.tls.ServerTrust;
import dev.chit.server.OperatorIdentity;
import dev.chit.wire.v1.AdminGrpc;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.GetReceiptRequest;
import dev.chit.wire.v1.StatsRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Asks a server what only its operator may ask.
final class ServerProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PROOFS = 501;

  private final ServerAddress server;
  private final Path data;

  ServerProbe(ServerAddress server, Path data) {
    this.server = server;
    this.data = data;
  }

  /// Entries of the ledger.
  long entries() throws BenchException, InterruptedException {
    return ask(ServerProbe::entries);
  }

  /// The median time of a receipt with its proof, of events anywhere in the log, one after the
  /// other.
  double proofMillis() throws BenchException, InterruptedException {
    return ask(
        channel -> {
          var random = new SplittableRandom();
          long entries = entries(channel);
          double[] millis = new double[PROOFS];
          for (int i = 0; i < PROOFS; i++) {
            var request = GetReceiptRequest.newBuilder().setIndex(random.nextLong(entries)).build();
            long start = System.nanoTime();
            var _ = channel.call(ChitGrpc.getGetReceiptMethod(), request, PATIENCE);
            millis[i] = (System.nanoTime() - start) / 1e6;
          }
          Arrays.sort(millis);
          return millis[PROOFS / 2];
        });
  }

  private static long entries(ServerChannel channel) throws ChitException, InterruptedException {
    return channel
        .call(AdminGrpc.getStatsMethod(), StatsRequest.getDefaultInstance(), PATIENCE)
        .getLogSize();
  }

  private <T> T ask(Question<T> question) throws BenchException, InterruptedException {
    ServerTrust trust = ServerTrust.pinned(server.fingerprint().orElseThrow());
    try (Transport transport = new Transport(1);
        ServerChannel channel =
            ServerChannel.open(
                transport, server, OperatorIdentity.load(data).tlsIdentity(), trust)) {
      return question.ask(channel);
    } catch (ChitException | IOException e) {
      throw BenchException.failed("The server did not answer its operator: " + e.getMessage(), e);
    }
  }

  private interface Question<T> {
    T ask(ServerChannel channel) throws ChitException, InterruptedException;
  }
}
