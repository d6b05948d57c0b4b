package dev.chit.client.work;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Wakes a thread; raised while that works, it makes it look once more.
public final class Signal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition raised = lock.newCondition();
  private boolean up;

  public void raise() {
    lock.lock();
    try {
      up = true;
      raised.signalAll();
    } finally {
      lock.unlock();
    }
  }

  public void await() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!up) {
        raised.await();
      }
      up = false;
    } finally {
      lock.unlock();
    }
  }

  /// Waits at most for so long.
  public void await(long millis) throws InterruptedException {
    long leftNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    lock.lockInterruptibly();
    try {
      while (!up && leftNanos > 0) {
        leftNanos = raised.awaitNanos(leftNanos);
      }
      up = false;
    } finally {
      lock.unlock();
    }
  }
}
