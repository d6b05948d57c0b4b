package dev.chit.server.blobs;

import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends transfers that stand still, deletes blobs whose time is over, and counts the others.
public final class BlobSweeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BlobSweeper.class);
  private static final long EVERY_SECONDS = 30;
  private static final int PAGE = 256;

  private final Blobs blobs;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("blob-sweep").factory());

  private BlobSweeper(Blobs blobs) {
    this.blobs = blobs;
  }

  /// Sweeps now, and from then on twice a minute.
  public static BlobSweeper start(Blobs blobs) {
    var sweeper = new BlobSweeper(blobs);
    var _ =
        sweeper.thread.scheduleWithFixedDelay(sweeper::sweep, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    return sweeper;
  }

  private void sweep() {
    try {
      blobs.endSilent();
      int swept = blobs.sweep(PAGE, () -> !thread.isShutdown());
      log.debug("{} blobs were past their time", swept);
    } catch (SQLException | RuntimeException e) {
      // What is past its time stays so: the next sweep finds it again.
      log.warn("Blobs past their time could not be deleted: {}", e.getMessage());
    }
  }

  /// Waits for a sweep that is under way.
  @Override
  public void close() {
    thread.close();
  }
}
