package dev.chit.client.state;

import dev.chit.client.ProfileInUseException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Held by the one process that owns a profile; ends with the process, however it ends.
final class ProfileLock implements AutoCloseable {
  private final FileChannel file;

  private ProfileLock(FileChannel file) {
    this.file = file;
  }

  static ProfileLock take(Path home) throws IOException, ProfileInUseException {
    FileChannel file =
        FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(file) == null) {
      file.close();
      throw new ProfileInUseException(home);
    }
    return new ProfileLock(file);
  }

  private static @Nullable FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
