package dev.chit.sessions.file;

import dev.chit.crypto.Secrets;
import java.security.SecureRandom;

/// What pieces of a file are sealed under: 32 random bytes.
///
/// A key may seal each piece number once only. Whoever goes on after an interruption cannot know
/// what of the earlier attempt was seen, or whether the file is still the same, and takes a new key
/// for the rest.
public final class FileKey {
  public static final int LENGTH = 32;

  private final byte[] bytes;

  private FileKey(byte[] bytes) {
    this.bytes = bytes;
  }

  public static FileKey random(SecureRandom random) {
    var bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    return new FileKey(bytes);
  }

  /// @throws IllegalArgumentException unless there are exactly 32 bytes
  public static FileKey of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "file key of " + bytes.length + " bytes (expected: " + LENGTH + ")");
    }
    return new FileKey(bytes.clone());
  }

  /// The secret itself; overwrite it when done.
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileKey key && Secrets.same(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return FileKey.class.hashCode();
  }

  /// Without the secret.
  @Override
  public String toString() {
    return "FileKey";
  }
}
