package dev.chit.core.group;

import dev.chit.core.Utf8;
import java.text.Normalizer;
import java.util.Locale;

/// A group's name, 1 to 32 letters or digits of any script, `_`, `.`, `-`; not unique.
public record GroupName(String value) {
  public static final int LENGTH_MAX = 32;

  /// @throws IllegalArgumentException with a sentence for a person
  public GroupName {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "A group's name is 1 to 32 letters, digits, '_', '.' or '-'.");
    }
  }

  public static boolean isValid(String value) {
    int length = value.codePointCount(0, value.length());
    return length >= 1
        && length <= LENGTH_MAX
        && Normalizer.isNormalized(value, Normalizer.Form.NFC)
        && value.codePoints().allMatch(GroupName::isAllowed);
  }

  private static boolean isAllowed(int c) {
    return c == '_' || c == '.' || c == '-' || Character.isLetterOrDigit(c) || isMark(c);
  }

  /// Vowel signs and the like, without which some scripts cannot be written.
  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  /// What two names that differ only in case have in common.
  public String folded() {
    return value.toLowerCase(Locale.ROOT);
  }

  byte[] bytes() {
    return Utf8.encode(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
