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
    int length = NAMES_LENGTH + plain.body().length + 1;
    byte[] names =
        new ByteWriter(NAMES_LENGTH)
            .raw(plain.sender().bytes())
            .raw(plain.recipient().bytes())
            .raw(plain.conversation().bytes())
            .raw(plain.message().bytes())
            .done();
    byte[] padded = Arrays.copyOf(names, Padme.padded(length));
    System.arraycopy(plain.body(), 0, padded, NAMES_LENGTH, plain.body().length);
    padded[length - 1] = END;
    return padded;
  }

  static Plain decode(byte[] padded) throws BadEncodingException {
    int end = padded.length - 1;
    while (end >= 0 && padded[end] == 0) {
      end--;
    }
    if (end < NAMES_LENGTH || padded[end] != END || Padme.padded(end + 1) != padded.length) {
      throw new BadEncodingException("plaintext without its padding");
    }
    int bodyLength = end - NAMES_LENGTH;
    if (bodyLength > Plain.BODY_BYTES_MAX) {
      throw new BadEncodingException("body of " + bodyLength + " bytes (expected: fewer)");
    }
    var in = new ByteReader(padded);
    return new Plain(
        AccountId.of(in.raw(AccountId.LENGTH)),
        AccountId.of(in.raw(AccountId.LENGTH)),
        ConversationId.of(in.raw(ConversationId.LENGTH)),
        MessageId.of(in.raw(MessageId.LENGTH)),
        in.raw(bodyLength));
  }
}
