package dev.chit.sessions;

import dev.chit.crypto.Secrets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The Double Ratchet (revision 4) as pure functions from snapshot to snapshot, with a fresh
/// ML-KEM-768 secret entering the root now and then. A new ratchet key is made when the next
/// message is sent, not when one is received (§6.5 "Deferring new ratchet key generation"), so
/// opening draws no randomness.
final class Ratchet {
  static final int SKIP_MAX = 1_000;
  static final int HEALING_MESSAGES = 50;
  static final long HEALING_MILLIS = 24L * 60 * 60 * 1000;

  /// An offer of 1,184 bytes is repeated in so many messages of its chain. Losing them all costs
  /// nothing but time: the next chain offers again.
  static final int OFFER_REPEATS = 16;

  static final int PAST_KEY_LENGTH = 8;

  private Ratchet() {}

  record Sent(Session session, byte[] envelope) {}

  sealed interface Received {}

  record Opened(Session session, byte[] padded) implements Received {}

  record Failed(OpenFailure failure) implements Received {}

  // ── sending ──

  /// Seals the next message. Empty when the chain has reached its last number.
  static Optional<Sent> send(Session before, byte[] padded, SecureRandom random, long nowMillis)
      throws BadKeyException {
    Session session = before.sending() == null ? newChain(before, random, nowMillis) : before;
    Session.Sending sending = session.sending();
    if (sending == null || sending.next() > ByteReader.VARINT_MAX) {
      return Optional.empty();
    }
    byte[] header =
        new Header(
                extra(session, sending),
                sending.own().publicKey(),
                sending.next(),
                session.previousLength())
            .encode();
    byte[] messageKey = KeySchedule.messageKey(sending.chain());
    byte[] sealed = MessageCipher.seal(messageKey, session.transcript(), header, padded);
    Secrets.wipe(messageKey);
    var advanced =
        new Session.Sending(
            sending.own(),
            KeySchedule.nextChain(sending.chain()),
            sending.next() + 1,
            sending.healing());
    byte[] envelope = Arrays.copyOf(header, header.length + sealed.length);
    System.arraycopy(sealed, 0, envelope, header.length, sealed.length);
    return Optional.of(
        new Sent(SessionEdit.of(session).sending(advanced).oneMoreMessage().done(), envelope));
  }

  private static Header.Extra extra(Session session, Session.Sending sending) {
    if (session.pending() != null) {
      return session.pending();
    }
    return switch (sending.healing()) {
      case Session.NoHealing _ -> new Header.None();
      case Session.Offering offering ->
          sending.next() < OFFER_REPEATS
              ? new Header.Offer(offering.publicKey())
              : new Header.None();
      case Session.Answering answering -> new Header.Answer(answering.ciphertext());
    };
  }

  private static Session newChain(Session session, SecureRandom random, long nowMillis)
      throws BadKeyException {
    Session.Receiving receiving = session.receiving();
    if (receiving == null) {
      throw new IllegalStateException("a session without any chain");
    }
    X25519.Pair own = X25519.Pair.generate(random);
    byte[] agreed = X25519.agree(own.privateKey(), receiving.remote());
    var edit = SessionEdit.of(session);
    KeySchedule.RootAndChain derived;
    Session.Healing healing;
    if (receiving.offered() != null) {
      MlKem768.Encapsulated answer = MlKem768.encapsulate(receiving.offered(), random);
      derived = KeySchedule.healedRoot(session.root(), agreed, answer.secret());
      healing = new Session.Answering(answer.ciphertext());
      edit.healed(nowMillis)
          .receiving(
              new Session.Receiving(receiving.remote(), receiving.chain(), receiving.next(), null));
    } else {
      derived = KeySchedule.root(session.root(), agreed);
      healing = dueForHealing(session, nowMillis) ? offer(random) : new Session.NoHealing();
    }
    return edit.root(derived.root())
        .sending(new Session.Sending(own, derived.chain(), 0, healing))
        .done();
  }

  private static boolean dueForHealing(Session session, long nowMillis) {
    return session.sinceHealing() >= HEALING_MESSAGES
        || nowMillis - session.healedAtMillis() >= HEALING_MILLIS;
  }

  private static Session.Offering offer(SecureRandom random) {
    byte[] seed = MlKem768.newSeed(random);
    return new Session.Offering(seed, MlKem768.publicKey(seed));
  }

  // ── receiving ──

  static Received receive(Session before, Header.Envelope envelope, long nowMillis) {
    SkippedKeys skipped = before.skipped().withoutAged(nowMillis);
    Session session = SessionEdit.of(before).skipped(skipped).done();
    Header header = envelope.header();
    SkippedKeys.Key kept = skipped.find(header.ratchetKey(), header.number());
    if (kept != null) {
      return open(session, kept.messageKey(), envelope)
          .<Received>map(
              padded ->
                  new Opened(
                      SessionEdit.of(session)
                          .skipped(skipped.without(kept))
                          .answered()
                          .oneMoreMessage()
                          .done(),
                      padded))
          .orElseGet(() -> new Failed(OpenFailure.FORGED));
    }
    Session.Receiving receiving = session.receiving();
    if (receiving != null && Arrays.equals(receiving.remote(), header.ratchetKey())) {
      return receiveInChain(session, receiving, envelope, nowMillis);
    }
    if (isPast(session, header.ratchetKey())) {
      return new Failed(OpenFailure.ALREADY_OPENED);
    }
    return receiveNewChain(session, envelope, nowMillis);
  }

