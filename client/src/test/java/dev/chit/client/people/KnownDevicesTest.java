package dev.chit.client.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.NotTrustedException;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.VerifyKey;
import dev.chit.crypto.SigningKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Which of two answers about somebody's devices is the newer one.
final class KnownDevicesTest {
  private final VerifyKey key = key();

  @Test
  void anAnswerAboutAnOlderLogIsOvertaken() throws Exception {
    assertTrue(KnownDevices.overtake(at(9), at(4), 9));
  }

  @Test
  void anAnswerThatLeavesOutWhatItsLogHasIsALie() {
    assertEquals(
        "bad-proof",
        assertThrows(NotTrustedException.class, () -> KnownDevices.overtake(at(9), at(4), 10))
            .code());
  }

  @Test
  void theSameOrMoreIsTaken() throws Exception {
    assertFalse(KnownDevices.overtake(at(9), at(9), 10));
    assertFalse(KnownDevices.overtake(at(9), at(12), 13));
  }

  private Person at(long devicesIndex) {
    return new Person(
        new AccountName("alice"),
        AccountId.ofKey(key),
        key,
        List.of(),
        1,
        devicesIndex,
        2,
        false,
        List.of(),
        OptionalLong.empty(),
        Optional.empty());
  }

  private static VerifyKey key() {
    try (SigningKey key = SigningKey.generate()) {
      return key.verifyKey();
    }
  }
}
