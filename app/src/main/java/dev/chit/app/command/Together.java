package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Does several things, a few at a time; one that fails stops none of the others.
final class Together {
  private static final int AT_ONCE = 4;

  private Together() {}

  /// What one of them came to.
  sealed interface Outcome<T> {
    record Done<T>(T result) implements Outcome<T> {}

    record Failed<T>(CommandFailure why) implements Outcome<T> {}
  }

  /// In the order of the tasks.
  static <T> List<Outcome<T>> run(List<Callable<T>> tasks) throws InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().name("transfer-", 1).factory());
    try {
      List<Future<T>> futures = tasks.stream().map(threads::submit).toList();
      var outcomes = new ArrayList<Outcome<T>>();
      for (Future<T> future : futures) {
        outcomes.add(outcome(future));
      }
      return outcomes;
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> Outcome<T> outcome(Future<T> future) throws InterruptedException {
    try {
      return new Outcome.Done<>(future.get());
    } catch (ExecutionException e) {
      return new Outcome.Failed<>(
          e.getCause() instanceof Exception why ? Failures.of(why) : Failures.of(e));
    }
  }
}
