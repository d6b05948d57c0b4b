package dev.chit.client.connection;

import dev.chit.client.ChitException;
import dev.chit.client.UnreachableException;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What a server is sent as a stream, no faster than it takes it, and its one answer. For one
/// thread.
public final class MessageSink<Q, R> implements AutoCloseable {
  private final ClientCall<Q, R> call;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Under the lock:
  private @Nullable R answer;
  private @Nullable Status end;
  private @Nullable Metadata trailers;

  private MessageSink(ClientCall<Q, R> call, Duration patience) {
    this.call = call;
    this.patience = patience;
  }

  static <Q, R> MessageSink<Q, R> start(ClientCall<Q, R> call, Duration patience) {
    var sink = new MessageSink<>(call, patience);
    call.start(sink.new Listener(), new Metadata());
    // The answer, and one more, which would be an error.
    call.request(2);
    return sink;
  }

  /// Sends a message; waits while the server takes none.
  ///
  /// @throws dev.chit.client.ChitRefusedException if the server has ended the call by a rule
  public void put(Q message) throws ChitException, InterruptedException {
    lock.lockInterruptibly();
    try {
      long leftNanos = patience.toNanos();
      while (end == null && !call.isReady()) {
        requireTime(leftNanos, "The server takes nothing any more.");
        leftNanos = changed.awaitNanos(leftNanos);
      }
      if (end != null) {
        throw failure(end);
      }
    } finally {
      lock.unlock();
    }
    call.sendMessage(message);
  }

  /// Says that this was all, and waits for the answer.
  public R finish() throws ChitException, InterruptedException {
    call.halfClose();
    lock.lockInterruptibly();
    try {
      long leftNanos = patience.toNanos();
      while (end == null) {
        requireTime(leftNanos, "The server did not answer in time.");
        leftNanos = changed.awaitNanos(leftNanos);
      }
      if (!end.isOk() || answer == null) {
        throw failure(end);
      }
      return answer;
    } finally {
      lock.unlock();
    }
  }

  private static void requireTime(long leftNanos, String otherwise) throws UnreachableException {
    if (leftNanos <= 0) {
      throw new UnreachableException(otherwise, null);
    }
  }

  private ChitException failure(Status status) {
    return status.isOk()
        ? new UnreachableException("The server took not all of it.", null)
        : Failures.of(status, trailers);
  }

  @Override
  public void close() {
    call.cancel("done", null);
  }

  private final class Listener extends ClientCall.Listener<R> {
    @Override
    public void onReady() {
      tell(() -> {});
    }

    @Override
    public void onMessage(R message) {
      tell(() -> answer = message);
    }

    @Override
    public void onClose(Status status, Metadata metadata) {
      tell(
          () -> {
            end = status;
            trailers = metadata;
          });
    }

    private void tell(Runnable what) {
      lock.lock();
      try {
        what.run();
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
