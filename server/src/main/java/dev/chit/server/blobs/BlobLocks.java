package dev.chit.server.blobs;

import java.util.stream.Stream;

/// One lock for each blob, which some share: what begins and what ends a blob holds it. Whoever
/// holds one may take an upload's own lock, never the other way round.
final class BlobLocks {
  private static final int LOCKS = 256;

  private final Object[] locks = Stream.generate(Object::new).limit(LOCKS).toArray();

  Object of(BlobId id) {
    return locks[Math.floorMod(id.hashCode(), LOCKS)];
  }
}
