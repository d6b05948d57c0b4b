package dev.chit.sessions;

import dev.chit.core.SignatureVerifier;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// [Sessions] after Signal's published specifications: PQXDH revision 3, Double Ratchet revision 4,
/// with ML-KEM-768 healing; see `docs/protocol.md`, section "Sessions". Keeps no state.
public final class SignalSessions implements Sessions {
  private final SignatureVerifier verifier;
  private final SecureRandom random;
  private final InstantSource clock;

  /// @param verifier judges the peers' prekey signatures
  public SignalSessions(SignatureVerifier verifier, SecureRandom random, InstantSource clock) {
    this.verifier = verifier;
    this.random = random;
    this.clock = clock;
  }

  @Override
  public SealResult seal(
      LocalDevice me, PeerState peer, @Nullable PrekeyBundle bundle, Plain plain) {
    if (!rightNames(plain, me.address(), peer.address())) {
      return new SealResult.SealRefused(SealFailure.WRONG_NAMES);
    }
    Session current = peer.current();
    if (current != null) {
      return sealIn(current, peer, plain, false);
    }
    return bundle == null ? new SealResult.NeedsBundle() : start(me, peer, bundle, plain, false);
  }

  @Override
  public SealResult startAfresh(LocalDevice me, PeerState peer, PrekeyBundle bundle, Plain plain) {
    if (!rightNames(plain, me.address(), peer.address())) {
      return new SealResult.SealRefused(SealFailure.WRONG_NAMES);
    }
    return start(me, peer, bundle, plain, true);
  }

  private SealResult start(
      LocalDevice me, PeerState peer, PrekeyBundle bundle, Plain plain, boolean afresh) {
    SealFailure failure = PrekeyCheck.failureOf(bundle, peer, verifier);
    if (failure != null) {
      return new SealResult.SealRefused(failure);
    }
    long now = clock.millis();
    if (!peer.mayStart(now)) {
      return new SealResult.SealRefused(SealFailure.TOO_MANY_STARTS);
    }
    try {
      Session session = Pqxdh.start(me, peer.statement(), bundle, afresh, random, now);
      return sealIn(session, peer.started(session, now), plain, true);
    } catch (BadKeyException e) {
      return new SealResult.SealRefused(SealFailure.BAD_PREKEY);
    }
  }

  private SealResult sealIn(Session session, PeerState peer, Plain plain, boolean started) {
    try {
      Optional<Ratchet.Sent> sent =
          Ratchet.send(session, PlainCodec.encode(plain), random, clock.millis());
      if (sent.isEmpty()) {
        return new SealResult.SealRefused(SealFailure.CHAIN_EXHAUSTED);
      }
      return new SealResult.Sealed(peer.sent(sent.get().session()), sent.get().envelope(), started);
    } catch (BadKeyException e) {
      return new SealResult.SealRefused(SealFailure.BAD_PEER_KEY);
    }
  }

  @Override
  public OpenResult open(LocalDevice me, PeerState peer, DeviceAddress from, byte[] envelope) {
    if (!from.equals(peer.address())) {
      return failed(OpenFailure.NOT_THE_PEER);
    }
    if (envelope.length > ENVELOPE_BYTES_MAX) {
      return failed(OpenFailure.TOO_LARGE);
    }
    Header.Envelope parsed;
    try {
      parsed = Header.parse(envelope);
    } catch (BadEncodingException e) {
      return failed(OpenFailure.MALFORMED);
    }
    return parsed.header().extra() instanceof Header.Start start
        ? openStart(me, peer, start, parsed)
        : openOrdinary(me, peer, parsed);
  }

  private OpenResult openStart(
      LocalDevice me, PeerState peer, Header.Start start, Header.Envelope envelope) {
    long now = clock.millis();
    Session known = peer.startedWith(start.ephemeral());
    if (known != null) {
      return switch (Ratchet.receive(known, envelope, now)) {
        case Ratchet.Opened opened -> accept(me, peer, opened);
        case Ratchet.Failed failed -> failed(failed.failure());
      };
    }
    if (peer.hasSeen(start.ephemeral())) {
      return failed(OpenFailure.ALREADY_OPENED);
    }
    Session session;
    try {
      session = Pqxdh.answer(me, peer.statement(), start, now);
    } catch (BadKeyException e) {
      return failed(OpenFailure.FORGED);
    }
    if (session == null) {
      return failed(OpenFailure.UNKNOWN_PREKEY);
    }
    return switch (Ratchet.receive(session, envelope, now)) {
      case Ratchet.Failed failed -> failed(failed.failure());
      case Ratchet.Opened opened -> acceptStart(me, peer, start, opened, now);
    };
  }

  private static OpenResult acceptStart(
      LocalDevice me, PeerState peer, Header.Start start, Ratchet.Opened opened, long now) {
    if (!peer.mayAccept(now)) {
      return failed(OpenFailure.TOO_MANY_STARTS);
    }
    LocalDevice.KemPrekey kem = me.kemPrekey(start.kem());
    boolean lastResort = kem != null && kem.lastResort();
    var consumed =
        new OpenResult.Consumed(start.oneTimeX25519(), lastResort ? 0 : start.kem(), lastResort);
    var kind = start.afresh() ? OpenResult.Start.AFRESH : OpenResult.Start.ORDINARY;
    return named(
        me.consume(consumed),
        peer.accepted(opened.session(), now),
        opened.padded(),
        kind,
        consumed,
        me.address());
  }

  private OpenResult openOrdinary(LocalDevice me, PeerState peer, Header.Envelope envelope) {
    if (!peer.hasSession()) {
      return failed(OpenFailure.NO_SESSION);
    }
    OpenFailure failure = OpenFailure.FORGED;
    for (Session session : peer.sessions()) {
      switch (Ratchet.receive(session, envelope, clock.millis())) {
        case Ratchet.Opened opened -> {
          return accept(me, peer, opened);
        }
        case Ratchet.Failed failed -> {
          // A session that knows the ratchet key knows best why the message does not open.
          if (failed.failure() != OpenFailure.FORGED) {
            failure = failed.failure();
          }
        }
      }
    }
    return failed(failure);
  }

  private static OpenResult accept(LocalDevice me, PeerState peer, Ratchet.Opened opened) {
    return named(
        me,
        peer.received(opened.session()),
        opened.padded(),
        OpenResult.Start.NONE,
        OpenResult.Consumed.NOTHING,
        me.address());
  }

  private static OpenResult named(
      LocalDevice me,
      PeerState peer,
      byte[] padded,
      OpenResult.Start start,
      OpenResult.Consumed consumed,
      DeviceAddress here) {
    Plain plain;
    try {
      plain = PlainCodec.decode(padded);
    } catch (BadEncodingException e) {
      return failed(OpenFailure.MALFORMED);
    }
    if (!rightNames(plain, peer.address(), here)) {
      return failed(OpenFailure.WRONG_NAMES);
    }
    return new OpenResult.Opened(me, peer, plain, start, consumed);
  }

  private static boolean rightNames(Plain plain, DeviceAddress from, DeviceAddress to) {
    return plain.sender().equals(from.account()) && plain.recipient().equals(to.account());
  }

  private static OpenResult failed(OpenFailure failure) {
    return new OpenResult.NotOpened(failure);
  }
}
