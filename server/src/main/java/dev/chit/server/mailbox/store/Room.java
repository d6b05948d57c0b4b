package dev.chit.server.mailbox.store;

import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Whether the disk has room for mail: so much stays free for payments, which need it more. Looked
/// at now and then only.
final class Room {
  static final long FLOOR_BYTES = 512L << 20;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final LongSupplier freeBytes;
  private final LongSupplier nanos;
  private volatile long lookAtNanos;
  private volatile boolean isShort;

  /// @param nanos a clock
  Room(LongSupplier freeBytes, LongSupplier nanos) {
    this.freeBytes = freeBytes;
    this.nanos = nanos;
    this.lookAtNanos = nanos.getAsLong();
  }

  /// Of the disk that a file is on.
  static Room around(Path file) {
    return new Room(() -> free(file), System::nanoTime);
  }

  /// A disk that does not say is not judged: writing to it will tell. Not asked by way of the list
  /// of mounts, which a root of its own may not be in.
  private static long free(Path file) {
    File disk = file.toFile();
    return disk.getTotalSpace() == 0 ? Long.MAX_VALUE : disk.getUsableSpace();
  }

  boolean isShort() {
    long now = nanos.getAsLong();
    if (now - lookAtNanos >= 0) {
      lookAtNanos = now + LOOK_NANOS;
      isShort = freeBytes.getAsLong() < FLOOR_BYTES;
    }
    return isShort;
  }
}
