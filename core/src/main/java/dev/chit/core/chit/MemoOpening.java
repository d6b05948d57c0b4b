package dev.chit.core.chit;

import dev.chit.core.Salt;
import dev.chit.core.Utf8;

/// What opens a memo commitment: its random bytes and the memo, at most 1,000 bytes of UTF-8.
public record MemoOpening(Salt salt, String memo) {
  public static final int MEMO_BYTES_MAX = 1000;

  /// @throws IllegalArgumentException if the memo is too long or no text
  public MemoOpening {
    int length = Utf8.encode(memo).length;
    if (length > MEMO_BYTES_MAX) {
      throw new IllegalArgumentException(
          "memo of " + length + " bytes (expected: at most " + MEMO_BYTES_MAX + ")");
    }
  }

  public MemoCommitment commitment() {
    return MemoCommitment.ofOpening(salt, memo);
  }

  /// Neither the memo nor its random bytes.
  @Override
  public String toString() {
    return "MemoOpening[…]";
  }
}
