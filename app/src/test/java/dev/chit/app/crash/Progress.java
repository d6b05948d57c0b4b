package dev.chit.app.crash;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Lets one thread wait for what the members' connections bring.
final class Progress {
  /// Not a measurement: without this a test that hangs would say nothing.
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Faults faults;
  private long answers;
  private long changes;

  Progress(Faults faults) {
    this.faults = faults;
  }

  /// Something happened, among it so many answers to what members asked for.
  synchronized void made(int newAnswers) {
    answers += newAnswers;
    changes++;
    notifyAll();
  }

  synchronized long answers() {
    return answers;
  }

  /// Waits until so many answers have come since the beginning.
  void awaitAnswers(long count) throws InterruptedException {
    await(() -> answers() >= count, "the next answers");
  }

  /// Waits for something that a change can bring about.
  ///
  /// @throws AssertionError at the first fault, or when nothing of the kind happens for minutes
  void await(BooleanSupplier done, String what) throws InterruptedException {
    long untilNanos = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      long seen = changes();
      faults.none();
      if (done.getAsBoolean()) {
        return;
      }
      if (!awaitChange(seen, untilNanos)) {
        throw new AssertionError("Waited in vain for " + what + ".");
      }
    }
  }

  private synchronized long changes() {
    return changes;
  }

  private synchronized boolean awaitChange(long seen, long untilNanos) throws InterruptedException {
    while (changes == seen) {
      long left = untilNanos - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }
}
