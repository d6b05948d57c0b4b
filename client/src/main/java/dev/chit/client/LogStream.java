package dev.chit.client;

import com.google.protobuf.ByteString;
import dev.chit.client.connection.Caller;
import dev.chit.client.connection.MessageStream;
import dev.chit.client.proof.LogView;
import dev.chit.wire.v1.ExportFrame;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The whole log of a server, as it is now, event by event: the server sends no faster than this is
/// read, and nothing is kept. Only the one who reads can say whether it is good; see [#accept].
///
/// ```java
/// try (LogStream log = client.exportLog()) {
///   for (var event = log.next(); event.isPresent(); event = log.next()) {
///     check(event.get());
///   }
///   log.accept();
/// }
/// ```
///
/// For one thread.
public final class LogStream implements AutoCloseable {
  private final MessageStream<ExportFrame> frames;
  private final LogView log;
  private final Caller server;
  private final long size;
  private Iterator<ByteString> events = List.<ByteString>of().iterator();
  private long next;
  private @Nullable String checkpoint;

  /// @param size events that the log was said to have a moment before
  LogStream(MessageStream<ExportFrame> frames, LogView log, Caller server, long size) {
    this.frames = frames;
    this.log = log;
    this.server = server;
    this.size = size;
  }

  /// How many events there are, or a few less.
  public long size() {
    return size;
  }

  /// The next event's bytes; empty after the last.
  ///
  /// @throws NotTrustedException if the server leaves events out
  /// @throws ChitRefusedException `not-auditor`, unless the caller may read the log
  public Optional<byte[]> next() throws ChitException, InterruptedException {
    while (!events.hasNext()) {
      Optional<ExportFrame> frame = frames.next();
      if (frame.isEmpty()) {
        return Optional.empty();
      }
      take(frame.get());
    }
    next++;
    return Optional.of(events.next().toByteArray());
  }

  private void take(ExportFrame frame) throws NotTrustedException {
    if (frame.getEventsCount() > 0 && frame.getFirst() != next) {
      throw new NotTrustedException("bad-proof", "The export leaves events out.", null);
    }
    events = frame.getEventsList().iterator();
    if (frame.hasCheckpoint()) {
      checkpoint = frame.getCheckpoint().getNote();
    }
  }

  /// The signed note that covers the events, as the server sent it; after the last of them.
  public Optional<String> checkpoint() {
    return Optional.ofNullable(checkpoint);
  }

  /// Keeps the checkpoint as one that this client has seen: from now on the server must go on from
  /// it.
  ///
  /// @throws HistoryRewrittenException if it is not of the log that this client saw before
  public void accept() throws ChitException, InterruptedException {
    if (checkpoint != null) {
      var _ = log.accept(checkpoint, server);
    }
  }

  /// Ends the export, also when it is not read to its end.
  @Override
  public void close() {
    frames.close();
  }
}
