package dev.chit.core.chit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chit.core.AccountId;
import dev.chit.core.Amount;
import dev.chit.core.BadSignatureException;
import dev.chit.core.ChitId;
import dev.chit.core.LedgerId;
import dev.chit.core.Reference;
import dev.chit.core.Salt;
import dev.chit.core.TestKey;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParsedChitTest {
  private static final TestKey ALICE = TestKey.named("alice");

  @Test
  void everyBitOfAChitMatters() throws Exception {
    byte[] chit = drawn(order()).bytes();
    ParsedChit.parse(chit).verify(TestKey.VERIFIER);
    for (int bit = 0; bit < chit.length * 8; bit++) {
      byte[] flipped = chit.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertFalse(isGood(flipped), "bit " + bit);
    }
  }

  @Test
  void whatParsesIsWrittenBackAsItWas() throws Exception {
    var random = new Random(2);
    byte[] good = drawn(order()).bytes();
    for (int i = 0; i < 20_000; i++) {
      byte[] raw = good.clone();
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        raw[random.nextInt(raw.length)] = (byte) random.nextInt();
      }
      ParsedChit parsed;
      try {
        parsed = ParsedChit.parse(raw);
      } catch (BadChitException e) {
        continue;
      }
      assertArrayEquals(raw, parsed.bytes());
      assertArrayEquals(
          raw, ParsedChit.of(parsed.order(), parsed.signature(), parsed.payerKey()).bytes());
    }
  }

  @Test
  void aChitKeepsItsOwnBytes() throws Exception {
    byte[] raw = drawn(order()).bytes();
    ParsedChit parsed = ParsedChit.parse(raw);
    raw[200] ^= 1;
    parsed.bytes()[0] ^= 1;
    parsed.signature()[0] ^= 1;
    assertEquals(drawn(order()), parsed);
    parsed.verify(TestKey.VERIFIER);
  }

  @Test
  void aKeyThatIsNotThePayersSignsInVain() throws Exception {
    Order order = order();
    TestKey mallory = TestKey.named("mallory");
    ParsedChit chit = ParsedChit.of(order, mallory.sign(order.signedBytes()), mallory.verifyKey());
    assertThrows(BadSignatureException.class, () -> chit.verify(TestKey.VERIFIER));
    assertThrows(BadSignatureException.class, () -> chit.verify((key, message, signature) -> true));
  }

  @Test
  void aSignatureOfAnotherLengthIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ParsedChit.of(order(), new byte[63], ALICE.verifyKey()));
    assertThrows(
        IllegalArgumentException.class,
        () -> ParsedChit.of(order(), new byte[65], ALICE.verifyKey()));
  }

  @Test
  void twoSignedOrdersUnderOneIdAreNotTheSameChit() {
    Order order = order();
    Order other =
        new Order(
            order.ledger(),
            order.id(),
            order.payer(),
            order.payee(),
            new Amount(order.amount().minor() + 1),
            order.unitCode(),
            order.notAfterSeconds(),
            order.memo(),
            order.reference());
    assertNotEquals(drawn(order), drawn(other));
  }

  @Test
  void aMemoHasAThousandBytesAtMost() {
    byte[] salt = new byte[16];
    MemoCommitment.of(salt, "é".repeat(500));
    assertThrows(
        IllegalArgumentException.class, () -> MemoCommitment.of(salt, "é".repeat(500) + "x"));
    assertNotEquals(MemoCommitment.NONE, MemoCommitment.of(salt, ""));
    assertFalse(new MemoOpening(new Salt(1, 2), "secret").toString().contains("sec"));
  }

  private static boolean isGood(byte[] raw) {
    try {
      ParsedChit.parse(raw).verify(TestKey.VERIFIER);
      return true;
    } catch (BadChitException | BadSignatureException e) {
      return false;
    }
  }

  private static ParsedChit drawn(Order order) {
    return ParsedChit.of(order, ALICE.sign(order.signedBytes()), ALICE.verifyKey());
  }

  private static Order order() {
    return new Order(
        new LedgerId(1, 2),
        new ChitId(3, 4),
        ALICE.account(),
        new AccountId(5, 6),
        new Amount(1250),
        "EUR",
        1_893_456_000,
        MemoCommitment.of(new byte[16], "rent"),
        new Reference(7, 8));
  }
}
