package dev.chit.server.store.ids;

import dev.chit.core.ChitId;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A sorted file of ids, written once. Mapped into memory, so what is not asked for is not held.
///
/// Big-endian: header (see [RunHeader]) ‖ filter blocks of 64 bytes ‖ for each id, in ascending
/// order: id 16, event index u64.
final class Run {
  static final int ENTRY_BYTES = 24;

  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final Path file;
  private final RunHeader header;
  private final MemorySegment bytes;
  private final long entriesAt;

  private Run(Path file, RunHeader header, MemorySegment bytes) {
    this.file = file;
    this.header = header;
    this.bytes = bytes;
    entriesAt = header.entriesAt();
  }

  /// The run in a file, or nothing if the file is not a whole run.
  static Optional<Run> open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Optional<RunHeader> header = RunHeader.read(channel);
      if (header.isEmpty() || header.get().fileBytes() != channel.size()) {
        return Optional.empty();
      }
      // The arena of the collector: a reader may still be searching when a merge has replaced it.
      MemorySegment bytes =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      return Optional.of(new Run(file, header.get(), bytes));
    }
  }

  Path file() {
    return file;
  }

  RunHeader header() {
    return header;
  }

  /// Index of the event that used the id, or -1.
  long find(ChitId id) {
    return mayContain(header.hash().of(id.high(), id.low())) ? search(id) : -1;
  }

  private boolean mayContain(long hash) {
    long at =
        RunHeader.BYTES + (long) IdFilter.BLOCK_BYTES * IdFilter.block(hash, header.filterBlocks());
    for (int word = 0; word < IdFilter.BLOCK_LONGS; word++) {
      if ((bytes.get(LONG, at + 8L * word) & IdFilter.bit(hash, word)) == 0) {
        return false;
      }
    }
    return true;
  }

  private long search(ChitId id) {
    long low = 0;
    long high = header.count() - 1;
    while (low <= high) {
      long middle = (low + high) >>> 1;
      int order = compare(middle, id);
      if (order == 0) {
        return index(middle);
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private int compare(long entry, ChitId id) {
    int byHigh = Long.compareUnsigned(high(entry), id.high());
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low(entry), id.low());
  }

  private long high(long entry) {
    return bytes.get(LONG, entriesAt + ENTRY_BYTES * entry);
  }

  private long low(long entry) {
    return bytes.get(LONG, entriesAt + ENTRY_BYTES * entry + 8);
  }

  private long index(long entry) {
    return bytes.get(LONG, entriesAt + ENTRY_BYTES * entry + 16);
  }

  IdCursor cursor() {
    return new IdCursor() {
      private long entry = -1;

      @Override
      public long count() {
        return header.count();
      }

      @Override
      public boolean next() {
        return ++entry < header.count();
      }

      @Override
      public long high() {
        return Run.this.high(entry);
      }

      @Override
      public long low() {
        return Run.this.low(entry);
      }

      @Override
      public long index() {
        return Run.this.index(entry);
      }
    };
  }
}
