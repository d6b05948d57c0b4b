package dev.chit.app.web;

import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.FileTransfers;
import dev.chit.client.HistoryMessage;
import dev.chit.client.SharedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that nothing stays in the spool that no file of the profile needs: what was fetched
/// goes with its offer, whether or not a page is there to look.
final class SpoolSweeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolSweeper.class);

  /// The client takes away what is due at about the time that it is.
  private static final long SOON_MILLIS = 1_000;

  /// Files become others without the page as well, and what could not be removed is tried again.
  private static final long AT_LATEST_MILLIS = 60_000;

  private final ChitClient client;
  private final Spool spool;
  private final Semaphore woken = new Semaphore(0);
  private final Thread thread = Thread.ofVirtual().name("chit-web-sweep").unstarted(this::run);

  SpoolSweeper(ChitClient client, Spool spool) {
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
        long millis = Math.clamp(look(), SOON_MILLIS, AT_LATEST_MILLIS);
        var _ = woken.tryAcquire(millis, TimeUnit.MILLISECONDS);
        woken.drainPermits();
      }
    } catch (InterruptedException e) {
      LOG.debug("nobody looks after the spool any more", e);
    }
  }

  /// Removes what is not needed.
  ///
  /// @return how many milliseconds later the next offer goes
  private long look() throws InterruptedException {
    try {
      List<Path> folders = spool.folders();
      if (folders.isEmpty()) {
        return Long.MAX_VALUE;
      }
      List<SharedFile> files =
          client.files().list(Optional.empty(), FileTransfers.LIST_MAX, Optional.empty());
      spool.sweep(folders, files);
      return files.stream()
          .map(SharedFile::disappearing)
          .flatMap(Optional::stream)
          .map(HistoryMessage.Disappearing::at)
          .flatMap(Optional::stream)
          .mapToLong(at -> Duration.between(Instant.now(), at).toMillis())
          .min()
          .orElse(Long.MAX_VALUE);
    } catch (ChitException | IOException e) {
      LOG.debug("files stay in the spool for now: {}", e.getMessage());
      return Long.MAX_VALUE;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
