package dev.chit.client.work;

/// How threads end.
public final class Threads {
  private Threads() {}

  /// Interrupts a thread and waits until it has stopped.
  public static void end(Thread thread) {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
