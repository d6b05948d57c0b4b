package dev.chit.client.talk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.chit.core.AccountId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class KeysTest {
  private static final AccountId SENDER = new AccountId(1, 2);
  private static final byte[] ID = new byte[16];

  @Test
  void aRepeatedEnvelopeIsRecognised() {
    assertArrayEquals(
        Keys.envelope(SENDER, 1, ID, new byte[] {1, 2, 3}),
        Keys.envelope(SENDER, 1, ID, new byte[] {1, 2, 3}));
  }

  @Test
  void aDamagedCopyUnderTheSameIdDoesNotHideTheGenuineEnvelope() {
    assertFalse(
        Arrays.equals(
            Keys.envelope(SENDER, 1, ID, new byte[] {1, 2, 3}),
            Keys.envelope(SENDER, 1, ID, new byte[] {1, 2, 2})));
  }
}
