package dev.chit.client.connection;

import dev.chit.client.ChitException;
import dev.chit.client.UnreachableException;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a server answers as a stream, taken message by message: it sends no faster. For one thread.
public final class MessageStream<R> implements AutoCloseable {
  /// Messages that may come before the first of them is taken.
  private static final int AHEAD = 16;

  private final ClientCall<?, R> call;
  private final Duration patience;

  /// Since more were asked for, which is done for half of them at once.
  private int taken;

  // Under the lock:
  private final Deque<R> waiting = new ArrayDeque<>();
  private @Nullable Status end;
  private @Nullable Metadata trailers;

  private MessageStream(ClientCall<?, R> call, Duration patience) {
    this.call = call;
    this.patience = patience;
  }

  static <Q, R> MessageStream<R> start(ClientCall<Q, R> call, Q request, Duration patience) {
    var stream = new MessageStream<>(call, patience);
    call.start(stream.new Listener(), new Metadata());
    call.request(AHEAD);
    call.sendMessage(request);
    call.halfClose();
    return stream;
  }

  /// The next message; empty after the last.
  public Optional<R> next() throws ChitException, InterruptedException {
    R message = take();
    if (message != null && ++taken == AHEAD / 2) {
      call.request(taken);
      taken = 0;
    }
    return Optional.ofNullable(message);
  }

  private synchronized @Nullable R take() throws ChitException, InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    while (waiting.isEmpty()) {
      if (end != null) {
        if (end.isOk()) {
          return null;
        }
        throw Failures.of(end, trailers);
      }
      long leftMillis = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (leftMillis <= 0) {
        throw new UnreachableException("The server did not answer in time.", null);
      }
      wait(leftMillis);
    }
    return waiting.removeFirst();
  }

  @Override
  public void close() {
    call.cancel("done", null);
  }

  private final class Listener extends ClientCall.Listener<R> {
    @Override
    public void onMessage(R message) {
      synchronized (MessageStream.this) {
        waiting.addLast(message);
        MessageStream.this.notifyAll();
      }
    }

    @Override
    public void onClose(Status status, Metadata metadata) {
      synchronized (MessageStream.this) {
        end = status;
        trailers = metadata;
        MessageStream.this.notifyAll();
      }
    }
  }
}
