package dev.chit.sessions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state of one Double Ratchet: an immutable snapshot whose arrays are never written again.
///
/// @param ephemeral the starter's ephemeral key, which names the session
/// @param transcript hash of all that both ends must agree on; part of every message's associated
///   data
/// @param demoted lost to another session when both ends started at once: kept for receiving only
/// @param pending repeated in every message until the other end has answered
/// @param sending null when the next message begins a new chain with a new ratchet key
/// @param receiving null until the other end has answered
/// @param previousLength messages in the sending chain before the current or next one
/// @param past ratchet keys that the other end used before, oldest first, to tell repetition from
///   forgery
/// @param sinceHealing messages both ways since a fresh ML-KEM secret entered
/// @param healedAtMillis when that was
record Session(
    byte[] ephemeral,
    byte[] transcript,
    boolean startedHere,
    boolean afresh,
    boolean demoted,
    Header.@Nullable Start pending,
    byte[] root,
    @Nullable Sending sending,
    @Nullable Receiving receiving,
    int previousLength,
    List<byte[]> past,
    SkippedKeys skipped,
    int sinceHealing,
    long healedAtMillis) {

  static final int PAST_MAX = 64;

  /// The chain that this end sends in.
  ///
  /// @param own this end's ratchet key pair; its private key waits for the other end's next key
  /// @param next number of the next message
  record Sending(X25519.Pair own, byte[] chain, int next, Healing healing) {
    @Override
    public String toString() {
      return "Session.Sending";
    }
  }

  /// The chain that the other end sends in.
  ///
  /// @param remote the other end's ratchet key
  /// @param next number of the next message expected
  /// @param offered an ML-KEM public key not answered yet
  record Receiving(byte[] remote, byte[] chain, int next, byte @Nullable [] offered) {
    @Override
    public String toString() {
      return "Session.Receiving";
    }
  }

  /// What a sending chain does for post-quantum healing.
  sealed interface Healing {}

  record NoHealing() implements Healing {}

  /// @param seed of the ML-KEM key pair, until the other end's next chain
  record Offering(byte[] seed, byte[] publicKey) implements Healing {
    @Override
    public String toString() {
      return "Session.Offering";
    }
  }

  record Answering(byte[] ciphertext) implements Healing {}

  /// Whether this end started it and has heard nothing in it yet.
  boolean unanswered() {
    return startedHere && receiving == null;
  }

  @Override
  public String toString() {
    return "Session";
  }
}
