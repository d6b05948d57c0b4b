package dev.chit.client.connection;

import dev.chit.client.ChitException;
import dev.chit.client.UnreachableException;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// What a server answers as a stream, taken message by message: it sends no faster. For one thread.
public final class MessageStream<R> implements AutoCloseable {
  private final BlockingClientCall<?, R> call;
  private final Duration patience;

  MessageStream(BlockingClientCall<?, R> call, Duration patience) {
    this.call = call;
    this.patience = patience;
  }

  /// The next message; empty after the last.
  public Optional<R> next() throws ChitException, InterruptedException {
    try {
      @Nullable R message = call.read(patience.toNanos(), TimeUnit.NANOSECONDS);
      return Optional.ofNullable(message);
    } catch (StatusException e) {
      throw Failures.of(e);
    } catch (TimeoutException e) {
      throw new UnreachableException("The server did not answer in time.", e);
    }
  }

  @Override
  public void close() {
    call.cancel("done", null);
  }
}