  private static Received receiveInChain(
      Session session, Session.Receiving receiving, Header.Envelope envelope, long nowMillis) {
    int number = envelope.header().number();
    if (number < receiving.next()) {
      return new Failed(OpenFailure.ALREADY_OPENED);
    }
    if (number - receiving.next() > SKIP_MAX) {
      return new Failed(OpenFailure.TOO_FAR_AHEAD);
    }
    var walk = ChainWalk.along(receiving, nowMillis);
    walk.skipTo(number);
    byte[] messageKey = walk.take();
    Optional<byte[]> padded = open(session, messageKey, envelope);
    Secrets.wipe(messageKey);
    if (padded.isEmpty()) {
      walk.wipe();
      return new Failed(OpenFailure.FORGED);
    }
    byte[] offered = receiving.offered();
    if (session.sending() == null && envelope.header().extra() instanceof Header.Offer offer) {
      offered = offer.kemPublicKey();
    }
    return new Opened(
        SessionEdit.of(session)
            .receiving(walk.receiving(offered))
            .skipped(session.skipped().plus(walk.skipped()))
            .answered()
            .oneMoreMessage()
            .done(),
        padded.get());
  }

  private static Received receiveNewChain(
      Session session, Header.Envelope envelope, long nowMillis) {
    Header header = envelope.header();
    Session.Sending sending = session.sending();
    if (sending == null) {
      return new Failed(OpenFailure.FORGED);
    }
    Session.Receiving old = session.receiving();
    long missingBefore = old == null ? 0 : (long) header.previousLength() - old.next();
    if (missingBefore < 0) {
      return new Failed(OpenFailure.FORGED);
    }
    if (missingBefore + header.number() > SKIP_MAX) {
      return new Failed(OpenFailure.TOO_FAR_AHEAD);
    }
    boolean healed = header.extra() instanceof Header.Answer;
    KeySchedule.RootAndChain derived;
    try {
      byte[] agreed = X25519.agree(sending.own().privateKey(), header.ratchetKey());
      if (header.extra() instanceof Header.Answer answer) {
        if (!(sending.healing() instanceof Session.Offering offering)) {
          return new Failed(OpenFailure.FORGED);
        }
        byte[] secret = MlKem768.decapsulate(offering.seed(), answer.kemCiphertext());
        derived = KeySchedule.healedRoot(session.root(), agreed, secret);
      } else {
        derived = KeySchedule.root(session.root(), agreed);
      }
    } catch (BadKeyException e) {
      return new Failed(OpenFailure.FORGED);
    }
    var walk = ChainWalk.fresh(header.ratchetKey(), derived.chain(), nowMillis);
    walk.skipTo(header.number());
    byte[] messageKey = walk.take();
    Optional<byte[]> padded = open(session, messageKey, envelope);
    Secrets.wipe(messageKey);
    if (padded.isEmpty()) {
      walk.wipe();
      Secrets.wipe(derived.root());
      return new Failed(OpenFailure.FORGED);
    }
    SkippedKeys skipped = session.skipped();
    if (old != null) {
      var rest = ChainWalk.along(old, nowMillis);
      rest.skipTo(header.previousLength());
      skipped = skipped.plus(rest.skipped());
    }
    byte[] offered = header.extra() instanceof Header.Offer offer ? offer.kemPublicKey() : null;
    var edit =
        SessionEdit.of(session)
            .root(derived.root())
            .sending(null)
            .previousLength(sending.next())
            .receiving(walk.receiving(offered))
            .past(withPast(session, old))
            .skipped(skipped.plus(walk.skipped()));
    if (healed) {
      edit.healed(nowMillis);
    }
    return new Opened(edit.answered().oneMoreMessage().done(), padded.get());
  }

  private static Optional<byte[]> open(
      Session session, byte[] messageKey, Header.Envelope envelope) {
    return MessageCipher.open(
        messageKey, session.transcript(), envelope.headerBytes(), envelope.sealed());
  }

  private static boolean isPast(Session session, byte[] ratchetKey) {
    byte[] wanted = Arrays.copyOf(ratchetKey, PAST_KEY_LENGTH);
    return session.past().stream().anyMatch(past -> Arrays.equals(past, wanted));
  }

  private static List<byte[]> withPast(Session session, Session.@Nullable Receiving old) {
    if (old == null) {
      return session.past();
    }
    var past = new ArrayList<byte[]>(session.past());
    past.add(Arrays.copyOf(old.remote(), PAST_KEY_LENGTH));
    return past.size() > Session.PAST_MAX ? past.subList(1, past.size()) : past;
  }
}
