package dev.chit.server.backup;

import dev.chit.crypto.SecretFiles;
import dev.chit.server.backup.BackupException.Reason;
import dev.chit.server.store.DirectoryLock;
import dev.chit.server.store.DirectoryLockedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A directory in the making, beside its place and under a name that says so. It gets its own name
/// once everything in it is on disk, in one step; if that does not come to pass, it is deleted.
final class Unfinished implements AutoCloseable {
  static final String SUFFIX = ".unfinished";
  private static final String LOCK = "lock";

  private final Path place;
  private final Path directory;
  private final DirectoryLock lock;
  private boolean finished;

  private Unfinished(Path place, Path directory, DirectoryLock lock) {
    this.place = place;
    this.directory = directory;
    this.lock = lock;
  }

  /// Begins anew where a process was killed in the middle.
  ///
  /// @param place missing, or an empty directory
  static Unfinished begin(Path place) throws BackupException {
    Path directory = place.resolveSibling(place.getFileName() + SUFFIX);
    try {
      SecretFiles.createDirectory(directory);
      DirectoryLock lock = DirectoryLock.acquire(directory);
      var unfinished = new Unfinished(place, directory, lock);
      unfinished.empty();
      return unfinished;
    } catch (DirectoryLockedException e) {
      throw new BackupException(
          Reason.BUSY, "Another process is writing to " + directory + " just now.");
    } catch (IOException e) {
      throw BackupException.of(directory, e);
    }
  }

  /// Where to write.
  Path directory() {
    return directory;
  }

  /// Gives it its own name.
  void finish() throws IOException {
    Files.delete(directory.resolve(LOCK));
    Durable.sync(directory);
    Files.move(directory, place, StandardCopyOption.ATOMIC_MOVE);
    finished = true;
    Path parent = place.getParent();
    if (parent != null) {
      Durable.sync(parent);
    }
  }

  private void empty() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (!file.endsWith(LOCK)) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public void close() {
    try (lock) {
      if (!finished) {
        empty();
        Files.deleteIfExists(directory.resolve(LOCK));
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
