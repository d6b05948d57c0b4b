package dev.chit.client.wallet;

import com.google.protobuf.ByteString;
import dev.chit.core.chit.BadChitException;
import dev.chit.core.chit.ParsedChit;

/// What rows hold, read back.
final class Rows {
  private Rows() {}

  static ParsedChit chit(ByteString bytes) {
    try {
      return ParsedChit.parse(bytes.toByteArray());
    } catch (BadChitException e) {
      throw new IllegalStateException("a chit that was one when it was kept", e);
    }
  }
}
