package dev.chit.server.edge;

import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/// Work for one call on threads that many share: one step at a time, in line behind others' after
/// each. Waking it while it works makes it look once more.
final class SerialTask {
  private final Executor threads;
  private final Step step;
  private final Consumer<Exception> failed;

  // Under the lock:
  private boolean running;
  private boolean woken;
  private boolean over;

  /// A part of the work.
  @FunctionalInterface
  interface Step {
    /// @return whether there is more to do now
    boolean run() throws Exception;
  }

  /// @param failed hears why a step, or the handing on to a thread, failed; nothing follows
  SerialTask(Executor threads, Step step, Consumer<Exception> failed) {
    this.threads = threads;
    this.step = step;
    this.failed = failed;
  }

  void wake() {
    synchronized (this) {
      if (over) {
        return;
      }
      woken = true;
      if (running) {
        return;
      }
      running = true;
    }
    try {
      threads.execute(this::work);
    } catch (RejectedExecutionException e) {
      fail(e);
    }
  }

  /// No step begins any more. False if that was so already.
  synchronized boolean end() {
    boolean isNew = !over;
    over = true;
    return isNew;
  }

  private void work() {
    try {
      while (isWanted()) {
        boolean more = step.run();
        if (isDone(more) || isHandedOn()) {
          return;
        }
      }
    } catch (Exception e) {
      fail(e);
    }
  }

  private synchronized boolean isWanted() {
    woken = false;
    running = !over;
    return running;
  }

  private synchronized boolean isDone(boolean more) {
    running = !over && (more || woken);
    return !running;
  }

  /// Only where the line is full does it go on here.
  private boolean isHandedOn() {
    try {
      threads.execute(this::work);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private void fail(Exception why) {
    failed.accept(why);
  }

  /// What to tell the caller: a full line is no failure.
  static Exception meaning(Exception why) {
    return why instanceof RejectedExecutionException ? new RefusedException(Refusals.BUSY) : why;
  }
}
