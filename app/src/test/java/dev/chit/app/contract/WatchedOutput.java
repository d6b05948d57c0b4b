package dev.chit.app.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Output that a test can wait for.
final class WatchedOutput extends OutputStream {
  private static final long SECONDS_MAX = 90;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Override
  public void write(int single) {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    lock.lock();
    try {
      bytes.write(from, offset, length);
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  String text() {
    lock.lock();
    try {
      return bytes.toString(UTF_8);
    } finally {
      lock.unlock();
    }
  }

  void await(String part) throws InterruptedException {
    lock.lock();
    try {
      long nanos = TimeUnit.SECONDS.toNanos(SECONDS_MAX);
      while (!bytes.toString(UTF_8).contains(part)) {
        if (nanos <= 0) {
          throw new AssertionError("“" + part + "” did not come in: " + bytes.toString(UTF_8));
        }
        nanos = grown.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }
}
