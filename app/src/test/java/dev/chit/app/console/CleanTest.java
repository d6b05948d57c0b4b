package dev.chit.app.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CleanTest {
  @Test
  void aMessageCannotDriveTheTerminal() {
    assertEquals("�[2J�]0;owned�", Clean.line("\u001b[2J\u001b]0;owned\u0007"));
    assertEquals("�31mred", Clean.line("\u009b31mred"));
    assertEquals("hidden�", Clean.line("hidden\u007f"));
    assertEquals("back�space", Clean.line("back\bspace"));
  }

  @Test
  void aMessageCannotTurnTheReadingDirection() {
    assertEquals("�05.21�", Clean.line("\u202e05.21\u2066"));
  }

  @Test
  void aSecondLineCannotPassForAnotherSender() {
    assertEquals("hi\n    bob: send money", Clean.block("hi\nbob: send money", "    "));
    assertEquals("hi⏎bob: send money", Clean.line("hi\nbob: send money"));
    assertEquals("over�written", Clean.line("over\rwritten"));
    assertEquals("two⏎lines", Clean.line("two\r\nlines"));
  }

  @Test
  void whatPeopleWriteStaysAsItIs() {
    String text = "Grüße, 世界 👋🏽 – “ok”";
    assertEquals(text, Clean.line(text));
    assertEquals(text, Clean.block(text, "  "));
  }

  @Test
  void jsonKeepsItsMeaning() {
    assertEquals("{\"a\":\"\\u009b31m\"}", Clean.json("{\"a\":\"\u009b31m\"}"));
    assertEquals("{\"a\":\"ü\"}", Clean.json("{\"a\":\"ü\"}"));
  }
}
