package dev.chit.core;

/// What a ledger counts in: a code such as `EUR` and how many decimals its amounts have.
///
/// @param code 1 to 8 of `A-Z`, `0-9`
/// @param scale 0 to 9 decimals
public record Unit(String code, int scale) {
  public static final int CODE_LENGTH_MAX = 8;
  public static final int SCALE_MAX = 9;

  public Unit {
    if (!code.matches("[A-Z0-9]{1,8}")) {
      throw new IllegalArgumentException(
          "unit code " + code + " (expected: 1 to 8 of A-Z and 0-9)");
    }
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

  @Override
  public String toString() {
    return code + ":" + scale;
  }
}
