package dev.chit.crypto;

import java.security.MessageDigest;
import java.util.Arrays;

/// The two things done to secrets in memory.
public final class Secrets {
  private Secrets() {}

  /// Whether both hold the same bytes, in a time that depends on the lengths alone.
  public static boolean same(byte[] one, byte[] other) {
    return MessageDigest.isEqual(one, other);
  }

  /// Overwrites the secrets with zeros.
  public static void wipe(byte[]... secrets) {
    for (byte[] secret : secrets) {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
