package dev.chit.server.blobs;

import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import java.io.IOException;

/// Whether there is room for more bytes where the blobs lie.
///
/// @param floor bytes that must stay free
record Space(BlobStore store, long floor, BlobCounts counts) {
  private static final long LITTLE_BYTES = 1 << 20;

  /// @throws RefusedException `server-full` unless so many bytes fit and enough stays free
  void require(long bytes) throws RefusedException, IOException {
    if (store.freeBytes() - floor < bytes) {
      counts.refused.increment();
      throw new RefusedException(Refusals.SERVER_FULL);
    }
  }

  /// What a failure to write means: that there is no room, or something else, which is returned.
  IOException meaning(IOException failure) throws RefusedException, IOException {
    if (store.freeBytes() < Math.max(LITTLE_BYTES, floor)) {
      counts.refused.increment();
      throw new RefusedException(Refusals.SERVER_FULL);
    }
    return failure;
  }
}
