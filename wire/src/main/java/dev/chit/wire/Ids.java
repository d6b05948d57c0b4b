package dev.chit.wire;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import dev.chit.core.ChitId;

/// Identifiers as bytes of a message, and back.
public final class Ids {
  private Ids() {}

  /// @throws IllegalArgumentException unless there are exactly 16 bytes
  public static AccountId account(ByteString bytes) {
    check(bytes, "account id");
    return new AccountId(longAt(bytes, 0), longAt(bytes, 8));
  }

  public static ByteString bytes(AccountId account) {
    return ByteString.copyFrom(account.bytes());
  }

  /// @throws IllegalArgumentException unless there are exactly 16 bytes
  public static ChitId chit(ByteString bytes) {
    check(bytes, "chit id");
    return new ChitId(longAt(bytes, 0), longAt(bytes, 8));
  }

  public static ByteString bytes(ChitId chit) {
    return ByteString.copyFrom(chit.bytes());
  }

  private static void check(ByteString bytes, String what) {
    if (bytes.size() != AccountId.LENGTH) {
      throw new IllegalArgumentException(
          what + " of " + bytes.size() + " bytes (expected: " + AccountId.LENGTH + ")");
    }
  }

  private static long longAt(ByteString bytes, int at) {
    long value = 0;
    for (int i = at; i < at + Long.BYTES; i++) {
      value = value << 8 | (bytes.byteAt(i) & 0xff);
    }
    return value;
  }
}
