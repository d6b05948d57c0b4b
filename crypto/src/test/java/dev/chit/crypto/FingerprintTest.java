package dev.chit.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.Sha256;
import dev.chit.core.VerifyKey;
import dev.chit.core.log.Hash;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  /// Made elsewhere: base32 of SHA-256 of 32 zeros.
  private static final String OF_ZEROS = "mzuhvlpymk6xo3epygfy5h4oeaejofefn3rdhm4qfjmr2dk7fesq";

  @Test
  void aKeyHasOneOf52Characters() {
    var fingerprint = Fingerprint.ofKey(VerifyKey.of(new byte[32]));
    assertEquals(OF_ZEROS, fingerprint.text());
    assertEquals(fingerprint, Fingerprint.parse(fingerprint.toString()));
  }

  @Test
  void differentKeysDiffer() {
    for (int i = 0; i < 100; i++) {
      Fingerprint one = Fingerprint.ofKey(SigningKey.generate().verifyKey());
      Fingerprint other = Fingerprint.ofKey(SigningKey.generate().verifyKey());
      assertTrue(!one.equals(other));
    }
  }

  @Test
  void standsForAHash() {
    assertEquals(
        Hash.of(Sha256.of(new byte[32])), Fingerprint.ofKey(VerifyKey.of(new byte[32])).hash());
    assertEquals(Hash.of(new byte[32]), Fingerprint.parse("a".repeat(52)).hash());
    for (int i = 0; i < 1_000; i++) {
      VerifyKey key = VerifyKey.of(Sha256.of(new byte[] {(byte) i, (byte) (i >> 8)}));
      assertEquals(Hash.of(Sha256.of(key.bytes())), Fingerprint.ofKey(key).hash());
    }
  }

  @Test
  void isGroupedForReadingAloud() {
    String grouped = Fingerprint.parse("a".repeat(52)).grouped();
    assertEquals("aaaa " + "aaaa ".repeat(11) + "aaaa", grouped);
  }

  @Test
  void nothingElseIsOne() {
    String good = "a".repeat(52);
    assertThrows(IllegalArgumentException.class, () -> Fingerprint.parse(good + "a"));
    assertThrows(IllegalArgumentException.class, () -> Fingerprint.parse(good.substring(1)));
    assertThrows(IllegalArgumentException.class, () -> Fingerprint.parse("A".repeat(52)));
    assertThrows(IllegalArgumentException.class, () -> Fingerprint.parse("a".repeat(51) + "b"));
    assertThrows(IllegalArgumentException.class, () -> Fingerprint.parse("a".repeat(51) + "\n"));
    assertThrows(IllegalArgumentException.class, () -> Fingerprint.parse("0".repeat(52)));
  }
}
