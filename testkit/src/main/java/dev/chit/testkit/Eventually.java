package dev.chit.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/// Waits for what happens at its own time and tells nobody: asks again and again, for as long as a
/// slow machine may need.
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_AGAIN_MILLIS = 20;

  private Eventually() {}

  /// The first answer that there is.
  public static <T> T get(String what, Callable<Optional<T>> question) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<T> answer = question.call();
      if (answer.isPresent()) {
        return answer.get();
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("did not happen: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
    }
  }

  public static void is(String what, Callable<Boolean> question) throws Exception {
    var _ = get(what, () -> question.call() ? Optional.of(what) : Optional.empty());
  }
}
