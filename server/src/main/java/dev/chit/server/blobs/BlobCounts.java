package dev.chit.server.blobs;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// What the blobs have done since the start, for the metrics page.
public final class BlobCounts {
  final LongAdder bytesIn = new LongAdder();
  final LongAdder bytesOut = new LongAdder();
  final LongAdder finished = new LongAdder();
  final LongAdder expired = new LongAdder();
  final LongAdder refused = new LongAdder();

  /// As of the last sweep.
  final AtomicLong blobs = new AtomicLong();

  final AtomicLong storedBytes = new AtomicLong();

  public long bytesIn() {
    return bytesIn.sum();
  }

  public long bytesOut() {
    return bytesOut.sum();
  }

  public long finished() {
    return finished.sum();
  }

  public long expired() {
    return expired.sum();
  }

  public long refused() {
    return refused.sum();
  }

  public long blobs() {
    return blobs.get();
  }

  public long storedBytes() {
    return storedBytes.get();
  }
}
