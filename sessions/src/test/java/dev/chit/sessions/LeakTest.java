package dev.chit.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.crypto.Ed25519;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// States are actually leaked to a thief who runs the same program on them.
class LeakTest {
  private final TestClock clock = new TestClock();
  private final TestDevice alice = new TestDevice(1, clock);
  private final TestDevice bob = new TestDevice(2, clock);

  @BeforeEach
  void introduce() {
    TestDevice.introduce(alice, bob);
  }

  @Test
  void aLeakedStateOpensNothingEarlier() {
    List<byte[]> toAlice = new ArrayList<>();
    List<byte[]> toBob = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      toBob.add(alice.seal("a" + i, bob));
      bob.open(toBob.getLast());
      toAlice.add(bob.seal("b" + i, alice));
      alice.open(toAlice.getLast());
    }
    var thiefOfAlice = new Thief(alice, new SecureRandom());
    var thiefOfBob = new Thief(bob, new SecureRandom());
    for (byte[] envelope : toAlice) {
      assertFalse(thiefOfAlice.opens(envelope));
    }
    for (byte[] envelope : toBob) {
      assertFalse(thiefOfBob.opens(envelope));
    }
    // Nor with the sessions put aside, from the prekeys: the one-time ones are gone.
    bob.save(PeerState.of(alice.statement()));
    assertFalse(new Thief(bob, new SecureRandom()).opens(toBob.getFirst()));
  }

  @Test
  void aSendersLeakedStateDoesNotOpenWhatItSent() {
    bob.open(alice.seal("hello", bob));
    alice.open(bob.seal("hi", alice));
    byte[] sent = alice.seal("secret", bob);
    assertFalse(new Thief(alice, new SecureRandom()).opens(sent));
    assertEquals("secret", bob.open(sent));
  }

  @Test
  void afterTheNextExchangeALeakedStateOpensNothingMore() {
    bob.open(alice.seal("hello", bob));
    alice.open(bob.seal("hi", alice));
    alice.seal("on its way", bob);
    var thief = new Thief(alice, new SecureRandom());
    byte[] sameChain = bob.seal("same chain", alice);
    assertTrue(thief.opens(sameChain));
    alice.open(sameChain);
    bob.open(alice.seal("turn", bob));
    byte[] answersTheLeakedKey = bob.seal("still readable", alice);
    assertTrue(thief.opens(answersTheLeakedKey));
    alice.open(answersTheLeakedKey);
    bob.open(alice.seal("a key that the thief never saw", bob));
    byte[] healed = bob.seal("healed", alice);
    assertFalse(thief.opens(healed));
    assertEquals("healed", alice.open(healed));
    for (int i = 0; i < 5; i++) {
      bob.open(alice.seal("a" + i, bob));
      byte[] later = bob.seal("b" + i, alice);
      assertFalse(thief.opens(later));
      alice.open(later);
    }
  }

  @Test
  void aThiefWhoBreaksX25519IsShutOutByTheNextKemExchange() {
    var draws = new RecordedDraws(alice.random);
    var sessions = new SignalSessions(Ed25519.verifier(), draws, clock);
    bob.open(alice.seal("hello", bob));
    alice.open(bob.seal("hi", alice));
    var thief = new Thief(alice, new KnowsShortDraws(draws.short32));
    for (int i = 0; i < 5; i++) {
      byte[] toAlice = exchange(sessions, thief);
      assertTrue(thief.opens(toAlice), "X25519 alone heals nothing against this thief");
      alice.open(toAlice);
    }
    clock.advance(Duration.ofDays(1));
    byte[] answer = exchange(sessions, thief);
    assertEquals(0x13, answer[0]);
    assertFalse(thief.opens(answer));
    alice.open(answer);
    byte[] later = exchange(sessions, thief);
    assertFalse(thief.opens(later));
    alice.open(later);
  }

  /// Alice sends with recorded randomness, the thief replays her step, bob answers.
  private byte[] exchange(SignalSessions sessions, Thief thief) {
    Plain plain = alice.plain("to bob");
    var sealed =
        assertInstanceOf(
            SealResult.Sealed.class, sessions.seal(alice.me(), alice.peer(), null, plain));
    alice.save(sealed.peer());
    thief.replaySealing(plain);
    bob.open(sealed.envelope());
    return bob.seal("to alice", alice);
  }

  /// Runs on leaked states, keeping what each opened message teaches.
  private final class Thief {
    private final LocalDevice me;
    private final SignalSessions sessions;
    private PeerState peer;

    Thief(TestDevice victim, SecureRandom random) {
      me = victim.me();
      peer = victim.peer();
      sessions = new SignalSessions(Ed25519.verifier(), random, clock);
    }

    boolean opens(byte[] envelope) {
      if (sessions.open(me, peer, peer.address(), envelope) instanceof OpenResult.Opened opened) {
        peer = opened.peer();
        return true;
      }
      return false;
    }

    void replaySealing(Plain plain) {
      if (sessions.seal(me, peer, null, plain) instanceof SealResult.Sealed sealed) {
        peer = sealed.peer();
      }
    }
  }

  /// Passes randomness through and remembers the X25519 private keys, which have 32 bytes.
  private static final class RecordedDraws extends SecureRandom {
    private final transient SecureRandom source;
    final transient Deque<byte[]> short32 = new ArrayDeque<>();

    RecordedDraws(SecureRandom source) {
      this.source = source;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      source.nextBytes(bytes);
      if (bytes.length == 32) {
        short32.add(bytes.clone());
      }
    }
  }

  /// Knows every X25519 private key, and has to guess the ML-KEM seeds.
  private static final class KnowsShortDraws extends SecureRandom {
    private final transient Deque<byte[]> known;

    KnowsShortDraws(Deque<byte[]> known) {
      this.known = known;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      byte[] drawn = bytes.length == 32 ? known.pollFirst() : null;
      if (drawn != null) {
        System.arraycopy(drawn, 0, bytes, 0, 32);
      }
    }
  }
}
