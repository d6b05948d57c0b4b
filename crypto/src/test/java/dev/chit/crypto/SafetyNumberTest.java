package dev.chit.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import dev.chit.core.VerifyKey;
import org.junit.jupiter.api.Test;

class SafetyNumberTest {
  @Test
  void bothEndsHaveTheNumberOfTheVectors() throws Exception {
    for (JsonObject one : Vectors.cases(Vectors.read("safety-number.json"), "cases")) {
      VerifyKey key = VerifyKey.of(Vectors.bytes(one, "one"));
      VerifyKey other = VerifyKey.of(Vectors.bytes(one, "other"));
      assertEquals(Vectors.text(one, "safetyNumber"), SafetyNumber.of(key, other).digits());
      assertEquals(SafetyNumber.of(key, other), SafetyNumber.of(other, key));
      assertEquals(Vectors.text(one, "qr"), SafetyNumber.of(key, other).qrText());
    }
  }

  @Test
  void anotherKeyIsAnotherNumberInTheHalfThatIsIts() {
    VerifyKey alice = SigningKey.generate().verifyKey();
    String before = SafetyNumber.of(alice, SigningKey.generate().verifyKey()).digits();
    String after = SafetyNumber.of(alice, SigningKey.generate().verifyKey()).digits();
    assertNotEquals(before, after);
  }

  @Test
  void isReadAloudInTwelveGroups() {
    assertEquals(
        "01234 56789 01234 56789 01234 56789 01234 56789 01234 56789 01234 56789",
        new SafetyNumber("0123456789".repeat(6)).grouped());
    assertThrows(IllegalArgumentException.class, () -> new SafetyNumber("0".repeat(59)));
    assertThrows(IllegalArgumentException.class, () -> new SafetyNumber("x".repeat(60)));
  }
}
