package dev.chit.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.app.console.CommandFailure;
import dev.chit.app.console.Exit;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void aWordCanBeShortenedWhileItStaysUnambiguousInAnyCase() {
    assertEquals(Verb.LIST, Words.verb("LI"));
    assertEquals(Verb.LOGIN, Words.verb("LO"));
    assertEquals(Verb.LOG, Words.verb("LOG"));
    assertEquals(Verb.REGISTER, Words.verb("REg"));
    assertEquals(Verb.PAY, Words.verb("pay"));
    assertEquals(Verb.BALANCE, Words.verb("Bal"));
  }

  @Test
  void aWordThatCanMeanSeveralIsAskedBack() {
    var failure = assertThrows(CommandFailure.class, () -> Words.verb("l"));
    assertTrue(failure.sentence().contains("login, list"), failure.sentence());
    assertEquals(Exit.USAGE, failure.exit());
  }

  @Test
  void anUnknownWordIsNamed() {
    var failure = assertThrows(CommandFailure.class, () -> Words.verb("steal"));
    assertTrue(failure.sentence().startsWith("“steal” is not a command"), failure.sentence());
  }

  @Test
  void theShellUnderstandsTheOlderWords() {
    assertEquals(ShellWord.LIST, ShellWord.parse("LI"));
    assertEquals(ShellWord.LOGIN, ShellWord.parse("LO"));
    assertEquals(ShellWord.LOG, ShellWord.parse("Log"));
    assertEquals(ShellWord.CONNECT, ShellWord.parse("con"));
    assertEquals(ShellWord.DISCONNECT, ShellWord.parse("DIS"));
    assertEquals(ShellWord.QUIT, ShellWord.parse("Q"));
    assertThrows(CommandFailure.class, () -> ShellWord.parse("c"));
  }

  @Test
  void optionsMayStandBeforeTheVerb() {
    Words words = Words.parse(List.of("--home", "/tmp/alice", "--json", "balance", "-q"));

    assertEquals(Verb.BALANCE, words.verb());
    assertEquals(List.of("--home", "/tmp/alice", "--json", "-q"), words.arguments());
    assertEquals(Path.of("/tmp/alice"), words.home());
    assertTrue(words.json());
  }

  @Test
  void nothingButOptionsOpensTheShell() {
    assertEquals(Verb.SHELL, Words.parse(List.of()).verb());
    assertEquals(Verb.SHELL, Words.parse(List.of("--home", "/tmp/alice")).verb());
    assertEquals(Path.of("x"), Words.parse(List.of("--home=x")).home());
  }
}
