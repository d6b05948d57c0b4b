package dev.chit.sessions;

import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import java.util.Arrays;

/// The plaintext of an envelope: sender 16 ‖ recipient 16 ‖ conversation 16 ‖ message id 16 ‖ body
/// ‖ 0x80 ‖ zeros up to the Padmé length.
final class PlainCodec {
  static final int NAMES_LENGTH = 64;

  private static final byte END = (byte) 0x80;

  private PlainCodec() {}

  static byte[] encode(Plain plain) {
    byte[] names =
        new ByteWriter(NAMES_LENGTH)
            .raw(plain.sender().bytes())
            .raw(plain.recipient().bytes())
            .raw(plain.conversation().bytes())
            .raw(plain.message().bytes())
            .done();
    return padded(names, plain.body());
  }

  /// names ‖ body ‖ 0x80 ‖ zeros up to the Padmé length
  static byte[] padded(byte[] names, byte[] body) {
    int length = names.length + body.length + 1;
    byte[] padded = Arrays.copyOf(names, Padme.padded(length));
    System.arraycopy(body, 0, padded, names.length, body.length);
    padded[length - 1] = END;
    return padded;
  }

  /// Where the body of a padded plaintext ends.
  static int end(byte[] padded, int namesLength) throws BadEncodingException {
    int end = padded.length - 1;
    while (end >= 0 && padded[end] == 0) {
      end--;
    }
    if (end < namesLength || padded[end] != END || Padme.padded(end + 1) != padded.length) {
      throw new BadEncodingException("plaintext without its padding");
    }
    if (end - namesLength > Plain.BODY_BYTES_MAX) {
      throw new BadEncodingException("body of " + (end - namesLength) + " bytes (expected: fewer)");
    }
    return end;
  }

  static Plain decode(byte[] padded) throws BadEncodingException {
    int bodyLength = end(padded, NAMES_LENGTH) - NAMES_LENGTH;
    var in = new ByteReader(padded);
    return new Plain(
        AccountId.of(in.raw(AccountId.LENGTH)),
        AccountId.of(in.raw(AccountId.LENGTH)),
        ConversationId.of(in.raw(ConversationId.LENGTH)),
        MessageId.of(in.raw(MessageId.LENGTH)),
        in.raw(bodyLength));
  }
}
