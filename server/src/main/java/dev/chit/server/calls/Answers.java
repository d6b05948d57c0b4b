package dev.chit.server.calls;

import dev.chit.server.ledger.LedgerUnavailableException;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How unary calls are answered: what is slow runs on the readers, what is refused leaves by the
/// error contract, and what fails says nothing of why.
public final class Answers {
  private static final Logger log = LoggerFactory.getLogger(Answers.class);

  private final Executor readers;

  /// @param readers bounded; what it rejects is `busy`
  public Answers(Executor readers) {
    this.readers = readers;
  }

  /// Work that reads the disk.
  public <T> CompletableFuture<T> read(Callable<T> work) {
    return on(readers, work);
  }

  /// Work for a bounded executor; what it rejects fails with `busy`.
  public static <T> CompletableFuture<T> on(Executor executor, Callable<T> work) {
    var result = new CompletableFuture<T>();
    try {
      executor.execute(() -> complete(result, work));
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(new RefusedException(Refusals.BUSY));
    }
    return result;
  }

  // What fails, however it fails, must fail the call.
  @SuppressWarnings("CatchingUnchecked")
  private static <T> void complete(CompletableFuture<T> result, Callable<T> work) {
    try {
      result.complete(work.call());
    } catch (Exception e) {
      result.completeExceptionally(e);
    }
  }

  public <T> void read(StreamObserver<T> to, Callable<T> work) {
    answer(to, read(work));
  }

  public static <T> void answer(StreamObserver<T> to, CompletionStage<T> result) {
    var _ =
        result.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                to.onNext(value);
                to.onCompleted();
              } else {
                to.onError(toStatus(failure));
              }
            });
  }

  /// What the caller is told of a failure.
  public static Exception toStatus(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof RefusedException refused) {
      return refused.refusal().toException();
    }
    if (cause instanceof LedgerUnavailableException) {
      // Nobody can tell what became of it; asking the same again finds out, and does it once.
      return Refusals.BUSY.toException();
    }
    log.warn("a call failed", cause);
    return Status.INTERNAL.withDescription("The server failed.").asException();
  }
}
