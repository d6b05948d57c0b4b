package dev.chit.core.log;

import dev.chit.core.Sha256;
import java.security.MessageDigest;

/// The hashes of a Merkle tree, RFC 6962 §2.1.
public final class MerkleTree {
  /// The root of a tree without leaves: SHA-256 of nothing.
  public static final Hash EMPTY_ROOT = Hash.wrap(Sha256.of());

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private MerkleTree() {}

  /// SHA-256(0x00 ‖ event bytes).
  public static Hash leafHash(byte[] event) {
    MessageDigest digest = Sha256.digest();
    digest.update(LEAF);
    return Hash.wrap(digest.digest(event));
  }

  /// SHA-256(0x01 ‖ left ‖ right).
  public static Hash nodeHash(Hash left, Hash right) {
    return nodeHash(Sha256.digest(), left, right);
  }

  /// The same, with a digest that the caller keeps.
  static Hash nodeHash(MessageDigest digest, Hash left, Hash right) {
    digest.update(NODE);
    digest.update(left.raw());
    return Hash.wrap(digest.digest(right.raw()));
  }

  static int checkLevel(int level) {
    if (level < 0 || level >= Long.SIZE - 1) {
      throw new IllegalArgumentException("level " + level + " (expected: 0 to 62)");
    }
    return level;
  }

  static void checkSize(long size) {
    if (size < 0) {
      throw new IllegalArgumentException("tree size " + size + " (expected: 0 or more)");
    }
  }
}
