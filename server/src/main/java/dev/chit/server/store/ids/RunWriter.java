package dev.chit.server.store.ids;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes a run so that its file is whole and on disk, or not there under its name.
final class RunWriter {
  private static final int BUFFER_BYTES = 256 << 10;

  private RunWriter() {}

  static Run write(Path directory, long firstIndex, long nextIndex, byte[] stamp, IdCursor ids)
      throws IOException {
    var hash = IdHash.random();
    var header =
        new RunHeader(
            firstIndex, nextIndex, ids.count(), IdFilter.blocksFor(ids.count()), hash, stamp);
    Path file = directory.resolve(String.format("%d-%d%s", firstIndex, nextIndex, UsedIds.SUFFIX));
    Path unfinished = directory.resolve(file.getFileName() + UsedIds.UNFINISHED_SUFFIX);
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      long[] filter = writeEntries(channel.position(header.entriesAt()), ids, header);
      write(channel.position(RunHeader.BYTES), filter);
      write(channel.position(0), header.encode());
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
      entry.force(true);
    }
    return Run.open(file).orElseThrow(() -> new IOException(file + " is not what was written"));
  }

  private static long[] writeEntries(FileChannel channel, IdCursor ids, RunHeader header)
      throws IOException {
    var filter = new long[IdFilter.BLOCK_LONGS * header.filterBlocks()];
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES / Run.ENTRY_BYTES * Run.ENTRY_BYTES);
    while (ids.next()) {
      IdFilter.add(filter, header.hash().of(ids.high(), ids.low()));
      buffer.putLong(ids.high()).putLong(ids.low()).putLong(ids.index());
      if (!buffer.hasRemaining()) {
        write(channel, buffer.flip());
        buffer.clear();
      }
    }
    write(channel, buffer.flip());
    return filter;
  }

  private static void write(FileChannel channel, long[] filter) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    for (long word : filter) {
      buffer.putLong(word);
      if (!buffer.hasRemaining()) {
        write(channel, buffer.flip());
        buffer.clear();
      }
    }
    write(channel, buffer.flip());
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
