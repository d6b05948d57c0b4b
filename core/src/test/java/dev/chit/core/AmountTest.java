package dev.chit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AmountTest {
  static Stream<Vectors> read() {
    return Vectors.load("amount.json").each("read");
  }

  static Stream<Vectors> written() {
    return Vectors.load("amount.json").each("written");
  }

  static Stream<Vectors> refused() {
    return Vectors.load("amount.json").each("refused");
  }

  @ParameterizedTest
  @MethodSource("read")
  void aDecimalIsReadExactly(Vectors vector) {
    assertEquals(
        new Amount(vector.number("minor")),
        Amount.parse(vector.text("text"), Unit.parse(vector.text("unit"))));
  }

  @ParameterizedTest
  @MethodSource("written")
  void minorUnitsHaveOneText(Vectors vector) {
    assertEquals(
        vector.text("text"),
        Amount.format(vector.number("minor"), Unit.parse(vector.text("unit"))));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNoAmountIsRefused(Vectors vector) {
    Unit unit = Unit.parse(vector.text("unit"));
    assertThrows(IllegalArgumentException.class, () -> Amount.parse(vector.text("text"), unit));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    var random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      var unit = new Unit("X", random.nextInt(Unit.SCALE_MAX + 1));
      var amount = new Amount(1 + (random.nextLong() >>> (2 + random.nextInt(61))));
      assertEquals(amount, Amount.parse(amount.format(unit), unit));
    }
  }

  @Test
  void anAmountIsAtLeastOneMinorUnitAndAtMostTwoToThe62() {
    assertEquals(1, new Amount(1).minor());
    assertEquals(1L << 62, new Amount(1L << 62).minor());
    assertThrows(IllegalArgumentException.class, () -> new Amount(0));
    assertThrows(IllegalArgumentException.class, () -> new Amount(-1));
    assertThrows(IllegalArgumentException.class, () -> new Amount((1L << 62) + 1));
    assertThrows(IllegalArgumentException.class, () -> new Amount(Long.MIN_VALUE));
  }

  @Test
  void aRefusalShowsNoControlCharactersAndNotAllOfALongText() {
    var unit = new Unit("EUR", 2);
    String shown = refusal("\u001b[31m1", unit);
    assertFalse(shown.chars().anyMatch(Character::isISOControl), shown);
    assertTrue(refusal("9".repeat(10_000), unit).length() < 200);
  }

  private static String refusal(String text, Unit unit) {
    var refused = assertThrows(IllegalArgumentException.class, () -> Amount.parse(text, unit));
    return String.valueOf(refused.getMessage());
  }
}
