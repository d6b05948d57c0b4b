package dev.chit.app.operator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.loopback.Newsboard;
import dev.chit.app.loopback.WebFailure;
import dev.chit.crypto.SecretFiles;
import dev.chit.server.backup.Backup;
import dev.chit.server.backup.BackupException;
import dev.chit.server.backup.KeptBackup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Backups in one folder, which whoever started the page chose: the page can have one made there,
/// and nowhere else. One at a time; it goes on without a page.
final class Backups implements AutoCloseable {
  /// Backups that are shown.
  static final int SHOWN_MAX = 5;

  private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
  private static final long TELL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'chit-'uuuu-MM-dd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path data;
  private final Path folder;
  private final Newsboard news;
  private @Nullable Thread running;
  private @Nullable Step step;
  private List<KeptBackup> found = List.of();
  private String failed = "";

  private record Step(String what, long done, long total, long atNanos) {}

  Backups(Path data, Path folder, Newsboard news) {
    this.data = data;
    this.folder = folder.toAbsolutePath().normalize();
    this.news = news;
  }

  /// Begins one.
  ///
  /// @throws WebFailure 409 `backup-running`
  synchronized void make() throws WebFailure {
    if (running != null) {
      throw new WebFailure(409, "backup-running", "A backup is being made already.");
    }
    failed = "";
    Path target = folder.resolve(NAME.format(Instant.now()));
    running = Thread.ofPlatform().name("chit-backup").daemon().start(() -> take(target));
  }

  private void take(Path target) {
    String why = "";
    try {
      SecretFiles.createDirectory(folder);
      Backup.Taken taken = Backup.take(data, target, this::at);
      LOG.info("backup of {} events in {}", taken.events(), taken.directory());
    } catch (BackupException e) {
      why = String.valueOf(e.getMessage());
    } catch (IOException | RuntimeException e) {
      LOG.error("no backup in {}", target, e);
      why = folder + " cannot be written to.";
    }
    synchronized (this) {
      running = null;
      step = null;
      failed = why;
    }
    news.tell(Newsboard.of("backups"));
  }

  private synchronized void at(String what, long done, long total) {
    long now = System.nanoTime();
    Step before = step;
    boolean tell =
        before == null || !before.what().equals(what) || now - before.atNanos() > TELL_NANOS;
    step = new Step(what, done, total, tell || before == null ? now : before.atNanos());
    if (tell) {
      news.tell(Newsboard.of("backups"));
    }
  }

  /// The folder, the newest backups in it, and the one that is being made.
  synchronized JsonObject json() {
    if (running == null) {
      found = KeptBackup.in(folder, SHOWN_MAX);
    }
    var kept = new JsonArray();
    for (KeptBackup backup : found) {
      var one = new JsonObject();
      one.addProperty("name", String.valueOf(backup.directory().getFileName()));
      one.addProperty("made", backup.made().toString());
      one.addProperty("events", backup.events());
      one.addProperty("bytes", backup.sizeBytes());
      kept.add(one);
    }
    var json = new JsonObject();
    json.addProperty("folder", folder.toString());
    json.add("kept", kept);
    json.addProperty("running", running != null);
    json.addProperty("failed", failed);
    Step now = step;
    if (now != null) {
      json.addProperty("what", now.what());
      json.addProperty("done", now.done());
      json.addProperty("total", now.total());
    }
    return json;
  }

  /// Ends what is under way; nothing of it is left behind.
  @Override
  public void close() {
    Thread thread;
    synchronized (this) {
      thread = running;
    }
    if (thread != null) {
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
