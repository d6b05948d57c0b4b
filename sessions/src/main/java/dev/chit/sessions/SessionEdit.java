package dev.chit.sessions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes the next snapshot of a session, field by field.
final class SessionEdit {
  private final Session before;
  private boolean demoted;
  private Header.@Nullable Start pending;
  private byte[] root;
  private Session.@Nullable Sending sending;
  private Session.@Nullable Receiving receiving;
  private int previousLength;
  private List<byte[]> past;
  private SkippedKeys skipped;
  private int sinceHealing;
  private long healedAtMillis;

  private SessionEdit(Session before) {
    this.before = before;
    demoted = before.demoted();
    pending = before.pending();
    root = before.root();
    sending = before.sending();
    receiving = before.receiving();
    previousLength = before.previousLength();
    past = before.past();
    skipped = before.skipped();
    sinceHealing = before.sinceHealing();
    healedAtMillis = before.healedAtMillis();
  }

  static SessionEdit of(Session before) {
    return new SessionEdit(before);
  }

  SessionEdit demoted() {
    demoted = true;
    return this;
  }

  /// The other end has the session: the start need not be repeated.
  SessionEdit answered() {
    pending = null;
    return this;
  }

  SessionEdit root(byte[] value) {
    root = value;
    return this;
  }

  SessionEdit sending(Session.@Nullable Sending value) {
    sending = value;
    return this;
  }

  SessionEdit receiving(Session.Receiving value) {
    receiving = value;
    return this;
  }

  SessionEdit previousLength(int value) {
    previousLength = value;
    return this;
  }

  SessionEdit past(List<byte[]> value) {
    past = value;
    return this;
  }

  SessionEdit skipped(SkippedKeys value) {
    skipped = value;
    return this;
  }

  SessionEdit healed(long nowMillis) {
    sinceHealing = 0;
    healedAtMillis = nowMillis;
    return this;
  }

  SessionEdit oneMoreMessage() {
    sinceHealing = Math.min(sinceHealing + 1, Ratchet.HEALING_MESSAGES);
    return this;
  }

  Session done() {
    return new Session(
        before.ephemeral(),
        before.transcript(),
        before.startedHere(),
        before.afresh(),
        demoted,
        pending,
        root,
        sending,
        receiving,
        previousLength,
        past,
        skipped,
        sinceHealing,
        healedAtMillis);
  }
}
