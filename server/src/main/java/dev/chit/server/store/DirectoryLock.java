package dev.chit.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Keeps a data directory for one server: a lock on its file `lock`, which ends with the process.
public final class DirectoryLock implements AutoCloseable {
  private static final String FILE = "lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /// @throws DirectoryLockedException if another server has it
  /// @throws StoreException if the directory cannot be written to
  public static DirectoryLock acquire(Path directory) throws StoreException {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new DirectoryLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // The other server runs in this very process.
    } catch (IOException e) {
      close(channel);
      throw new StoreException(directory + " cannot be written to.", e);
    }
    close(channel);
    throw new DirectoryLockedException(directory);
  }

  @Override
  public void close() {
    close(channel);
  }

  private static void close(@org.jspecify.annotations.Nullable FileChannel channel) {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
