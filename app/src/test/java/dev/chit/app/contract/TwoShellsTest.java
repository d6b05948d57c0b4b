package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two people at two real terminals (tmux), each with a process of their own.
class TwoShellsTest {
  @TempDir private Path temp;

  private Town town;
  private Tmux tmux;
  private Path program;

  @BeforeEach
  void open() throws Exception {
    town = Town.build(temp);
    tmux = new Tmux(temp);
    program = tmux.program();
    tmux.open("a", 110, 40);
    tmux.open("b", 110, 40);
  }

  @AfterEach
  void close() {
    tmux.close();
    town.close();
  }

  @Test
  void theyRegisterTalkPayLeaveAndComeBack() throws Exception {
    enter("a", "alice");
    answer("b", "bob");

    type("a", "list");
    see("a", "\n  bob");

    type("a", "chat bob");
    see("a", "Each line goes to bob");
    type("a", "lunch on friday?");
    see("b", "alice: lunch on friday?");

    // A half-typed line survives what arrives meanwhile.
    tmux.keys("b", "msg alice with plea");
    see("b", "bob> msg alice with plea");
    type("a", "or saturday?");
    see("b", "alice: or saturday?");
    see("b", "bob> msg alice with plea");
    type("b", "sure");
    see("a", "bob: with pleasure");

    type("a", "/quit");
    see("a", "alice> ");
    type("a", "pay bob 12.50 lunch");
    see("a", "[y/N]");
    assertTrue(screen("a").contains("Pay 12.50 EUR to bob, "), screen("a"));
    type("a", "y");
    see("a", "Balance: 87.50 EUR");
    see("b", "+12.50 EUR from alice");
    type("b", "bal");
    see("b", "\n112.50 EUR\nbob>");

    tmux.press("b", "C-d");
    see("b", "LEFT 0");
    type("a", "msg bob are you there?");
    see("a", "The message waits on the server until bob has it.");
    type("b", program + " --home " + town.home("bob") + "; echo LEFT $?");
    see("b", "Passphrase: ");
    type("b", "open sesame");
    see("b", "alice: are you there?");

    // What could not be said is not typed again.
    type("b", "chat alice");
    see("b", "Each line goes to alice");
    type("b", "yes, I am");
    see("a", "bob: yes, I am");
    type("a", "block bob");
    type("a", "chat bob");
    see("a", "Each line goes to bob");
    type("a", "are you cross?");
    see("a", "You have blocked bob");
    see("a", "to bob> are you cross?");
    assertFalse(screen("b").contains("sesame"), screen("b"));
  }

  @Test
  void aDumbTerminalWorksAsWell() throws Exception {
    town.welcome("carol");
    type("a", "TERM=dumb " + program + " --home " + town.home("carol") + "; echo LEFT $?");
    see("a", "Connected as carol.");
    type("a", "balance");
    see("a", "100.00 EUR");
    type("a", "quit");
    see("a", "LEFT 0");
  }

  /// The three questions of a first start, the first answered wrong at first.
  private void answer(String session, String name) throws Exception {
    type(session, program + " --home " + town.home(name) + "; echo LEFT $?");
    see(session, "Server (HOST:PORT#FINGERPRINT");
    type(session, "nowhere");
    see(session, "is not a server's address");
    type(session, town.address());
    see(session, "Your name, by which others find you: ");
    type(session, name);
    see(session, "Passphrase for the new profile: ");
    type(session, "open sesame");
    see(session, "The same again: ");
    type(session, "open sesame");
    see(session, "Connected. chat NAME talks");
    assertFalse(screen(session).contains("sesame"), screen(session));
  }

  /// Who types commands instead has them done.
  private void enter(String session, String name) throws Exception {
    String words = " --home " + town.home(name) + "; echo LEFT $?";
    type(session, program + words);
    see(session, "There is no profile here yet");
    type(session, "connect " + town.address());
    see(session, "Now register NAME.");
    type(session, "register " + name);
    see(session, "Passphrase for the new profile: ");
    type(session, "open sesame");
    see(session, "The same again: ");
    type(session, "open sesame");
    see(session, "You are " + name + ".");
    assertFalse(screen(session).contains("sesame"), screen(session));
  }

  private void type(String session, String line) throws Exception {
    tmux.type(session, line);
  }

  private void see(String session, String text) throws Exception {
    tmux.see(session, text);
  }

  private String screen(String session) throws Exception {
    return tmux.screen(session);
  }
}
