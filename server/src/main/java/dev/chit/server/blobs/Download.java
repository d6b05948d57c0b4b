package dev.chit.server.blobs;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.chit.core.AccountId;
import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.wire.Limits;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A blob that is being read. For one thread at a time, but for [#endIfSilent].
public final class Download implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Download.class);

  private final Blobs blobs;
  private final AccountId reader;
  private final BlobStore.Reader bytes;
  private final ReentrantLock lock = new ReentrantLock();
  private long left;
  private volatile long progressMillis;
  private boolean closed;

  Download(Blobs blobs, AccountId reader, long left, BlobStore.Reader bytes) {
    this.blobs = blobs;
    this.reader = reader;
    this.left = left;
    this.bytes = bytes;
    this.progressMillis = blobs.nowMillis();
  }

  AccountId reader() {
    return reader;
  }

  public boolean isAtEnd() {
    return left == 0;
  }

  /// The next frame's bytes.
  ///
  /// @throws RefusedException `busy` after it was ended for its silence
  public ByteString next() throws IOException, RefusedException {
    lock.lock();
    try {
      if (closed) {
        throw new RefusedException(Refusals.BUSY);
      }
      var frame = new byte[(int) Math.min(left, Limits.BLOB_FRAME_BYTES_MAX)];
      if (bytes.read(frame) < frame.length) {
        throw new IOException("a blob is shorter than it was");
      }
      left -= frame.length;
      progressMillis = blobs.nowMillis();
      blobs.counts().bytesOut.add(frame.length);
      return UnsafeByteOperations.unsafeWrap(frame);
    } finally {
      lock.unlock();
    }
  }

  /// Who reads at this moment is not silent, and not waited for.
  void endIfSilent(long beforeMillis) {
    if (progressMillis > beforeMillis || !lock.tryLock()) {
      return;
    }
    try {
      close();
    } catch (IOException e) {
      log.debug("a blob was not closed well", e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        blobs.ended(this);
        bytes.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
