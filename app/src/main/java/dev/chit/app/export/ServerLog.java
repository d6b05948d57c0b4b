package dev.chit.app.export;

import dev.chit.audit.EventSource;
import dev.chit.client.ChitException;
import dev.chit.client.LogStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.OptionalLong;

/// The log of a running server, as it comes.
public final class ServerLog implements EventSource {
  private final LogStream stream;

  public ServerLog(LogStream stream) {
    this.stream = stream;
  }

  /// Why the log could not be read to its end; the cause is the client's.
  public static final class BrokenOffException extends IOException {
    private static final long serialVersionUID = 1;

    private final ChitException reason;

    BrokenOffException(ChitException reason) {
      super(reason);
      this.reason = reason;
    }

    public ChitException reason() {
      return reason;
    }
  }

  @Override
  public Optional<byte[]> next() throws IOException {
    try {
      return stream.next();
    } catch (ChitException e) {
      throw new BrokenOffException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the export was interrupted");
    }
  }

  @Override
  public Optional<String> checkpoint() {
    return stream.checkpoint();
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(stream.size());
  }

  @Override
  public void close() {
    stream.close();
  }
}
