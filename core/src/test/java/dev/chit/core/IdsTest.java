package dev.chit.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class IdsTest {
  private static final String HEX = "00ff102030405060708090a0b0c0d0e0";
  private static final byte[] BYTES = HexFormat.of().parseHex(HEX);

  @Test
  void anIdIsItsSixteenBytes() {
    assertArrayEquals(BYTES, AccountId.of(BYTES).bytes());
    assertArrayEquals(BYTES, LedgerId.of(BYTES).bytes());
    assertArrayEquals(BYTES, ChitId.of(BYTES).bytes());
    assertArrayEquals(BYTES, Reference.of(BYTES).bytes());
    assertArrayEquals(BYTES, Salt.of(BYTES).bytes());
    assertEquals(HEX, AccountId.of(BYTES).toString());
    assertEquals(AccountId.of(BYTES), AccountId.parse(HEX));
    assertEquals(LedgerId.of(BYTES), LedgerId.parse(HEX));
    assertEquals(ChitId.of(BYTES), ChitId.parse(HEX));
    assertEquals(Reference.of(BYTES), Reference.parse(HEX));
  }

  @Test
  void oneByteMoreOrLessIsNoId() {
    for (Function<byte[], Object> type :
        List.<Function<byte[], Object>>of(
            AccountId::of, LedgerId::of, ChitId::of, Reference::of, Salt::of)) {
      assertThrows(IllegalArgumentException.class, () -> type.apply(new byte[15]));
      assertThrows(IllegalArgumentException.class, () -> type.apply(new byte[17]));
    }
    assertThrows(IllegalArgumentException.class, () -> AccountId.parse(HEX + "00"));
    assertThrows(IllegalArgumentException.class, () -> AccountId.parse(HEX.substring(2)));
    assertThrows(IllegalArgumentException.class, () -> AccountId.parse("z" + HEX.substring(1)));
  }

  @Test
  void anAccountIsTheBeginningOfItsKeysHash() {
    VerifyKey key = TestKey.named("alice").verifyKey();
    assertArrayEquals(Arrays.copyOf(Sha256.of(key.bytes()), 16), AccountId.ofKey(key).bytes());
    assertArrayEquals(Arrays.copyOf(Sha256.of(key.bytes()), 16), LedgerId.ofKey(key).bytes());
  }

  @Test
  void idsAreInTheOrderOfTheirBytes() {
    var small = new AccountId(1, -1);
    var large = new AccountId(Long.MIN_VALUE, 0);
    assertTrue(small.compareTo(large) < 0);
    assertTrue(new ChitId(1, 1).compareTo(new ChitId(1, -1)) < 0);
    assertEquals(0, new LedgerId(1, 2).compareTo(new LedgerId(1, 2)));
    assertTrue(new Reference(0, 1).compareTo(Reference.NONE) > 0);
  }

  @Test
  void aSaltIsNotShown() {
    assertEquals("Salt[…]", new Salt(1, 2).toString());
  }

  @Test
  void aKeyIsItsThirtyTwoBytes() {
    byte[] bytes = TestKey.named("alice").verifyKey().bytes();
    VerifyKey key = VerifyKey.of(bytes);
    bytes[0] ^= 1;
    assertNotEquals(VerifyKey.of(bytes), key);
    assertEquals(key, VerifyKey.at(Label.TLS.before(key.bytes()), Label.TLS.bytes().length));
    assertThrows(IllegalArgumentException.class, () -> VerifyKey.of(new byte[31]));
    assertThrows(IllegalArgumentException.class, () -> VerifyKey.of(new byte[33]));
    assertThrows(IndexOutOfBoundsException.class, () -> VerifyKey.at(new byte[32], 1));
  }
}
