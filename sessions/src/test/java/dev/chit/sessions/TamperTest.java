package dev.chit.sessions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every bit of a message of every kind flipped, and of the long fields of ML-KEM one in every
/// byte: refused, and not a bit of the state changed.
class TamperTest {
  /// The kind, a flag, three ids and a key stand before a start's.
  private static final int KEM_OF_A_START = 46;

  private static final int KEM_OF_AN_OFFER_OR_ANSWER = 1;

  private final TestClock clock = new TestClock();
  private final TestDevice alice = new TestDevice(1, clock);
  private final TestDevice bob = new TestDevice(2, clock);

  private static RememberingX25519 agreements;

  @BeforeAll
  static void remember() {
    agreements = new RememberingX25519();
  }

  @AfterAll
  static void forget() {
    agreements.close();
  }

  @BeforeEach
  void introduce() {
    TestDevice.introduce(alice, bob);
  }

  @Test
  void aChangedStartIsRefused() {
    byte[] envelope = alice.seal("hello", bob);
    assertEquals(0x11, envelope[0]);
    everyFlippedBitIsRefused(envelope, bob);
  }

  @Test
  void aChangedRepetitionOfTheStartIsRefused() {
    bob.open(alice.seal("hello", bob));
    everyFlippedBitIsRefused(alice.seal("hello again", bob), bob);
  }

  @Test
  void aChangedFirstAnswerIsRefused() {
    bob.open(alice.seal("hello", bob));
    byte[] envelope = bob.seal("hi", alice);
    assertEquals(0x10, envelope[0]);
    everyFlippedBitIsRefused(envelope, alice);
    everyTruncationIsRefused(envelope, alice);
  }

  @Test
  void aChangedLaterMessageIsRefused() {
    bob.open(alice.seal("hello", bob));
    alice.open(bob.seal("1", alice));
    bob.seal("2, on its way", alice);
    everyFlippedBitIsRefused(bob.seal("3", alice), alice);
  }

  @Test
  void aChangedLateMessageIsRefusedAndItsKeyKept() {
    bob.open(alice.seal("hello", bob));
    byte[] late = bob.seal("1", alice);
    alice.open(bob.seal("2", alice));
    everyFlippedBitIsRefused(late, alice);
  }

  @Test
  void aChangedOfferAndItsChangedAnswerAreRefused() {
    bob.open(alice.seal("hello", bob));
    clock.advance(Duration.ofDays(1));
    byte[] offer = bob.seal("offer", alice);
    assertEquals(0x12, offer[0]);
    everyFlippedBitIsRefused(offer, alice);
    alice.open(offer);
    byte[] answer = alice.seal("answer", bob);
    assertEquals(0x13, answer[0]);
    everyFlippedBitIsRefused(answer, bob);
  }

  /// And the genuine one still opens.
  private static void everyFlippedBitIsRefused(byte[] envelope, TestDevice to) {
    LocalDevice me = to.me();
    PeerState peer = to.peer();
    bits(envelope)
        .parallel()
        .forEach(
            bit -> {
              byte[] changed = envelope.clone();
              changed[bit / 8] ^= (byte) (1 << bit % 8);
              refused(changed, to, me, peer, "bit " + bit);
            });
    assertArrayEquals(to.savedPeer(), peer.encode());
    assertArrayEquals(to.savedDevice(), me.encode());
    assertInstanceOf(OpenResult.Opened.class, to.sessions.open(me, peer, peer.address(), envelope));
    assertArrayEquals(to.savedPeer(), peer.encode());
    assertArrayEquals(to.savedDevice(), me.encode());
  }

  private static IntStream bits(byte[] envelope) {
    return switch (assertDoesNotThrow(() -> Header.parse(envelope)).header().extra()) {
      case Header.None _ -> all(0, envelope.length);
      case Header.Start start -> bits(envelope, KEM_OF_A_START, start.kemCiphertext());
      case Header.Offer offer -> bits(envelope, KEM_OF_AN_OFFER_OR_ANSWER, offer.kemPublicKey());
      case Header.Answer answer ->
          bits(envelope, KEM_OF_AN_OFFER_OR_ANSWER, answer.kemCiphertext());
    };
  }

  private static IntStream bits(byte[] envelope, int at, byte[] kem) {
    int end = at + kem.length;
    assertArrayEquals(kem, Arrays.copyOfRange(envelope, at, end));
    IntStream one = IntStream.range(at, end).map(it -> 8 * it + it % 8);
    return IntStream.concat(all(0, at), IntStream.concat(one, all(end, envelope.length)));
  }

  private static IntStream all(int fromByte, int toByte) {
    return IntStream.range(8 * fromByte, 8 * toByte);
  }

  private static void everyTruncationIsRefused(byte[] envelope, TestDevice to) {
    for (int length = 0; length < envelope.length; length++) {
      refused(Arrays.copyOf(envelope, length), to, to.me(), to.peer(), "length " + length);
    }
    refused(Arrays.copyOf(envelope, envelope.length + 1), to, to.me(), to.peer(), "longer");
  }

  private static void refused(
      byte[] envelope, TestDevice to, LocalDevice me, PeerState peer, String what) {
    OpenResult result = to.sessions.open(me, peer, peer.address(), envelope);
    assertInstanceOf(OpenResult.NotOpened.class, result, what);
  }
}
