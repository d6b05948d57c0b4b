package dev.chit.core.chit;

import java.util.Base64;

/// A chit as text for a message or a QR code: `chit:1:` and the 232 bytes in base64url (RFC 4648
/// §5, no padding). One chit has one text.
public final class ChitText {
  public static final String PREFIX = "chit:1:";

  /// 317 characters.
  public static final int LENGTH = PREFIX.length() + (ParsedChit.LENGTH * 8 + 5) / 6;

  private ChitText() {}

  /// @throws IllegalArgumentException unless there are exactly 232 bytes
  public static String encode(byte[] chit) {
    if (chit.length != ParsedChit.LENGTH) {
      throw new IllegalArgumentException(
          "chit of " + chit.length + " bytes (expected: " + ParsedChit.LENGTH + ")");
    }
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(chit);
  }

  /// The 232 bytes, to be given to [ParsedChit#parse].
  ///
  /// @throws BadChitException unless the text is exactly what [#encode] makes of some bytes
  public static byte[] decode(String text) throws BadChitException {
    if (!text.startsWith(PREFIX)) {
      throw new BadChitException("A chit's text starts with " + PREFIX);
    }
    if (text.length() != LENGTH) {
      throw new BadChitException(
          "chit text of " + text.length() + " characters (expected: " + LENGTH + ")");
    }
    byte[] chit;
    try {
      chit = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      throw new BadChitException("chit text that is not base64url");
    }
    // Java's decoder ignores the four bits after the last byte.
    if (chit.length != ParsedChit.LENGTH || !encode(chit).equals(text)) {
      throw new BadChitException("chit text with bits that belong to no byte");
    }
    return chit;
  }
}
