package dev.chit.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.crypto.Ed25519;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each limit at its value and one beyond.
class LimitsTest {
  private final TestClock clock = new TestClock();
  private final TestDevice alice = new TestDevice(1, clock);
  private final TestDevice bob = new TestDevice(2, clock);

  @BeforeEach
  void introduce() {
    TestDevice.introduce(alice, bob);
  }

  @Test
  void aThousandMessagesMayBeMissingBeforeOneAndNotOneMore() {
    bob.open(alice.seal("hello", bob));
    List<byte[]> sent = inSession(bob, alice, 1_002);
    assertEquals(OpenFailure.TOO_FAR_AHEAD, alice.failure(sent.get(1_001)));
    alice.open(sent.get(1_000));
    alice.open(sent.get(1_001));
    alice.open(sent.get(0));
  }

  @Test
  void messagesMissingFromTheChainBeforeCountToo() {
    bob.open(alice.seal("hello", bob));
    List<byte[]> sent = inSession(bob, alice, 500);
    alice.open(sent.get(0));
    bob.open(alice.seal("turn", bob));
    List<byte[]> next = inSession(bob, alice, 503);
    assertEquals(OpenFailure.TOO_FAR_AHEAD, alice.failure(next.get(502)));
    alice.open(next.get(501));
    alice.open(sent.get(499));
  }

  @Test
  void twoThousandSkippedKeysAreKeptAndTheOldestGoFirst() {
    bob.open(alice.seal("hello", bob));
    List<byte[]> sent = inSession(bob, alice, 2_003);
    alice.open(sent.get(1_000));
    alice.open(sent.get(2_001));
    assertEquals(2_000, skipped(alice));
    assertEquals(1_999, afterOpening(sent.get(0)));
    alice.open(sent.get(2_002));
    List<byte[]> more = inSession(bob, alice, 3);
    alice.open(more.get(2));
    // 1,999 and two more: the oldest, the second message, is gone.
    assertEquals(2_000, skipped(alice));
    assertEquals(OpenFailure.ALREADY_OPENED, alice.failure(sent.get(1)));
    alice.open(sent.get(2));
  }

  @Test
  void aSkippedKeyIsKeptForAWeek() {
    bob.open(alice.seal("hello", bob));
    List<byte[]> sent = inSession(bob, alice, 3);
    alice.open(sent.get(2));
    clock.advance(Duration.ofDays(7).minusMillis(1));
    alice.open(sent.get(0));
    clock.advance(Duration.ofMillis(1));
    assertEquals(OpenFailure.ALREADY_OPENED, alice.failure(sent.get(1)));
  }

