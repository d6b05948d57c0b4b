package dev.chit.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTest {
  @Test
  void aLabelAndANulComeBeforeWhatIsSigned() {
    assertArrayEquals(Utf8.encode("chit/order/v1\0"), Label.ORDER.bytes());
    assertArrayEquals(
        Utf8.encode("chit/order/v1\0abcd"),
        Label.ORDER.before(Utf8.encode("ab"), new byte[0], Utf8.encode("cd")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "chit/v1", "chit/order", "chit/order/v", "Chit/order/v1", "chit/a\0/v1"})
  void aLabelSaysWhatAndWhichVersion(String text) {
    assertThrows(IllegalArgumentException.class, () -> new Label(text));
  }
}
