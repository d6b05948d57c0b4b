package dev.chit.app.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J",
        "\u009b31m",
        "a\rb",
        "\u0007",
        "\u202eevil",
        "\u2066x",
        "\ufeff",
        "\ud83d",
        "\u200b\u200d\u00ad",
        "a\tb\nc"
      })
  void nothingThatDrivesOrReordersATerminalIsLeft(String text) {
    assertTrue(
        Text.safe(text)
            .codePoints()
            .noneMatch(
                c ->
                    Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE
                        || Character.getType(c) == Character.LINE_SEPARATOR),
        () -> Text.safe(text).codePoints().boxed().toList().toString());
  }

  @Test
  void ofManyMarksOnOneLetterAFewAreDrawn() {
    assertEquals("e\u0301\u0301\u0301x", Text.safe("e" + "\u0301".repeat(500) + "x"));
  }

  @Test
  void joinedEmojiAreDrawnOneByOne() {
    assertEquals("👩👩👧", Text.safe("👩\u200d👩\u200d👧"));
    assertEquals("👍", Text.safe("👍🏽"));
    assertEquals("❤", Text.safe("❤\ufe0f"));
  }

  @Test
  void wideCharactersTakeTwoCells() {
    assertEquals(4, Text.width("台灣"));
    assertEquals("台…", Text.fit("台灣人", 4));
    assertEquals("台灣 ", Text.pad("台灣", 5));
  }

  @Test
  void linesEndBetweenWordsAndAnywhereInWhatIsTooLong() {
    assertEquals(List.of("one two", "three"), Text.wrap("one two three", 9));
    assertEquals(List.of("abcd", "efgh", "i"), Text.wrap("abcdefghi", 4));
    assertEquals(List.of("台灣", "人"), Text.wrap("台灣人", 5));
    assertEquals(List.of("a", "", "b"), Text.wrap("a\n\nb", 9));
    assertEquals(List.of(""), Text.wrap("", 9));
  }
}
