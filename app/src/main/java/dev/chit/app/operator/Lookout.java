package dev.chit.app.operator;

import com.google.gson.JsonObject;
import dev.chit.app.loopback.Newsboard;
import dev.chit.client.ChitException;
import dev.chit.client.ServerStats;
import dev.chit.client.Supply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the server every two seconds while a page listens, and keeps what it saw. Nobody
/// listens, nobody looks.
final class Lookout implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final ServerLink link;
  private final Newsboard news;
  private final Path data;
  private final WatchedLog log;
  private final Samples samples = new Samples();
  private final Semaphore asked = new Semaphore(0);
  private final Thread thread;
  private volatile Sight sight = new Sight(null, null, null, Figures.NONE);
  private volatile boolean closed;

  /// What was seen last.
  ///
  /// @param away why the server does not answer; null if it does
  /// @param stats as it answered last; null if it never did
  /// @param supply null until it is added up
  record Sight(
      @Nullable Away away, @Nullable ServerStats stats, @Nullable Supply supply, Figures figures) {}

  /// Why a server does not answer, and since when.
  record Away(Instant since, String code, String message) {}

  Lookout(ServerLink link, Newsboard news, Path data) {
    this.link = link;
    this.news = news;
    this.data = data;
    this.log = new WatchedLog(new SeenLog(data));
    this.thread = Thread.ofVirtual().name("chit-lookout").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Looks again soon: something was done.
  void again() {
    asked.release();
  }

  private void run() {
    try {
      while (!closed) {
        if (news.isRead()) {
          look();
          news.tell(Newsboard.of("overview"));
        }
        if (asked.tryAcquire(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
          asked.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try {
      ServerStats stats = link.with(operator -> operator.stats());
      Figures figures = Figures.of(stats.metrics());
      samples.add(System.currentTimeMillis(), stats.uptimeSeconds(), figures);
      Supply known = sight.supply();
      sight = new Sight(null, stats, known, figures);
      log.look(link, stats.logSize());
      if (known == null) {
        // To add it up may take a while: what is known already is shown before.
        news.tell(Newsboard.of("overview"));
      }
      Supply supply =
          link.with(operator -> operator.view().supply(known == null ? Supply.NONE : known));
      sight = new Sight(null, stats, supply, figures);
    } catch (ChitException e) {
      away(e.code(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("the server cannot be looked at", e);
      away("internal", "Something in chit went wrong, which is a mistake of its makers.");
    }
  }

  private void away(String code, String message) {
    Sight before = sight;
    Instant since = before.away() == null ? Instant.now() : before.away().since();
    sight =
        new Sight(
            new Away(since, code, message), before.stats(), before.supply(), before.figures());
  }

  /// All that the page shows of the server.
  JsonObject json() {
    return Views.overview(sight, log, samples, data);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }
}
