package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The full-screen view in a real terminal (tmux), beside somebody who writes and pays.
class FullScreenTest {
  @TempDir private Path temp;

  @Test
  void somebodyLivesInIt() throws Exception {
    try (Town town = Town.build(temp);
        Tmux tmux = new Tmux(temp)) {
      tmux.open("a", 80, 24);
      town.welcome("alice");
      town.welcome("bob");
      Chit.run("msg", "bob", "hello", "--home", town.home("alice")).ok();
      Chit.run("accept", "alice", "--home", town.home("bob"));
      Chit.run("msg", "alice", "你好 👩‍👩‍👧 from bob", "--home", town.home("bob")).ok();

      tmux.type("a", tmux.program() + " tui --home " + town.home("alice") + "; echo LEFT $?");
      tmux.see("a", "○ bob");
      tmux.see("a", "100.00 EUR · connected");
      tmux.press("a", "C-n");
      tmux.see("a", "bob   你好 👩👩👧 from bob");

      // A message that arrives amid typing leaves the line alone.
      tmux.keys("a", "with pleas");
      tmux.see("a", "\nbob> with pleas");
      String bob = town.home("bob");
      Chit.run("msg", "alice", "\u001b[2Jlunch?", "--home", bob).ok();
      tmux.see("a", "bob   �[2Jlunch?");
      assertTrue(tmux.screen("a").contains("\nbob> with pleas"), tmux.screen("a"));
      tmux.type("a", "ure");
      tmux.see("a", "alice with pleasure");

      // Wider, too small, and as before.
      tmux.resize("a", 120, 30);
      tmux.see("a", "▏ bob  offline");
      tmux.resize("a", 25, 8);
      tmux.see("a", "30×10");
      tmux.resize("a", 50, 16);
      tmux.see("a", "alice with pleasure");
      assertFalse(tmux.screen("a").contains("people and groups"), tmux.screen("a"));
      tmux.press("a", "F3");
      tmux.see("a", "people and groups");
      tmux.resize("a", 80, 24);
      tmux.see("a", "▏ bob  offline");

      // Money moves after a question that says it all.
      tmux.type("a", "/pay bob 12.50 lunch");
      tmux.see("a", "Pay 12.50 EUR to bob, ");
      tmux.see("a", "answer> ");
      tmux.type("a", "y");
      tmux.see("a", "12.50 EUR paid to bob.");
      tmux.see("a", "▌ you paid bob 12.50 EUR");
      tmux.see("a", "87.50 EUR · connected");
      tmux.press("a", "F2");
      tmux.see("a", "−12.50 EUR       to bob");
      tmux.press("a", "F2");

      // A text can be taken back.
      tmux.type("a", "oops");
      tmux.see("a", "alice oops");
      tmux.press("a", "C-z");
      tmux.see("a", "alice (taken back)");
      tmux.press("a", "C-u");
      // The mouse chooses as well: a click on the first line.
      tmux.keys("a", "\u001b[<0;70;1M");
      tmux.see("a", "▏ wallet  87.50 EUR");
      tmux.press("a", "C-q");
      tmux.see("a", "LEFT 0");
      assertFalse(tmux.screen("a").contains("wallet"), tmux.screen("a"));
    }
  }
}
