package dev.chit.app.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComposerTest {
  @Test
  void aCharacterIsWhatAPersonSeesAsOne() {
    Composer composer = Composer.EMPTY.insert("a👩\u200d👩\u200d👧é");
    assertEquals("a👩\u200d👩\u200d👧", composer.backspace().text());
    assertEquals("a", composer.backspace().backspace().text());
    assertEquals("aé", composer.left().backspace().text());
  }

  @Test
  void whatWasDeletedComesBack() {
    Composer composer = Composer.EMPTY.insert("see you ").insert("at noon").deleteWord();
    assertEquals("see you at ", composer.text());
    assertEquals("see you at noon", composer.undone().text());
    assertEquals("", composer.deleteLine().text());
    assertEquals("see you at ", composer.deleteLine().undone().text());
  }

  @Test
  void whatWasSentCanBeSentAgain() {
    Composer composer = Composer.EMPTY.insert("one").sent().insert("two").sent();
    assertEquals("two", composer.older().text());
    assertEquals("one", composer.older().older().text());
    assertEquals("one", composer.older().older().older().text());
    assertEquals("two", composer.older().older().newer().text());
    assertEquals("", composer.older().newer().text());
  }

  @Test
  void itHasAnEnd() {
    Composer full = Composer.EMPTY.insert("x".repeat(32_000));
    assertEquals(32_000, full.text().length());
    assertEquals(32_000, full.insert("y").text().length());
  }

  @Test
  void completionWritesWhatIsCertain() {
    List<Word> words = List.of(new Word("pay", "", true), new Word("balance", "", false));
    List<String> names = List.of("bob", "bobby", "carol", "#trip");
    assertEquals("/pay ", completed("/p", words, names));
    assertEquals("/pay bob", completed("/pay b", words, names));
    assertEquals("/pay carol ", completed("/pay C", words, names));
    assertEquals("/balance c", completed("/balance c", words, names));
    assertEquals("ask @carol ", completed("ask @ca", words, names));
    assertEquals("plain bo", completed("plain bo", words, names));
  }

  private static String completed(String text, List<Word> words, List<String> names) {
    Composer composer = Composer.EMPTY.insert(text);
    return Completion.of(text, text.length(), words, names).into(composer).text();
  }
}
