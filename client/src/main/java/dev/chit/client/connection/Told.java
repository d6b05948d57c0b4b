package dev.chit.client.connection;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Where the thread that uses a call waits for what the call's listener tells.
final class Told {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /// Changes something, and wakes who waits for it.
  void tell(Runnable what) {
    lock.lock();
    try {
      what.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until something is so.
  ///
  /// @return false if it was not in time
  boolean await(BooleanSupplier isSo, Duration patience) throws InterruptedException {
    long leftNanos = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (!isSo.getAsBoolean()) {
        if (leftNanos <= 0) {
          return false;
        }
        leftNanos = changed.awaitNanos(leftNanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