  @Test
  void theLongestBodyFitsIntoAnEnvelopeOfEveryKindAndOneByteMoreIsNoBody() {
    Plain short_ = alice.plain("");
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Plain(
                short_.sender(),
                short_.recipient(),
                short_.conversation(),
                short_.message(),
                new byte[Plain.BODY_BYTES_MAX + 1]));
    String longest = "x".repeat(Plain.BODY_BYTES_MAX);
    byte[] start = alice.seal(longest, bob);
    assertTrue(start.length <= Sessions.ENVELOPE_BYTES_MAX);
    assertEquals(longest, bob.open(start));
    clock.advance(Duration.ofDays(1));
    byte[] offer = bob.seal(longest, alice);
    assertEquals(0x12, offer[0]);
    assertTrue(offer.length <= Sessions.ENVELOPE_BYTES_MAX);
    assertEquals(longest, alice.open(offer));
  }

  @Test
  void anEnvelopeIsAtMost64KiB() {
    bob.open(alice.seal("hello", bob));
    var full = new byte[64 * 1024];
    full[0] = 0x10;
    assertEquals(OpenFailure.FORGED, bob.failure(full));
    var beyond = new byte[64 * 1024 + 1];
    beyond[0] = 0x10;
    assertEquals(OpenFailure.TOO_LARGE, bob.failure(beyond));
  }

  @Test
  void eightStartsAnHourAndNotOneMore() {
    bob.publish(20);
    for (int i = 0; i < PeerState.STARTS_PER_HOUR_MAX; i++) {
      alice.sealAfresh("again " + i, bob);
    }
    SealResult refused =
        alice.sessions.startAfresh(alice.me(), alice.peer(), bob.bundle(), alice.plain("x"));
    assertEquals(
        SealFailure.TOO_MANY_STARTS,
        assertInstanceOf(SealResult.SealRefused.class, refused).failure());
    clock.advance(Duration.ofHours(1));
    alice.sealAfresh("an hour later", bob);
    assertEquals(PeerState.SESSIONS_MAX, alice.peer().sessions().size());
  }

  @Test
  void thirtyTwoStartsOfThePeerAnHourAndNotOneMore() {
    bob.publish(50);
    byte[] beyond = new byte[0];
    for (int i = 0; i <= PeerState.ACCEPTED_PER_HOUR_MAX; i++) {
      // A peer that keeps no limit of its own.
      alice.meet(bob.statement());
      byte[] envelope = alice.sealAfresh("again " + i, bob);
      if (i < PeerState.ACCEPTED_PER_HOUR_MAX) {
        bob.open(envelope);
      } else {
        beyond = envelope;
      }
    }
    assertEquals(OpenFailure.TOO_MANY_STARTS, bob.failure(beyond));
    clock.advance(Duration.ofHours(1));
    bob.open(beyond);
    assertEquals(PeerState.SESSIONS_MAX, bob.peer().sessions().size());
  }

  @Test
  void startsAreRememberedAfterTheirSessionsAreGone() {
    bob.runOutOfOneTimePrekeys();
    byte[] first = alice.seal("first", bob);
    bob.open(first);
    for (int i = 1; i < PeerState.SEEN_MAX; i++) {
      startAgain();
    }
    assertEquals(OpenFailure.ALREADY_OPENED, bob.failure(first));
    startAgain();
    // One more than are remembered: the price is a message shown twice, which its id tells.
    assertEquals("first", bob.open(first));
  }

  private void startAgain() {
    clock.advance(Duration.ofMinutes(8));
    alice.meet(bob.statement());
    bob.open(alice.sealAfresh("again", bob));
  }

  @Test
  void sixtyFourEarlierChainsAreRemembered() {
    byte[] first = alice.seal("0", bob);
    bob.open(first);
    for (int i = 0; i < Session.PAST_MAX; i++) {
      alice.open(bob.seal("b", alice));
      bob.open(alice.seal("a", bob));
    }
    byte[] ordinary = withoutStart(first);
    assertEquals(OpenFailure.ALREADY_OPENED, bob.failure(ordinary));
    alice.open(bob.seal("b", alice));
    bob.open(alice.seal("a", bob));
    assertEquals(OpenFailure.FORGED, bob.failure(ordinary));
  }

  /// The same ratchet key and number in an ordinary message, whose tag cannot fit.
  private static byte[] withoutStart(byte[] start) {
    byte[] rest = Arrays.copyOfRange(start, 1_133, start.length);
    rest[0] = 0x10;
    return rest;
  }

  @Test
  void aChainEndsBeforeItsNumberOverflows() throws Exception {
    bob.open(alice.seal("hello", bob));
    alice.open(bob.seal("hi", alice));
    alice.seal("new chain", bob);
    Session last = chainAt(ByteReader.VARINT_MAX);
    Ratchet.Sent sent = Ratchet.send(last, new byte[100], alice.random, 0).orElseThrow();
    assertTrue(Ratchet.send(sent.session(), new byte[100], alice.random, 0).isEmpty());
    alice.save(alice.peer().sent(sent.session()));
    SealResult refused = alice.sessions.seal(alice.me(), alice.peer(), null, alice.plain("beyond"));
    assertEquals(
        SealFailure.CHAIN_EXHAUSTED,
        assertInstanceOf(SealResult.SealRefused.class, refused).failure());
  }

  @Test
  void aBatchHasAtMostAHundredOneTimePrekeysOfEachKind() {
    LocalDevice me = alice.me();
    assertThrows(
        IllegalArgumentException.class, () -> me.replenish(101, alice.random, clock.instant()));
    PublishBatch batch = me.replenish(100, alice.random, clock.instant()).batch();
    assertEquals(100, batch.oneTimeX25519().size());
    assertEquals(100, batch.oneTimeKem().size());
  }

  @Test
  void aThousandOneTimePrekeysAreKeptAndTheOldestGoFirst() {
    LocalDevice me = alice.me();
    for (int i = 0; i < 10; i++) {
      int count = i == 9 ? 92 : 100;
      me = me.replenish(count, alice.random, clock.instant()).device();
    }
    assertNotNull(me.oneTimePrekey(3));
    me = me.replenish(1, alice.random, clock.instant()).device();
    assertNull(me.oneTimePrekey(3));
    assertNotNull(me.oneTimePrekey(5));
    assertNotNull(LocalDevice.decode(me.encode()).oneTimePrekey(5));
  }

  @Test
  void signedPrekeysRotateWeeklyAndTheOldOpenForThirtyDaysMore() {
    bob.runOutOfOneTimePrekeys();
    byte[] first = alice.seal("late", bob);
    alice.meet(bob.statement());
    byte[] second = alice.seal("too late", bob);
    Prekey before = alice.me().replenish(0, alice.random, clock.instant()).batch().signedX25519();
    clock.advance(Duration.ofDays(7).minusMillis(1));
    assertFalse(bob.me().rotationDue(clock.instant()));
    assertEquals(
        before, alice.me().replenish(0, alice.random, clock.instant()).batch().signedX25519());
    clock.advance(Duration.ofMillis(1));
    assertTrue(bob.me().rotationDue(clock.instant()));
    bob.publish(0);
    assertFalse(bob.me().rotationDue(clock.instant()));
    clock.advance(Duration.ofDays(30).minusMillis(1));
    bob.publish(0);
    assertEquals("late", bob.open(first));
    clock.advance(Duration.ofMillis(1));
    bob.publish(0);
    bob.meet(alice.statement());
    assertEquals(OpenFailure.UNKNOWN_PREKEY, bob.failure(second));
  }

  @Test
  void paddingGrowsALengthByAtMostAnEighthAndNeverShrinksIt() {
    for (int length = 1; length <= 70_000; length++) {
      int padded = Padme.padded(length);
      assertTrue(padded >= length && padded <= length + length / 8, length + " → " + padded);
    }
    assertEquals(72, Padme.padded(65));
    assertEquals(256, Padme.padded(249));
    assertEquals(1_088, Padme.padded(1_025));
  }

  private static List<byte[]> inSession(TestDevice from, TestDevice to, int count) {
    LocalDevice me = from.me();
    PeerState peer = from.peer();
    assertEquals(to.me().address(), peer.address());
    Plain plain = from.plain("x");
    var sent = new ArrayList<byte[]>(count);
    var sessions = new SignalSessions(Ed25519.verifier(), from.random, from.clock);
    for (int i = 0; i < count; i++) {
      var sealed = assertInstanceOf(SealResult.Sealed.class, sessions.seal(me, peer, null, plain));
      peer = sealed.peer();
      sent.add(sealed.envelope());
    }
    from.save(peer);
    return sent;
  }

  private int afterOpening(byte[] envelope) {
    alice.open(envelope);
    return skipped(alice);
  }

  private static int skipped(TestDevice device) {
    return current(device).skipped().keys().size();
  }

  private Session chainAt(int next) {
    Session session = current(alice);
    Session.Sending sending = session.sending();
    if (sending == null) {
      throw new AssertionError("no chain");
    }
    return SessionEdit.of(session)
        .sending(new Session.Sending(sending.own(), sending.chain(), next, sending.healing()))
        .done();
  }

  private static Session current(TestDevice device) {
    Session current = device.peer().current();
    if (current == null) {
      throw new AssertionError("no session");
    }
    return current;
  }
}
