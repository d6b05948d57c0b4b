package dev.chit.client.work;

import dev.chit.client.ChitException;
import dev.chit.client.connection.Live;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A virtual thread that does a round of work whenever it is woken and there is a connection. What
/// it finds to do is in the profile, so a round that fails or is cut off is simply done again.
public final class Worker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final long AFTER_FAILURE_MILLIS = 1_000;

  private final String name;
  private final Round round;
  private final Signal signal = new Signal();
  private final Thread thread;
  private volatile @Nullable Live live;

  /// One round.
  @FunctionalInterface
  public interface Round {
    /// What a round returns that has nothing to come back to.
    long DONE = 0;

    /// @return after how many milliseconds to run again unasked, or [#DONE]
    long run(Live live) throws ChitException, InterruptedException;
  }

  public Worker(String name, Round round) {
    this.name = name;
    this.round = round;
    this.thread = Thread.ofVirtual().name("chit-" + name).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /// There is a connection: run a round.
  public void connected(Live to) {
    live = to;
    signal.raise();
  }

  public void disconnected() {
    live = null;
  }

  public void wake() {
    signal.raise();
  }

  private void run() {
    long againMillis = Round.DONE;
    try {
      while (!Thread.interrupted()) {
        if (againMillis == Round.DONE) {
          signal.await();
        } else {
          signal.await(againMillis);
        }
        Live now = live;
        againMillis = now == null ? Round.DONE : once(now);
      }
    } catch (InterruptedException e) {
      LOG.debug("{} ends", name);
    }
  }

  private long once(Live now) throws InterruptedException {
    try {
      return round.run(now);
    } catch (ChitException e) {
      LOG.debug("{} could not go on: {}", name, e.code());
      return AFTER_FAILURE_MILLIS;
    } catch (RuntimeException e) {
      LOG.error("{} failed", name, e);
      return AFTER_FAILURE_MILLIS;
    }
  }

  /// Interrupts what is under way and waits until it has stopped.
  @Override
  public void close() {
    Threads.end(thread);
  }
}
