package dev.chit.server.blobs.s3;

import dev.chit.server.blobs.BlobId;
import dev.chit.server.blobs.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Blobs as objects of 32 sealed pieces each, `NAME/000000` and on. One object is written at a
/// time, whole, so that an upload that was cut leaves nothing half done in the store, and goes on
/// with the first object that is missing.
public final class S3Blobs implements BlobStore {
  /// 32 sealed pieces of files: what goes on with whole pieces goes on with whole objects.
  static final int OBJECT_BYTES = 32 * ((256 << 10) + 16);

  /// Each holds an object in memory.
  private static final int WRITERS_MAX = 64;

  /// Each holds a connection to the store.
  private static final int READERS_MAX = 128;

  /// Objects that are deleted at a time.
  private static final int DELETES = 16;

  private final S3Objects objects;

  private S3Blobs(S3Objects objects) {
    this.objects = objects;
  }

  /// @throws IOException if the bucket is not there, or does not open with these credentials
  public static S3Blobs open(S3Place place, InstantSource clock) throws IOException {
    var objects = new S3Objects(place, clock);
    try {
      objects.requireBucket();
      return new S3Blobs(objects);
    } catch (IOException e) {
      objects.close();
      throw e;
    }
  }

  private static String name(BlobId id, long number) {
    return String.format(Locale.ROOT, "%s/%06d", id.name(), number);
  }

  @Override
  public Writer write(BlobId id, long offset) throws IOException {
    return new ObjectWriter(id, offset);
  }

  @Override
  public Reader read(BlobId id, long offset) {
    return new ObjectReader(id, offset);
  }

  @Override
  public void delete(BlobId id, long size) throws IOException {
    long count = Math.ceilDiv(size, (long) OBJECT_BYTES);
    var next = new AtomicLong();
    var pending = new ArrayList<Future<?>>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < Math.min(DELETES, count); i++) {
        pending.add(
            threads.submit(
                () -> {
                  for (long number; (number = next.getAndIncrement()) < count; ) {
                    objects.delete(name(id, number));
                  }
                  return true;
                }));
      }
    }
    for (Future<?> each : pending) {
      if (each.state() == Future.State.FAILED) {
        throw new IOException("an object could not be deleted", each.exceptionNow());
      }
    }
  }

  @Override
  public long freeBytes() {
    return Long.MAX_VALUE;
  }

  @Override
  public int writersMax() {
    return WRITERS_MAX;
  }

  @Override
  public int readersMax() {
    return READERS_MAX;
  }

  @Override
  public void close() {
    objects.close();
  }

  private final class ObjectWriter implements Writer {
    private final BlobId id;
    private final byte[] buffer = new byte[OBJECT_BYTES];
    private int filled;
    private final AtomicLong number;

    /// An offset within an object reads its beginning again.
    ObjectWriter(BlobId id, long offset) throws IOException {
      this.id = id;
      this.number = new AtomicLong(offset / OBJECT_BYTES);
      this.filled = (int) (offset % OBJECT_BYTES);
      if (filled > 0) {
        try (InputStream before = objects.get(name(id, number.get()), 0)) {
          if (before.readNBytes(buffer, 0, filled) < filled) {
            throw new IOException("an object is shorter than what was saved of it");
          }
        }
      }
    }

    @Override
    public void append(List<ByteBuffer> bytes) throws IOException {
      for (ByteBuffer one : bytes) {
        while (one.hasRemaining()) {
          int part = Math.min(one.remaining(), buffer.length - filled);
          one.get(buffer, filled, part);
          filled += part;
          if (filled == buffer.length) {
            objects.put(name(id, number.get()), buffer);
            number.incrementAndGet();
            filled = 0;
          }
        }
      }
    }

    /// What does not fill an object is not safe yet.
    @Override
    public long save() {
      return number.get() * OBJECT_BYTES;
    }

    @Override
    public void finish() throws IOException {
      if (filled > 0) {
        objects.put(name(id, number.get()), Arrays.copyOf(buffer, filled));
      }
    }

    @Override
    public void close() {}
  }

  private final class ObjectReader implements Reader {
    private final BlobId id;
    private long at;
    private @Nullable InputStream open;

    ObjectReader(BlobId id, long offset) {
      this.id = id;
      this.at = offset;
    }

    @Override
    public int read(byte[] into) throws IOException {
      int filled = 0;
      while (filled < into.length) {
        InputStream now = open;
        if (now == null) {
          now = objects.get(name(id, at / OBJECT_BYTES), at % OBJECT_BYTES);
          open = now;
        }
        int most = (int) Math.min(into.length - filled, OBJECT_BYTES - at % OBJECT_BYTES);
        int read = now.readNBytes(into, filled, most);
        filled += read;
        at += read;
        if (read < most) {
          return filled;
        }
        if (at % OBJECT_BYTES == 0) {
          close();
        }
      }
      return filled;
    }

    @Override
    public void close() throws IOException {
      InputStream now = open;
      open = null;
      if (now != null) {
        now.close();
      }
    }
  }
}
