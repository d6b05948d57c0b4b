package dev.chit.server.store.ids;

import dev.chit.core.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The first bytes of a run's file, big-endian: `chitids1` ‖ first index u64 ‖ next index u64 ‖
/// count u64 ‖ filter blocks u32 ‖ the hash's keys 16 ‖ stamp 32 ‖ CRC-32C of all before, u32.
///
/// @param firstIndex the run has the ids of the events from this one on,
/// @param nextIndex and below this one
/// @param stamp SHA-256 of the event before `nextIndex`: ties the run to its log
record RunHeader(
    long firstIndex, long nextIndex, long count, int filterBlocks, IdHash hash, byte[] stamp) {
  static final int BYTES = 8 + 8 + 8 + 8 + 4 + 16 + Sha256.LENGTH + 4;

  private static final long MAGIC = 0x6368697469647331L;

  long entriesAt() {
    return BYTES + (long) IdFilter.BLOCK_BYTES * filterBlocks;
  }

  long fileBytes() {
    return entriesAt() + Run.ENTRY_BYTES * count;
  }

  ByteBuffer encode() {
    ByteBuffer bytes =
        ByteBuffer.allocate(BYTES)
            .putLong(MAGIC)
            .putLong(firstIndex)
            .putLong(nextIndex)
            .putLong(count)
            .putInt(filterBlocks)
            .putLong(hash.key0())
            .putLong(hash.key1())
            .put(stamp);
    return bytes.putInt(checksum(bytes.array())).flip();
  }

  /// The header of a file, or nothing if it has none.
  static Optional<RunHeader> read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        return Optional.empty();
      }
    }
    bytes.flip();
    if (bytes.getLong() != MAGIC || bytes.getInt(BYTES - 4) != checksum(bytes.array())) {
      return Optional.empty();
    }
    long firstIndex = bytes.getLong();
    long nextIndex = bytes.getLong();
    long count = bytes.getLong();
    int filterBlocks = bytes.getInt();
    var hash = new IdHash(bytes.getLong(), bytes.getLong());
    var stamp = new byte[Sha256.LENGTH];
    bytes.get(stamp);
    return Optional.of(new RunHeader(firstIndex, nextIndex, count, filterBlocks, hash, stamp));
  }

  private static int checksum(byte[] header) {
    var crc = new CRC32C();
    crc.update(header, 0, BYTES - 4);
    return (int) crc.getValue();
  }
}
