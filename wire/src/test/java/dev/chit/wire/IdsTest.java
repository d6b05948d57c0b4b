package dev.chit.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import dev.chit.core.ChitId;
import org.junit.jupiter.api.Test;

class IdsTest {
  private static final String HEX = "00ff10e1d2c3b4a5968778695a4b3c2d";

  @Test
  void anIdGoesThereAndBack() {
    assertEquals(AccountId.parse(HEX), Ids.account(Ids.bytes(AccountId.parse(HEX))));
    assertEquals(ChitId.parse(HEX), Ids.chit(Ids.bytes(ChitId.parse(HEX))));
  }

  @Test
  void oneByteMoreOrLessIsRefused() {
    for (int length : new int[] {0, 15, 17}) {
      var bytes = ByteString.copyFrom(new byte[length]);
      assertThrows(IllegalArgumentException.class, () -> Ids.account(bytes));
      assertThrows(IllegalArgumentException.class, () -> Ids.chit(bytes));
    }
  }
}
