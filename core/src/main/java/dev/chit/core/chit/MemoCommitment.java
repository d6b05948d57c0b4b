package dev.chit.core.chit;

import dev.chit.core.Salt;
import dev.chit.core.Sha256;
import dev.chit.core.Utf8;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/// What an order says of its memo: SHA-256(16 random bytes ‖ UTF-8 memo), or zeros if there is
/// none. Who holds the random bytes and the memo can prove it; nobody else learns it.
///
/// @param first the first eight of the 32 bytes, big-endian; the others follow
public record MemoCommitment(long first, long second, long third, long fourth) {
  public static final int LENGTH = Sha256.LENGTH;

  /// No memo.
  public static final MemoCommitment NONE = new MemoCommitment(0, 0, 0, 0);

  /// @throws IllegalArgumentException unless there are exactly 32 bytes
  public static MemoCommitment of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "memo commitment of " + bytes.length + " bytes (expected: " + LENGTH + ")");
    }
    return read(ByteBuffer.wrap(bytes));
  }

  /// Commits to a memo.
  ///
  /// @param salt 16 random bytes
  /// @throws IllegalArgumentException if the salt has another length or the memo is too long
  public static MemoCommitment of(byte[] salt, String memo) {
    return new MemoOpening(Salt.of(salt), memo).commitment();
  }

  static MemoCommitment ofOpening(Salt salt, String memo) {
    return of(Sha256.of(salt.bytes(), Utf8.encode(memo)));
  }

  static MemoCommitment read(ByteBuffer from) {
    return new MemoCommitment(from.getLong(), from.getLong(), from.getLong(), from.getLong());
  }

  void write(ByteBuffer into) {
    into.putLong(first).putLong(second).putLong(third).putLong(fourth);
  }

  public byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
    write(bytes);
    return bytes.array();
  }

  /// The 64 lower-case hexadecimal digits.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes());
  }
}
