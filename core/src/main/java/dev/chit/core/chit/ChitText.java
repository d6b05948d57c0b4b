package dev.chit.core.chit;

import java.util.Base64;

/// A chit as text for a message, a QR code or a file: a prefix, and its bytes in base64url (RFC
/// 4648 §5, no padding). One chit has one text.
///
/// | | prefix | bytes | characters |
/// |---|---|---|---|
/// | a chit | `chit:1:` | 232 | 317 |
/// | a certified chit | `chit:1c:` | 312 | 424 |
public final class ChitText {
  public static final String PREFIX = "chit:1:";
  public static final String CERTIFIED_PREFIX = "chit:1c:";

  /// 317 characters.
  public static final int LENGTH = length(PREFIX, ParsedChit.LENGTH);

  /// 424 characters.
  public static final int CERTIFIED_LENGTH = length(CERTIFIED_PREFIX, CertifiedChit.LENGTH);

  private ChitText() {}

  /// @throws IllegalArgumentException unless there are exactly 232 bytes
  public static String encode(byte[] chit) {
    return encode(PREFIX, chit, ParsedChit.LENGTH);
  }

  /// @throws IllegalArgumentException unless there are exactly 312 bytes
  public static String encodeCertified(byte[] certified) {
    return encode(CERTIFIED_PREFIX, certified, CertifiedChit.LENGTH);
  }

  /// The 232 bytes, to be given to [ParsedChit#parse].
  ///
  /// @throws BadChitException unless the text is exactly what [#encode] makes of some bytes
  public static byte[] decode(String text) throws BadChitException {
    return decode(PREFIX, text, ParsedChit.LENGTH);
  }

  /// The 312 bytes, to be given to [CertifiedChit#parse].
  ///
  /// @throws BadChitException unless the text is exactly what [#encodeCertified] makes of some
  ///   bytes
  public static byte[] decodeCertified(String text) throws BadChitException {
    return decode(CERTIFIED_PREFIX, text, CertifiedChit.LENGTH);
  }

  /// Whether the text is meant to be a certified chit's.
  public static boolean isCertified(String text) {
    return text.startsWith(CERTIFIED_PREFIX);
  }

  private static int length(String prefix, int bytes) {
    return prefix.length() + (bytes * 8 + 5) / 6;
  }

  private static String encode(String prefix, byte[] chit, int length) {
    if (chit.length != length) {
      throw new IllegalArgumentException(
          "chit of " + chit.length + " bytes (expected: " + length + ")");
    }
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(chit);
  }

  private static byte[] decode(String prefix, String text, int length) throws BadChitException {
    if (!text.startsWith(prefix)) {
      throw new BadChitException("A chit's text starts with " + prefix);
    }
    if (text.length() != length(prefix, length)) {
      throw new BadChitException(
          "chit text of "
              + text.length()
              + " characters (expected: "
              + length(prefix, length)
              + ")");
    }
    byte[] chit;
    try {
      chit = Base64.getUrlDecoder().decode(text.substring(prefix.length()));
    } catch (IllegalArgumentException e) {
      throw new BadChitException("chit text that is not base64url");
    }
    // Java's decoder ignores the bits after the last byte.
    if (chit.length != length || !encode(prefix, chit, length).equals(text)) {
      throw new BadChitException("chit text with bits that belong to no byte");
    }
    return chit;
  }
}
