package dev.chit.app.web;

import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.FileTransfers;
import dev.chit.client.HistoryMessage;
import dev.chit.client.SharedFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that what was fetched for the page goes with its offer, whether or not a page is
/// there to look.
final class Fading implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Fading.class);

  /// The client takes away what is due at about the time that it is.
  private static final Duration LATER = Duration.ofSeconds(1);

  private final ChitClient client;
  private final Spool spool;
  private final Semaphore woken = new Semaphore(0);
  private final Thread thread = Thread.ofVirtual().name("chit-web-fading").unstarted(this::run);

  Fading(ChitClient client, Spool spool) {
    this.client = client;
    this.spool = spool;
  }

  void start() {
    thread.start();
  }

  /// Something became of the profile's files.
  void wake() {
    woken.release();
  }

  private void run() {
    try {
      while (true) {
        Optional<Instant> next = look();
        if (next.isEmpty()) {
          woken.acquire();
        } else {
          long millis = Duration.between(Instant.now(), next.get().plus(LATER)).toMillis();
          var _ = woken.tryAcquire(Math.max(millis, LATER.toMillis()), TimeUnit.MILLISECONDS);
        }
        woken.drainPermits();
      }
    } catch (InterruptedException e) {
      LOG.debug("nobody looks after fetched files any more", e);
    }
  }

  /// Removes what has no offer any more.
  ///
  /// @return when the next offer goes
  private Optional<Instant> look() throws InterruptedException {
    try {
      List<SharedFile> files =
          client.files().list(Optional.empty(), FileTransfers.LIST_MAX, Optional.empty());
      spool.keepFetched(files);
      return files.stream()
          .map(SharedFile::disappearing)
          .flatMap(Optional::stream)
          .map(HistoryMessage.Disappearing::at)
          .flatMap(Optional::stream)
          .min(Comparator.naturalOrder());
    } catch (ChitException | IOException e) {
      LOG.debug("fetched files stay for now: {}", e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
