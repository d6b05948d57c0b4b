package dev.chit.core.event;

import dev.chit.core.Utf8;

/// Why the operator did something: a text of at most 200 bytes of UTF-8.
final class Reasons {
  static final int BYTES_MAX = 200;

  private Reasons() {}

  /// @throws IllegalArgumentException if the reason is too long or no text
  static void check(String reason) {
    int length = Utf8.encode(reason).length;
    if (length > BYTES_MAX) {
      throw new IllegalArgumentException(
          "reason of " + length + " bytes (expected: at most " + BYTES_MAX + ")");
    }
  }
}
