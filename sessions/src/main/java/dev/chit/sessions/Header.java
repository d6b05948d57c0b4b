package dev.chit.sessions;

/// What stands before the sealed part of an envelope. All of it is authenticated, none of it is
/// secret.
///
/// @param ratchetKey the sender's current X25519 ratchet key
/// @param number of the message in its chain, from 0
/// @param previousLength how many messages the sender's previous chain had
record Header(Extra extra, byte[] ratchetKey, int number, int previousLength) {
  private static final int VERSION = 1;
  private static final int ORDINARY = 0;
  private static final int START = 1;
  private static final int OFFER = 2;
  private static final int ANSWER = 3;

  /// What some messages carry besides.
  sealed interface Extra {}

  record None() implements Extra {}

  /// In every message of a session's first chain until the other end has answered: all that it
  /// needs to make the session.
  ///
  /// @param oneTimeX25519 id, or 0 for none
  /// @param kem id of a one-time or last-resort prekey
  record Start(
      boolean afresh,
      int signedX25519,
      int oneTimeX25519,
      int kem,
      byte[] ephemeral,
      byte[] kemCiphertext)
      implements Extra {}

  /// A fresh ML-KEM public key: the sender wants the session healed.
  record Offer(byte[] kemPublicKey) implements Extra {}

  /// The answer to an offer; its secret has entered the root of this very chain.
  record Answer(byte[] kemCiphertext) implements Extra {}

  /// A parsed envelope: the header, the bytes it was read from, the sealed rest.
  record Envelope(Header header, byte[] headerBytes, byte[] sealed) {}

  byte[] encode() {
    var out = new ByteWriter(64);
    switch (extra) {
      case None _ -> out.u8(VERSION << 4 | ORDINARY);
      case Start start -> {
        out.u8(VERSION << 4 | START);
        writeStart(out, start);
      }
      case Offer offer -> out.u8(VERSION << 4 | OFFER).raw(offer.kemPublicKey());
      case Answer answer -> out.u8(VERSION << 4 | ANSWER).raw(answer.kemCiphertext());
    }
    return out.raw(ratchetKey).varint(number).varint(previousLength).done();
  }

  static Envelope parse(byte[] envelope) throws BadEncodingException {
    var in = new ByteReader(envelope);
    int first = in.u8();
    if (first >>> 4 != VERSION) {
      throw new BadEncodingException("envelope version " + (first >>> 4) + " (expected: 1)");
    }
    Extra extra =
        switch (first & 0xf) {
          case ORDINARY -> new None();
          case START -> readStart(in);
          case OFFER -> new Offer(in.raw(MlKem768.PUBLIC_LENGTH));
          case ANSWER -> new Answer(in.raw(MlKem768.CIPHERTEXT_LENGTH));
          default -> throw new BadEncodingException("envelope kind (expected: 0 to 3)");
        };
    var header = new Header(extra, in.raw(X25519.LENGTH), in.varint(), in.varint());
    int headerLength = in.position();
    byte[] sealed = in.raw(in.remaining());
    if (sealed.length < MessageCipher.TAG_LENGTH) {
      throw new BadEncodingException("sealed part shorter than its tag");
    }
    return new Envelope(header, java.util.Arrays.copyOf(envelope, headerLength), sealed);
  }

  static void writeStart(ByteWriter out, Start start) {
    out.flag(start.afresh())
        .u32(start.signedX25519())
        .u32(start.oneTimeX25519())
        .u32(start.kem())
        .raw(start.ephemeral())
        .raw(start.kemCiphertext());
  }

  static Start readStart(ByteReader in) throws BadEncodingException {
    return new Start(
        in.flag(),
        in.u32(),
        in.u32(),
        in.u32(),
        in.raw(X25519.LENGTH),
        in.raw(MlKem768.CIPHERTEXT_LENGTH));
  }
}
