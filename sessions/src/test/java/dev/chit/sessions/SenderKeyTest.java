package dev.chit.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import dev.chit.crypto.Ed25519;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Sender keys: sealed once, opened by everybody who was given the key, once each.
class SenderKeyTest {
  private static final ConversationId GROUP = new ConversationId(1, 2);
  private static final DeviceAddress ALICE = new DeviceAddress(new AccountId(3, 4), 1);
  private static final DeviceAddress BOB = new DeviceAddress(new AccountId(5, 6), 1);

  private final SeededRandom random = new SeededRandom(1);
  private SenderKey alice = SenderKey.generate(random, 0);

  @Test
  void everybodyWhoHasTheKeyOpensWhatWasSealedOnce() {
    var carol = received();
    var dora = received();
    byte[] envelope = seal("hello");
    assertEquals("hello", text(carol, envelope));
    assertEquals("hello", text(dora, envelope));
  }

  @Test
  void aMessageOpensOnceAndARepetitionChangesNothing() {
    byte[] first = seal("one");
    byte[] second = seal("two");
    var bob = ReceivedSenderKey.of(GROUP, ALICE, shareOfTheStart());
    bob = opened(bob, first).key();
    assertEquals(OpenFailure.ALREADY_OPENED, failure(bob, first));
    bob = opened(bob, second).key();
    assertEquals(OpenFailure.ALREADY_OPENED, failure(bob, first));
    assertEquals(OpenFailure.ALREADY_OPENED, failure(bob, second));
  }

