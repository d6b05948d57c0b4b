package dev.chit.sessions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionStoryTest {
  private static final int ORDINARY = 0x10;
  private static final int START = 0x11;
  private static final int OFFER = 0x12;
  private static final int ANSWER = 0x13;

  private final TestClock clock = new TestClock();
  private final TestDevice alice = new TestDevice(1, clock);
  private final TestDevice bob = new TestDevice(2, clock);

  @BeforeEach
  void introduce() {
    TestDevice.introduce(alice, bob);
  }

  @Test
  void twoDevicesTalkBothWays() {
    assertEquals("hello", bob.open(alice.seal("hello", bob)));
    assertEquals("hi", alice.open(bob.seal("hi", alice)));
    for (int i = 0; i < 60; i++) {
      assertEquals("a" + i, bob.open(alice.seal("a" + i, bob)));
      assertEquals("b" + i, alice.open(bob.seal("b" + i, alice)));
    }
  }

  @Test
  void anOrdinaryMessageHasLessThan120BytesOfOverhead() {
    bob.open(alice.seal("hello", bob));
    // 191 bytes and their frame are a Padmé length: nothing is padded.
    byte[] envelope = bob.seal("x".repeat(191), alice);
    assertEquals(ORDINARY, envelope[0]);
    assertEquals(116, envelope.length - 191);
    // Numbers of four bytes each, the longest there are, add six.
    assertEquals(8, new ByteWriter(8).varint(ByteReader.VARINT_MAX).varint(1 << 21).done().length);
  }

  @Test
  void withoutASessionABundleIsAskedFor() {
    var result = alice.sessions.seal(alice.me(), alice.peer(), null, alice.plain("hello"));
    assertInstanceOf(SealResult.NeedsBundle.class, result);
  }

  @Test
  void everyMessageCarriesTheStartUntilTheOtherEndHasAnswered() {
    byte[] first = alice.seal("1", bob);
    byte[] second = alice.seal("2", bob);
    assertEquals("2", bob.open(second));
    assertEquals("1", bob.open(first));
    assertEquals("3", bob.open(alice.seal("3", bob)));
    alice.open(bob.seal("answer", alice));
    assertEquals(ORDINARY, alice.seal("4", bob)[0]);
    assertEquals(START, first[0]);
  }

  @Test
  void oneTimePrekeysAreDeletedAtFirstUse() {
    byte[] envelope = alice.seal("hello", bob);
    LocalDevice before = bob.me();
    OpenResult.Opened opened = bob.opened(envelope);
    assertEquals(OpenResult.Start.ORDINARY, opened.start());
    OpenResult.Consumed used = opened.consumed();
    assertFalse(used.lastResort());
    assertNotEquals(0, used.oneTimeX25519());
    assertTrue(before.oneTimePrekey(used.oneTimeX25519()) != null);
    assertNull(bob.me().oneTimePrekey(used.oneTimeX25519()));
    assertNull(bob.me().kemPrekey(used.oneTimeKem()));
  }

  @Test
  void twoStartsWithOneOneTimePrekeyOpenOnce() {
    var carol = new TestDevice(3, clock);
    carol.meet(bob.statement());
    PrekeyBundle given = bob.bundle();
    SealResult fromAlice =
        alice.sessions.seal(alice.me(), alice.peer(), given, alice.plain("first"));
    SealResult fromCarol =
        carol.sessions.seal(carol.me(), carol.peer(), given, carol.plain("second"));
    bob.open(assertInstanceOf(SealResult.Sealed.class, fromAlice).envelope());
    bob.meet(carol.statement());
    byte[] second = assertInstanceOf(SealResult.Sealed.class, fromCarol).envelope();
    assertEquals(OpenFailure.UNKNOWN_PREKEY, bob.failure(second));
  }

  @Test
  void theLastResortStandsInAndIsSaid() {
    bob.runOutOfOneTimePrekeys();
    byte[] envelope = alice.seal("hello", bob);
    OpenResult.Consumed used = bob.opened(envelope).consumed();
    assertEquals(new OpenResult.Consumed(0, 0, true), used);
    assertEquals(OpenFailure.ALREADY_OPENED, bob.failure(envelope));
    // Even after the session is gone, a repeated start makes no second one.
    bob.save(bob.peer().forgetSessions());
    assertEquals(OpenFailure.ALREADY_OPENED, bob.failure(envelope));
  }

  @Test
  void startsFromBothEndsAtOnceConverge() {
    byte[] fromAlice = alice.seal("a", bob);
    byte[] fromBob = bob.seal("b", alice);
    assertEquals("a", bob.open(fromAlice));
    assertEquals("b", alice.open(fromBob));
    for (int i = 0; i < 3; i++) {
      // Sent at the same moment again and again: both must choose the same session at once.
      byte[] a = alice.seal("a" + i, bob);
      byte[] b = bob.seal("b" + i, alice);
      assertArrayEquals(currentOf(alice).transcript(), currentOf(bob).transcript());
      assertEquals("b" + i, alice.open(b));
      assertEquals("a" + i, bob.open(a));
    }
    assertEquals(2, alice.peer().sessions().size());
  }

  @Test
  void messagesOfTheSessionThatLostStillOpen() {
    byte[] a1 = alice.seal("a1", bob);
    byte[] b1 = bob.seal("b1", alice);
    byte[] a2 = alice.seal("a2", bob);
    byte[] b2 = bob.seal("b2", alice);
    assertEquals("a1", bob.open(a1));
    assertEquals("b1", alice.open(b1));
    byte[] a3 = alice.seal("a3", bob);
    assertEquals("a3", bob.open(a3));
    assertEquals("a2", bob.open(a2));
    assertEquals("b2", alice.open(b2));
    assertArrayEquals(currentOf(alice).transcript(), currentOf(bob).transcript());
  }

  @Test
  void aStartThatLostIsNoRivalOfLaterOnes() {
    int lost = 0;
    for (long seed = 10; seed < 26; seed += 2) {
      var one = new TestDevice(seed, clock);
      var other = new TestDevice(seed + 1, clock);
      TestDevice.introduce(one, other);
      one.seal("at once", other);
      one.open(other.seal("at once", one));
      if (!currentOf(one).startedHere()) {
        lost++;
        other.save(other.peer().forgetSessions());
        one.open(other.seal("from a new profile", one));
        assertArrayEquals(currentOf(other).transcript(), currentOf(one).transcript());
      }
    }
    assertTrue(lost > 0);
  }

  @Test
  void aFreshStartReplacesTheOldSessionAtBothEnds() {
    bob.open(alice.seal("hello", bob));
    alice.open(bob.seal("hi", alice));
    byte[] old = bob.seal("on its way", alice);
    OpenResult.Opened opened = bob.opened(alice.sealAfresh("again, please", bob));
    assertEquals(OpenResult.Start.AFRESH, opened.start());
    assertEquals("again", alice.open(bob.seal("again", alice)));
    assertArrayEquals(currentOf(alice).transcript(), currentOf(bob).transcript());
    assertTrue(currentOf(bob).afresh());
    assertEquals("on its way", alice.open(old));
  }

  @Test
  void aFreshStartWinsOverAnOrdinaryOneOfTheOtherEnd() {
    byte[] ordinary = alice.seal("ordinary", bob);
    byte[] afresh = bob.sealAfresh("afresh", alice);
    alice.open(afresh);
    bob.open(ordinary);
    assertTrue(currentOf(alice).afresh());
    assertTrue(currentOf(bob).afresh());
    assertEquals("x", alice.open(bob.seal("x", alice)));
  }

  @Test
  void anEndThatForgotItsSessionsIsHeardAgain() {
    bob.open(alice.seal("hello", bob));
    alice.open(bob.seal("hi", alice));
    alice.save(alice.peer().forgetSessions());
    assertEquals(OpenFailure.NO_SESSION, alice.failure(bob.seal("lost", alice)));
    assertTrue(OpenFailure.NO_SESSION.healable());
    bob.open(alice.sealAfresh("send it again", bob));
    assertEquals("lost", alice.open(bob.seal("lost", alice)));
  }

  @Test
  void aRepeatedMessageOfAnyChainIsKnownAsRepeated() {
    List<byte[]> sent = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      sent.add(alice.seal("a" + i, bob));
      bob.open(sent.getLast());
      alice.open(bob.seal("b" + i, alice));
    }
    for (byte[] envelope : sent) {
      assertEquals(OpenFailure.ALREADY_OPENED, bob.failure(envelope));
    }
  }

  @Test
  void fiftyMessagesBringAnOfferAndTheAnswerHeals() {
    bob.open(alice.seal("hello", bob));
    for (int i = 0; i < 24; i++) {
      assertEquals(ORDINARY, talk(bob, alice));
      assertEquals(ORDINARY, talk(alice, bob));
    }
    assertEquals(ORDINARY, talk(bob, alice));
    assertEquals(OFFER, talk(alice, bob));
    assertEquals(ANSWER, talk(bob, alice));
    assertEquals(1, currentOf(alice).sinceHealing());
    assertEquals(ORDINARY, talk(alice, bob));
  }

  @Test
  void aDayBringsAnOffer() {
    bob.open(alice.seal("hello", bob));
    clock.advance(Duration.ofDays(1).minusMillis(1));
    assertEquals(ORDINARY, talk(bob, alice));
    clock.advance(Duration.ofMillis(1));
    assertEquals(OFFER, talk(alice, bob));
    assertEquals(ANSWER, talk(bob, alice));
    assertEquals(ORDINARY, talk(alice, bob));
  }

  @Test
  void anOfferIsRepeatedSixteenTimesAndMadeAgainWhenItWasLost() {
    bob.open(alice.seal("hello", bob));
    talk(bob, alice);
    clock.advance(Duration.ofDays(1));
    for (int i = 0; i < Ratchet.OFFER_REPEATS; i++) {
      assertEquals(OFFER, alice.seal("lost", bob)[0]);
    }
    byte[] late = alice.seal("late", bob);
    assertEquals(ORDINARY, late[0]);
    bob.open(late);
    // Bob has not seen the offer, so he makes one himself.
    assertEquals(OFFER, talk(bob, alice));
    assertEquals(ANSWER, talk(alice, bob));
  }

  @Test
  void aMessageMirroredToItsSenderIsRefused() {
    byte[] envelope = alice.seal("hello", bob);
    assertEquals(OpenFailure.FORGED, alice.failure(envelope));
    bob.open(envelope);
    talk(bob, alice);
    assertEquals(OpenFailure.FORGED, alice.failure(alice.seal("x", bob)));
  }

  @Test
  void aMessageForAnotherPairIsRefused() {
    byte[] envelope = alice.seal("hello", bob);
    var carol = new TestDevice(3, clock);
    carol.meet(alice.statement());
    assertFalse(carol.tryOpen(envelope) instanceof OpenResult.Opened);
    OpenResult mislabelled =
        bob.sessions.open(bob.me(), bob.peer(), carol.me().address(), envelope);
    assertEquals(
        OpenFailure.NOT_THE_PEER,
        assertInstanceOf(OpenResult.NotOpened.class, mislabelled).failure());
  }

  @Test
  void namesInsideMustBeTheSessions() {
    Plain plain = alice.plain("hello");
    var wrong =
        new Plain(
            /* sender= */ plain.recipient(),
            /* recipient= */ plain.sender(),
            plain.conversation(),
            plain.message(),
            plain.body());
    SealResult refused = alice.sessions.seal(alice.me(), alice.peer(), bob.bundle(), wrong);
    assertEquals(
        SealFailure.WRONG_NAMES, assertInstanceOf(SealResult.SealRefused.class, refused).failure());
    // A peer that does not check seals it all the same.
    alice.seal("hello", bob);
    Ratchet.Sent sent = send(currentOf(alice), PlainCodec.encode(wrong));
    assertEquals(OpenFailure.WRONG_NAMES, bob.failure(sent.envelope()));
    Ratchet.Sent unpadded = send(currentOf(alice), new byte[100]);
    assertEquals(OpenFailure.MALFORMED, bob.failure(unpadded.envelope()));
  }

  private Ratchet.Sent send(Session session, byte[] padded) {
    try {
      return Ratchet.send(session, padded, alice.random, clock.millis()).orElseThrow();
    } catch (BadKeyException e) {
      throw new AssertionError(e);
    }
  }

  private static int talk(TestDevice from, TestDevice to) {
    byte[] envelope = from.seal("x", to);
    assertEquals("x", to.open(envelope));
    return envelope[0];
  }

  private static Session currentOf(TestDevice device) {
    Session current = device.peer().current();
    if (current == null) {
      throw new AssertionError("no session");
    }
    return current;
  }
}
