package dev.chit.app.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two people at two real terminals (tmux), each with a process of their own.
class TwoShellsTest {
  private static final long APPEARS_SECONDS_MAX = 90;
  private static final long LOOK_AGAIN_MILLIS = 100;

  @TempDir private Path temp;

  private Town town;
  private Path program;
  private Path socket;

  @BeforeEach
  void open() throws Exception {
    town = Town.build(temp);
    socket = temp.resolve("tmux");
    program = temp.resolve("chit");
    Files.writeString(program, "#!/bin/sh\nexec " + String.join(" ", java()) + " \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    tmux("-f", "/dev/null", "new-session", "-d", "-s", "a", "-x", "110", "-y", "40", "sh");
    tmux("new-session", "-d", "-s", "b", "-x", "110", "-y", "40", "sh");
  }

  @AfterEach
  void close() throws Exception {
    tmux("kill-server");
    town.close();
  }

  @Test
  void theyRegisterTalkPayLeaveAndComeBack() throws Exception {
    enter("a", "alice");
    enter("b", "bob");

    type("a", "list");
    see("a", "\n  bob");

    type("a", "chat bob");
    see("a", "Each line goes to bob");
    type("a", "lunch on friday?");
    see("b", "alice: lunch on friday?");

    // A half-typed line survives what arrives meanwhile.
    keys("b", "msg alice with plea");
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

    keys("b", "C-d");
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
    tmux("send-keys", "-t", session, "-l", line);
    tmux("send-keys", "-t", session, "Enter");
  }

  private void keys(String session, String keys) throws Exception {
    if (keys.startsWith("C-")) {
      tmux("send-keys", "-t", session, keys);
    } else {
      tmux("send-keys", "-t", session, "-l", keys);
    }
  }

  /// Waits until the screen shows a text. tmux can wait for a command to end, but not for what a
  /// program shows: so it is looked at again and again, as a person would, and for so long only.
  private void see(String session, String text) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(APPEARS_SECONDS_MAX);
    String screen = screen(session);
    while (!screen.contains(text)) {
      assertTrue(System.nanoTime() < deadline, "“" + text + "” did not appear:\n" + screen);
      Thread.sleep(LOOK_AGAIN_MILLIS);
      screen = screen(session);
    }
  }

  private String screen(String session) throws Exception {
    return tmux("capture-pane", "-p", "-J", "-t", session);
  }

  private String tmux(String... words) throws Exception {
    var command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
    command.addAll(List.of(words));
    Process process = start(command);
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), () -> String.join(" ", command) + ": " + out);
    return out;
  }

  private static Process start(List<String> command) throws IOException {
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C.UTF-8");
      return builder.start();
    } catch (IOException e) {
      throw new AssertionError("This test needs tmux: apt-get install tmux.", e);
    }
  }

  private static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        "'" + System.getProperty("java.class.path") + "'",
        "dev.chit.app.Main");
  }
}
