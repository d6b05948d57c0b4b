package dev.chit.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTest {
  @ParameterizedTest
  @ValueSource(strings = {"TWD:0", "EUR:2", "HOUR:1", "A:9", "POINTS99:0"})
  void aUnitIsReadAndWritten(String text) {
    assertEquals(text, Unit.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "EUR",
        "EUR:",
        ":2",
        "EUR:10",
        "EUR:-1",
        "EUR:x",
        "eur:2",
        "ÉUR:2",
        "POINTS100:0",
        "EUR:2:2",
        " EUR:2",
        "EUR:٢"
      })
  void whatIsNoUnitIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Unit.parse(text));
  }

  @Test
  void aScaleIsAtMostNine() {
    assertEquals(9, new Unit("X", 9).scale());
    assertThrows(IllegalArgumentException.class, () -> new Unit("X", 10));
    assertThrows(IllegalArgumentException.class, () -> new Unit("X", -1));
  }

  @Test
  void aCodeIsPaddedWithNul() {
    assertEquals(0x4555_5200_0000_0000L, Unit.paddedCode("EUR"));
    assertEquals("EUR", Unit.codeOf(0x4555_5200_0000_0000L));
    assertEquals("POINTS99", Unit.codeOf(Unit.paddedCode("POINTS99")));
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        0x0045_5552_0000_0000L,
        0x4500_5552_0000_0000L,
        0x6575_7200_0000_0000L,
        0xc955_5200_0000_0000L,
        0x4555_5200_0000_0041L,
        0x4555_5220_0000_0000L
      })
  void bytesThatNoCodePadsToAreRefused(long padded) {
    assertThrows(IllegalArgumentException.class, () -> Unit.codeOf(padded));
  }
}
