package dev.chit.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
  @Test
  void textIsReadBack() {
    String text = "rent – merci ☕ 😀";
    assertEquals(text, Utf8.decode(Utf8.encode(text)));
    assertArrayEquals(new byte[0], Utf8.encode(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ff", "c3", "c080", "e08080", "eda080", "f4908080", "80"})
  void bytesThatAreNotUtf8AreRefused(String hex) {
    assertThrows(IllegalArgumentException.class, () -> Utf8.decode(HexFormat.of().parseHex(hex)));
  }

  @Test
  void halfACharacterIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Utf8.encode("\ud83d"));
  }
}
