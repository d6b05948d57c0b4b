package dev.chit.core;

import java.util.Locale;

/// A member's name: 1 to 32 ASCII letters, digits, `_`, `.`, `-`; unique without regard to case.
public record AccountName(String value) {
  public static final int LENGTH_MAX = 32;

  /// @throws IllegalArgumentException with a sentence for a person
  public AccountName {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "A name is 1 to 32 letters (a-z), digits, '_', '.' or '-'.");
    }
  }

  public static boolean isValid(String value) {
    if (value.isEmpty() || value.length() > LENGTH_MAX) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '.'
              || c == '-';
      if (!allowed) {
        return false;
      }
    }
    return true;
  }

  /// What two names that differ only in case have in common.
  public String folded() {
    return value.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return value;
  }
}
