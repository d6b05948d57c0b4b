package dev.chit.sessions;

import dev.chit.crypto.SigningKey;
import java.util.Arrays;

/// A sealed message to a group: kind 0x18 ‖ sender key id 16 ‖ number varint ‖ sealed ‖ signature
/// 64. The first byte tells it from the envelopes of sessions.
///
/// @param number of the message in the key's chain, from 0
/// @param headerBytes what stands before the sealed part
public record GroupEnvelope(
    SenderKeyId key, int number, byte[] headerBytes, byte[] sealed, byte[] signature) {
  static final int KIND = 0x18;

  /// Whether these bytes want to be a message to a group.
  public static boolean isOne(byte[] envelope) {
    return envelope.length > 0 && envelope[0] == KIND;
  }

  /// The key that it names, for finding it.
  ///
  /// @throws IllegalArgumentException if the bytes are no group envelope
  public static SenderKeyId keyOf(byte[] envelope) {
    try {
      return parse(envelope).key();
    } catch (BadEncodingException e) {
      throw new IllegalArgumentException("no group envelope", e);
    }
  }

  static byte[] header(SenderKeyId key, int number) {
    return new ByteWriter(24).u8(KIND).raw(key.bytes()).varint(number).done();
  }

  static GroupEnvelope parse(byte[] envelope) throws BadEncodingException {
    var in = new ByteReader(envelope);
    int kind = in.u8();
    if (kind != KIND) {
      throw new BadEncodingException("envelope kind " + kind + " (expected: " + KIND + ")");
    }
    SenderKeyId key = SenderKeyId.of(in.raw(SenderKeyId.LENGTH));
    int number = in.varint();
    int headerLength = in.position();
    byte[] sealed = in.raw(in.remaining() - SigningKey.SIGNATURE_LENGTH);
    if (sealed.length < MessageCipher.TAG_LENGTH) {
      throw new BadEncodingException("sealed part shorter than its tag");
    }
    return new GroupEnvelope(
        key,
        number,
        Arrays.copyOf(envelope, headerLength),
        sealed,
        in.raw(SigningKey.SIGNATURE_LENGTH));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupEnvelope that
        && Arrays.equals(headerBytes, that.headerBytes)
        && Arrays.equals(sealed, that.sealed)
        && Arrays.equals(signature, that.signature);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(signature);
  }

  @Override
  public String toString() {
    return "GroupEnvelope[" + key + " " + number + "]";
  }
}