  @Test
  void messagesOpenInAnyOrderAndTheMissingOnesAreMissed() {
    for (int seed = 0; seed < 20; seed++) {
      var chance = new Random(seed);
      var bob = received();
      List<byte[]> sent = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        sent.add(seal("m" + i));
      }
      List<Integer> order = new ArrayList<>(IntStream.range(0, 30).boxed().toList());
      Collections.shuffle(order, chance);
      order.subList(0, 5).clear();
      for (int i : order) {
        var opened = opened(bob, sent.get(i));
        assertEquals("m" + i, new String(opened.plain().body(), UTF_8));
        bob = ReceivedSenderKey.decode(opened.key().encode());
      }
      for (int i : order) {
        assertEquals(OpenFailure.ALREADY_OPENED, failure(bob, sent.get(i)));
      }
    }
  }

  @Test
  void theLastOfAThousandMessagesOpensFirstAndTheOthersAfterIt() {
    var bob = received();
    List<byte[]> sent = new ArrayList<>();
    for (int i = 0; i < SenderKey.MESSAGES_MAX; i++) {
      sent.add(seal("m" + i));
    }
    assertTrue(alice.isWornOut(0));
    GroupPlain beyond = plain("one more");
    assertThrows(IllegalStateException.class, () -> alice.seal(beyond));
    bob = opened(bob, sent.getLast()).key();
    assertTrue(bob.encode().length < 40_000);
    bob = opened(bob, sent.getFirst()).key();
    assertEquals("m500", text(bob, sent.get(500)));
  }

  @Test
  void aKeyIsWornOutAfterAWeekOrAThousandMessages() {
    long week = Duration.ofDays(7).toMillis();
    assertFalse(alice.isWornOut(week - 1));
    assertTrue(alice.isWornOut(week));
    assertTrue(alice.isWornOut(-week - 1));
  }

  @Test
  void everyFlippedBitAndEveryTruncationIsRefusedAndChangesNothing() {
    byte[] ahead = seal("not yet");
    byte[] envelope = seal("hello");
    for (byte[] genuine : List.of(envelope, ahead)) {
      var bob = ReceivedSenderKey.of(GROUP, ALICE, shareOfTheStart());
      if (Arrays.equals(genuine, ahead)) {
        bob = opened(bob, envelope).key();
      }
      byte[] before = bob.encode();
      for (int bit = 0; bit < 8 * genuine.length; bit++) {
        byte[] changed = genuine.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        assertInstanceOf(ReceivedSenderKey.NotOpened.class, open(bob, changed), "bit " + bit);
      }
      for (int length = 0; length < genuine.length; length++) {
        assertInstanceOf(
            ReceivedSenderKey.NotOpened.class, open(bob, Arrays.copyOf(genuine, length)));
      }
      assertArrayEquals(before, bob.encode());
      opened(bob, genuine);
      assertArrayEquals(before, bob.encode());
    }
  }

  @Test
  void aMemberWhoHasTheChainCannotWriteInItsOwnersName() {
    SenderKeyShare share = alice.share();
    var forged = SenderKey.decode(with(alice.encode(), 53, new byte[32]));
    byte[] envelope = forged.seal(plain("I am alice")).envelope();
    assertEquals(share.id(), GroupEnvelope.keyOf(envelope));
    assertEquals(OpenFailure.FORGED, failure(received(), envelope));
  }

  @Test
  void aMessageIsNotTakenForAnothersOrForAnotherGroups() {
    SenderKeyShare share = alice.share();
    byte[] envelope = seal("hello");
    var asBob = ReceivedSenderKey.of(GROUP, BOB, share);
    assertEquals(
        new ReceivedSenderKey.NotOpened(OpenFailure.FORGED),
        asBob.open(BOB, envelope, Ed25519.verifier()));
    assertEquals(
        new ReceivedSenderKey.NotOpened(OpenFailure.NOT_THE_PEER),
        ReceivedSenderKey.of(GROUP, ALICE, share).open(BOB, envelope, Ed25519.verifier()));
    var elsewhere = ReceivedSenderKey.of(new ConversationId(9, 9), ALICE, share);
    assertEquals(
        new ReceivedSenderKey.NotOpened(OpenFailure.FORGED),
        elsewhere.open(ALICE, envelope, Ed25519.verifier()));
  }

  @Test
  void whoIsGivenTheKeyLaterReadsNothingEarlier() {
    byte[] earlier = seal("earlier");
    var late = received();
    assertEquals(OpenFailure.ALREADY_OPENED, failure(late, earlier));
    byte[] now = seal("now");
    late = opened(late, now).key();
    assertEquals(OpenFailure.ALREADY_OPENED, failure(late, earlier));
  }

  @Test
  void aLeakedStateOpensNothingThatWasOpenedBefore() {
    var bob = received();
    List<byte[]> past = List.of(seal("1"), seal("2"), seal("3"));
    for (byte[] envelope : past) {
      bob = opened(bob, envelope).key();
    }
    var thief = ReceivedSenderKey.decode(bob.encode());
    var thiefOfAlice = ReceivedSenderKey.of(GROUP, ALICE, SenderKey.decode(alice.encode()).share());
    for (byte[] envelope : past) {
      assertInstanceOf(ReceivedSenderKey.NotOpened.class, open(thief, envelope));
      assertInstanceOf(ReceivedSenderKey.NotOpened.class, open(thiefOfAlice, envelope));
    }
  }

  @Test
  void afterARotationALeakedStateOpensNothing() {
    var thief = received();
    assertEquals("still readable", text(thief, seal("still readable")));
    alice = SenderKey.generate(random, 0);
    assertEquals(OpenFailure.FORGED, failure(thief, seal("secret again")));
  }

  @Test
  void lengthsSayLittle() {
    assertEquals(seal("a").length, seal("yes").length);
    assertEquals(seal("x".repeat(300)).length, seal("x".repeat(310)).length);
  }

  @Test
  void theLongestBodyFitsAndOneByteMoreIsNoBody() {
    byte[] envelope = seal("x".repeat(Plain.BODY_BYTES_MAX));
    assertTrue(envelope.length <= Sessions.ENVELOPE_BYTES_MAX);
    var bob = ReceivedSenderKey.of(GROUP, ALICE, shareOfTheStart());
    assertEquals(Plain.BODY_BYTES_MAX, text(bob, envelope).length());
    assertThrows(IllegalArgumentException.class, () -> plain("x".repeat(60_001)));
    assertEquals(OpenFailure.TOO_LARGE, failure(bob, new byte[Sessions.ENVELOPE_BYTES_MAX + 1]));
  }

  @Test
  void damagedOrNewerStatesAreRefused() {
    var bob = received();
    seal("skipped");
    bob = opened(bob, seal("hello")).key();
    byte[] mine = alice.encode();
    byte[] theirs = bob.encode();
    assertArrayEquals(mine, SenderKey.decode(mine).encode());
    assertArrayEquals(theirs, ReceivedSenderKey.decode(theirs).encode());
    for (int length = 0; length < mine.length; length++) {
      byte[] cut = Arrays.copyOf(mine, length);
      assertThrows(BadStateException.class, () -> SenderKey.decode(cut));
    }
    for (int length = 0; length < theirs.length; length++) {
      byte[] cut = Arrays.copyOf(theirs, length);
      assertThrows(BadStateException.class, () -> ReceivedSenderKey.decode(cut));
    }
    assertThrows(BadStateException.class, () -> SenderKey.decode(with(mine, 0, new byte[] {2})));
    assertThrows(
        BadStateException.class, () -> ReceivedSenderKey.decode(with(theirs, 0, new byte[] {2})));
    byte[] share = alice.share().encode();
    assertEquals(alice.share(), SenderKeyShare.parse(share));
    for (int length = 0; length < share.length; length++) {
      byte[] cut = Arrays.copyOf(share, length);
      assertThrows(IllegalArgumentException.class, () -> SenderKeyShare.parse(cut));
    }
  }

  // ── helpers ──

  private byte[] seal(String text) {
    SenderKey.Sealed sealed = alice.seal(plain(text));
    alice = SenderKey.decode(sealed.next().encode());
    return sealed.envelope();
  }

  private GroupPlain plain(String text) {
    var id = new byte[MessageId.LENGTH];
    random.nextBytes(id);
    return new GroupPlain(GROUP, ALICE, MessageId.of(id), new byte[32], text.getBytes(UTF_8));
  }

  /// The key as it was before it sealed anything.
  private static SenderKeyShare shareOfTheStart() {
    return SenderKey.generate(new SeededRandom(1), 0).share();
  }

  private ReceivedSenderKey received() {
    return ReceivedSenderKey.of(GROUP, ALICE, SenderKeyShare.parse(alice.share().encode()));
  }

  private static ReceivedSenderKey.Result open(ReceivedSenderKey key, byte[] envelope) {
    return key.open(ALICE, envelope, Ed25519.verifier());
  }

  private static ReceivedSenderKey.Opened opened(ReceivedSenderKey key, byte[] envelope) {
    return assertInstanceOf(ReceivedSenderKey.Opened.class, open(key, envelope));
  }

  private static OpenFailure failure(ReceivedSenderKey key, byte[] envelope) {
    return assertInstanceOf(ReceivedSenderKey.NotOpened.class, open(key, envelope)).failure();
  }

  private static String text(ReceivedSenderKey key, byte[] envelope) {
    return new String(opened(key, envelope).plain().body(), UTF_8);
  }

  private static byte[] with(byte[] bytes, int at, byte[] other) {
    byte[] changed = bytes.clone();
    System.arraycopy(other, 0, changed, at, other.length);
    return changed;
  }
}
