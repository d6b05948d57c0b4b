package dev.chit.server.blobs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The disk, which fails after so many writes: because it is full, or for another reason.
final class FailingStore implements BlobStore {
  private static final long MUCH = 1L << 40;

  private final BlobStore disk;
  int writesLeft = Integer.MAX_VALUE;
  boolean full;
  long free = MUCH;
  int writersMax = 512;
  int readersMax = 512;

  /// What cannot be deleted.
  @Nullable BlobId stuck;

  FailingStore(BlobStore disk) {
    this.disk = disk;
  }

  @Override
  public Writer write(BlobId id, long offset) throws IOException {
    Writer writer = disk.write(id, offset);
    return new Writer() {
      @Override
      public void append(List<ByteBuffer> bytes) throws IOException {
        if (writesLeft == 0) {
          free = full ? 0 : MUCH;
          throw new IOException(full ? "No space left on device" : "this disk fails");
        }
        writesLeft--;
        writer.append(bytes);
      }

      @Override
      public long save() throws IOException {
        free = Math.max(free, MUCH);
        return writer.save();
      }

      @Override
      public void finish() throws IOException {
        writer.finish();
      }

      @Override
      public void close() throws IOException {
        writer.close();
      }
    };
  }

  @Override
  public Reader read(BlobId id, long offset) throws IOException {
    return disk.read(id, offset);
  }

  @Override
  public void delete(BlobId id, long size) throws IOException {
    if (id.equals(stuck)) {
      throw new IOException("this file stays");
    }
    disk.delete(id, size);
  }

  @Override
  public long freeBytes() {
    return free;
  }

  @Override
  public int writersMax() {
    return writersMax;
  }

  @Override
  public int readersMax() {
    return readersMax;
  }

  @Override
  public void close() {
    disk.close();
  }
}
