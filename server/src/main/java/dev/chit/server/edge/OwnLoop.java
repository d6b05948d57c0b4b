package dev.chit.server.edge;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The event loop of one connection. Once it has ended nobody is there to be told anything, and
/// what is handed to it is dropped.
final class OwnLoop {
  private static final Logger log = LoggerFactory.getLogger(OwnLoop.class);

  private final EventLoop loop;

  OwnLoop(EventLoop loop) {
    this.loop = loop;
  }

  /// Runs it soon. Never at once, even on the loop itself: another stream's call may be under way
  /// there, and this stream may not be ended from within it.
  void execute(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      hasEnded(e);
    }
  }

  void later(Runnable task, long millis) {
    try {
      var _ = loop.schedule(task, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      hasEnded(e);
    }
  }

  /// As [#later], for what may be called off.
  ///
  /// @return calls it off
  Runnable deadline(Runnable task, long millis) {
    try {
      ScheduledFuture<?> due = loop.schedule(task, millis, TimeUnit.MILLISECONDS);
      return () -> due.cancel(false);
    } catch (RejectedExecutionException e) {
      hasEnded(e);
      return () -> {};
    }
  }

  private static void hasEnded(RejectedExecutionException e) {
    log.debug("a connection that ended was told something", e);
  }
}
