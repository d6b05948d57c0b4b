package dev.chit.client.connection;

import dev.chit.client.ChitException;
import dev.chit.client.UnreachableException;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a server is sent as a stream, no faster than it takes it, and its one answer. For one
/// thread.
public final class MessageSink<Q, R> implements AutoCloseable {
  private final ClientCall<Q, R> call;
  private final Duration patience;
  private final Told told = new Told();

  // What the listener told; the end comes last.
  private volatile @Nullable R answer;
  private volatile @Nullable Metadata trailers;
  private volatile @Nullable Status end;

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
    boolean inTime = told.await(() -> end != null || call.isReady(), patience);
    Status why = end;
    if (why != null) {
      throw failure(why);
    }
    if (!inTime) {
      throw new UnreachableException("The server takes nothing any more.", null);
    }
    call.sendMessage(message);
  }

  /// Says that this was all, and waits for the answer.
  public R finish() throws ChitException, InterruptedException {
    call.halfClose();
    var _ = told.await(() -> end != null, patience);
    Status why = end;
    if (why == null) {
      throw new UnreachableException("The server did not answer in time.", null);
    }
    R whole = answer;
    if (!why.isOk() || whole == null) {
      throw failure(why);
    }
    return whole;
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
      told.tell(() -> {});
    }

    @Override
    public void onMessage(R message) {
      told.tell(() -> answer = message);
    }

    @Override
    public void onClose(Status status, Metadata metadata) {
      told.tell(
          () -> {
            trailers = metadata;
            end = status;
          });
    }
  }
}
