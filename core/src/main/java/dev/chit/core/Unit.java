package dev.chit.core;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// What a ledger counts in: a code such as `EUR` and how many decimals its amounts have.
///
/// @param code 1 to 8 of `A-Z`, `0-9`
/// @param scale 0 to 9 decimals
public record Unit(String code, int scale) {
  public static final int CODE_LENGTH_MAX = 8;
  public static final int SCALE_MAX = 9;

  public Unit {
    checkCode(code);
    if (scale < 0 || scale > SCALE_MAX) {
      throw new IllegalArgumentException("unit scale " + scale + " (expected: 0 to 9)");
    }
  }

  /// Reads `EUR:2`.
  ///
  /// @throws IllegalArgumentException with a sentence for a person
  public static Unit parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0 || !text.substring(colon + 1).matches("[0-9]")) {
      throw new IllegalArgumentException("unit " + text + " (expected: CODE:SCALE, as EUR:2)");
    }
    return new Unit(text.substring(0, colon), text.charAt(colon + 1) - '0');
  }

  /// @throws IllegalArgumentException unless the code is 1 to 8 of `A-Z`, `0-9`
  public static void checkCode(String code) {
    boolean valid = !code.isEmpty() && code.length() <= CODE_LENGTH_MAX;
    for (int i = 0; valid && i < code.length(); i++) {
      valid = isCodeCharacter(code.charAt(i));
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "unit code " + code + " (expected: 1 to 8 of A-Z and 0-9)");
    }
  }

  /// The code's eight bytes in orders and events, ASCII padded with NUL, as a big-endian number.
  public static long paddedCode(String code) {
    long padded = 0;
    for (int i = 0; i < CODE_LENGTH_MAX; i++) {
      padded = padded << 8 | (i < code.length() ? code.charAt(i) : 0);
    }
    return padded;
  }

  /// The code in eight such bytes.
  ///
  /// @throws IllegalArgumentException unless they are what [#paddedCode] makes of a code
  public static String codeOf(long padded) {
    var ascii = new byte[CODE_LENGTH_MAX];
    int length = 0;
    for (long rest = padded; rest != 0; rest <<= 8) {
      ascii[length] = (byte) (rest >>> 56);
      if (!isCodeCharacter(ascii[length])) {
        throw new IllegalArgumentException(
            "unit code bytes " + Long.toHexString(padded) + " (expected: ASCII, NUL padded)");
      }
      length++;
    }
    if (length == 0) {
      throw new IllegalArgumentException("unit code is empty (expected: 1 to 8 of A-Z and 0-9)");
    }
    return new String(ascii, 0, length, US_ASCII);
  }

  @Override
  public String toString() {
    return code + ":" + scale;
  }

  private static boolean isCodeCharacter(int c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
