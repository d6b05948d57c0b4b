package dev.chit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ClearTextTest {
  private static final MessageId ID = new MessageId(1, 2);

  @Test
  void itHasOneFormBothWays() {
    byte[] bytes = new ClearText(ID, "grüezi 你好").encode();
    assertTrue(ClearText.isOne(bytes));
    assertEquals(new ClearText(ID, "grüezi 你好"), ClearText.decode(bytes));
    assertEquals(
        "636869742f636c6561722f763100"
            + "00000000000000010000000000000002"
            + "6772c3bc657a6920e4bda0e5a5bd",
        HexFormat.of().formatHex(bytes));
  }

  @Test
  void oneByteTooManyIsNoText() {
    String longest = "x".repeat(ClearText.TEXT_BYTES_MAX);
    assertEquals(longest, ClearText.decode(new ClearText(ID, longest).encode()).text());
    assertThrows(IllegalArgumentException.class, () -> new ClearText(ID, longest + "x"));
    assertThrows(IllegalArgumentException.class, () -> new ClearText(ID, ""));
  }

  @Test
  void whatIsCutOrNotUtf8OrSealedIsNone() {
    byte[] bytes = new ClearText(ID, "é").encode();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(IllegalArgumentException.class, () -> ClearText.decode(cut), "" + length);
    }
    for (byte kind : new byte[] {0, 0x10, 0x18, 'C'}) {
      byte[] other = bytes.clone();
      other[0] = kind;
      assertFalse(ClearText.isOne(other));
      assertThrows(IllegalArgumentException.class, () -> ClearText.decode(other));
    }
  }
}
