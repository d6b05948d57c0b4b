package dev.chit.sessions;

import dev.chit.core.Sha256;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The saved form of a session, inside a [PeerState]'s.
final class SessionCodec {
  private static final int NO_HEALING = 0;
  private static final int OFFERING = 1;
  private static final int ANSWERING = 2;

  private SessionCodec() {}

  static void encode(ByteWriter out, Session session) {
    out.raw(session.ephemeral())
        .raw(session.transcript())
        .flag(session.startedHere())
        .flag(session.afresh())
        .flag(session.demoted())
        .flag(session.pending() != null);
    if (session.pending() != null) {
      Header.writeStart(out, session.pending());
    }
    out.raw(session.root());
    encodeSending(out, session.sending());
    encodeReceiving(out, session.receiving());
    out.u32(session.previousLength()).u8(session.past().size());
    session.past().forEach(out::raw);
    session.skipped().encode(out);
    out.u32(session.sinceHealing()).u64(session.healedAtMillis());
  }

  static Session decode(ByteReader in) throws BadEncodingException {
    return new Session(
        in.raw(X25519.LENGTH),
        in.raw(Sha256.LENGTH),
        in.flag(),
        in.flag(),
        in.flag(),
        in.flag() ? Header.readStart(in) : null,
        in.raw(KeySchedule.KEY_LENGTH),
        decodeSending(in),
        decodeReceiving(in),
        in.count(ByteReader.VARINT_MAX),
        decodePast(in),
        SkippedKeys.decode(in),
        in.count(Integer.MAX_VALUE),
        in.u64());
  }

  private static void encodeSending(ByteWriter out, Session.@Nullable Sending sending) {
    out.flag(sending != null);
    if (sending == null) {
      return;
    }
    out.raw(sending.own().privateKey())
        .raw(sending.own().publicKey())
        .raw(sending.chain())
        .u32(sending.next());
    switch (sending.healing()) {
      case Session.NoHealing _ -> out.u8(NO_HEALING);
      case Session.Offering offering ->
          out.u8(OFFERING).raw(offering.seed()).raw(offering.publicKey());
      case Session.Answering answering -> out.u8(ANSWERING).raw(answering.ciphertext());
    }
  }

  private static Session.@Nullable Sending decodeSending(ByteReader in)
      throws BadEncodingException {
    if (!in.flag()) {
      return null;
    }
    return new Session.Sending(
        new X25519.Pair(in.raw(X25519.LENGTH), in.raw(X25519.LENGTH)),
        in.raw(KeySchedule.KEY_LENGTH),
        in.count(ByteReader.VARINT_MAX + 1),
        decodeHealing(in));
  }

  private static Session.Healing decodeHealing(ByteReader in) throws BadEncodingException {
    return switch (in.u8()) {
      case NO_HEALING -> new Session.NoHealing();
      case OFFERING ->
          new Session.Offering(in.raw(MlKem768.SEED_LENGTH), in.raw(MlKem768.PUBLIC_LENGTH));
      case ANSWERING -> new Session.Answering(in.raw(MlKem768.CIPHERTEXT_LENGTH));
      default -> throw new BadEncodingException("kind of healing (expected: 0 to 2)");
    };
  }

  private static void encodeReceiving(ByteWriter out, Session.@Nullable Receiving receiving) {
    out.flag(receiving != null);
    if (receiving == null) {
      return;
    }
    out.raw(receiving.remote()).raw(receiving.chain()).u32(receiving.next());
    byte[] offered = receiving.offered();
    out.flag(offered != null);
    if (offered != null) {
      out.raw(offered);
    }
  }

  private static Session.@Nullable Receiving decodeReceiving(ByteReader in)
      throws BadEncodingException {
    if (!in.flag()) {
      return null;
    }
    return new Session.Receiving(
        in.raw(X25519.LENGTH),
        in.raw(KeySchedule.KEY_LENGTH),
        in.count(ByteReader.VARINT_MAX + 1),
        in.flag() ? in.raw(MlKem768.PUBLIC_LENGTH) : null);
  }

  private static List<byte[]> decodePast(ByteReader in) throws BadEncodingException {
    int count = in.u8();
    if (count > Session.PAST_MAX) {
      throw new BadEncodingException("past keys: " + count + " (expected: at most 64)");
    }
    var past = new ArrayList<byte[]>(count);
    for (int i = 0; i < count; i++) {
      past.add(in.raw(Ratchet.PAST_KEY_LENGTH));
    }
    return past;
  }
}
