package dev.chit.server.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.server.backup.BackupException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Takes a backup of a server's data directory, which may be in use.
///
/// A backup is a directory with the databases as they were at one moment each, the keys, the log's
/// checkpoint of that moment and a manifest. It appears under its name when all of it is on the
/// disk and was checked, or not at all.
public final class Backup {
  private Backup() {}

  /// A backup that was taken.
  ///
  /// @param events in its log
  /// @param root of the log, hexadecimal
  /// @param sizeBytes of all its files
  public record Taken(Path directory, Instant made, long events, String root, long sizeBytes) {}

  /// @param data the server's data directory
  /// @param target where nothing is yet
  public static Taken take(Path data, Path target, Progress progress) throws BackupException {
    Path place = target.toAbsolutePath().normalize();
    requireLedger(data);
    requireFree(data, place);
    try (Unfinished unfinished = Unfinished.begin(place)) {
      Path directory = unfinished.directory();
      requireRoom(data, directory);
      Instant made = Instant.now();
      copy(data, directory, progress);
      LogCheck log = LogCheck.of(directory, Optional.empty(), progress);
      Durable.write(
          directory.resolve(DataFiles.CHECKPOINT), log.checkpoint().note().getBytes(UTF_8));
      Manifest manifest = manifest(directory, made, log, progress);
      Durable.write(directory.resolve(Manifest.FILE), manifest.bytes());
      unfinished.finish();
      return new Taken(
          place,
          made,
          manifest.events(),
          log.checkpoint().root().toString(),
          manifest.files().values().stream().mapToLong(Durable.Content::sizeBytes).sum());
    } catch (IOException e) {
      throw BackupException.of(place, e);
    }
  }

  private static void requireLedger(Path data) throws BackupException {
    for (String name : DataFiles.DATABASES) {
      if (!Files.isRegularFile(data.resolve(name))) {
        throw new BackupException(
            Reason.NO_LEDGER, data + " is not a server's data directory: it has no " + name + ".");
      }
    }
  }

  private static void requireFree(Path data, Path place) throws BackupException {
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new BackupException(
          Reason.BAD_TARGET, place + " exists already, and no backup is written over another.");
    }
    if (place.getFileName() == null || place.startsWith(data.toAbsolutePath().normalize())) {
      throw new BackupException(
          Reason.BAD_TARGET, "A backup is not kept within the directory that it is of.");
    }
  }

  /// A disk that a backup fills up would stop the ledger, if it is the same one.
  private static void requireRoom(Path data, Path directory) throws IOException, BackupException {
    long neededBytes = 0;
    for (String name : DataFiles.DATABASES) {
      neededBytes += Files.size(data.resolve(name));
      Path log = data.resolve(name + "-wal");
      neededBytes += Files.exists(log) ? Files.size(log) : 0;
    }
    long freeBytes = directory.toFile().getUsableSpace();
    if (freeBytes < neededBytes) {
      throw new BackupException(
          Reason.DISK_FULL,
          "There is not enough room at "
              + directory.getParent()
              + ": a backup takes up to "
              + megabytes(neededBytes)
              + ", and there are "
              + megabytes(freeBytes)
              + ".");
    }
  }

  private static String megabytes(long bytes) {
    return "%.1f MB".formatted(bytes / 1e6);
  }

  private static void copy(Path data, Path directory, Progress progress)
      throws IOException, BackupException {
    for (String name : DataFiles.COPIED) {
      try {
        var _ = Durable.copy(data.resolve(name), directory.resolve(name), Progress.NONE);
      } catch (NoSuchFileException e) {
        throw new BackupException(Reason.NO_LEDGER, data + " has no " + name + ".");
      }
    }
    for (String name : DataFiles.DATABASES) {
      try {
        Snapshot.take(data.resolve(name), directory.resolve(name), progress);
      } catch (SQLException e) {
        throw BackupException.of(directory, e);
      }
    }
  }

  private static Manifest manifest(Path directory, Instant made, LogCheck log, Progress progress)
      throws IOException {
    Map<String, Durable.Content> files = new LinkedHashMap<>();
    for (String name : DataFiles.BACKED_UP) {
      files.put(name, Durable.content(directory.resolve(name), progress));
    }
    return new Manifest(made, log.checkpoint().size(), files);
  }
}
