package dev.chit.server.blobs;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.chit.core.AccountId;
import dev.chit.wire.Limits;
import java.io.IOException;

/// A blob that is being read. For one thread at a time.
public final class Download implements AutoCloseable {
  private final Blobs blobs;
  private final AccountId reader;
  private final BlobStore.Reader bytes;
  private long left;
  private boolean closed;

  Download(Blobs blobs, AccountId reader, long left, BlobStore.Reader bytes) {
    this.blobs = blobs;
    this.reader = reader;
    this.left = left;
    this.bytes = bytes;
  }

  public boolean isAtEnd() {
    return left == 0;
  }

  /// The next frame's bytes.
  public ByteString next() throws IOException {
    var frame = new byte[(int) Math.min(left, Limits.BLOB_FRAME_BYTES_MAX)];
    if (bytes.read(frame) < frame.length) {
      throw new IOException("a blob is shorter than it was");
    }
    left -= frame.length;
    blobs.counts().bytesOut.add(frame.length);
    return UnsafeByteOperations.unsafeWrap(frame);
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      blobs.ended(reader);
      bytes.close();
    }
  }
}
