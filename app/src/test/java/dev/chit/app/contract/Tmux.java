package dev.chit.app.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Real terminals, each of a name, in which a person types and looks.
final class Tmux implements AutoCloseable {
  private static final long APPEARS_SECONDS_MAX = 90;
  private static final long LOOK_AGAIN_MILLIS = 100;

  private final Path socket;
  private final Path program;

  /// @param temp for the socket and the program
  Tmux(Path temp) throws IOException {
    socket = temp.resolve("tmux");
    program = temp.resolve("chit");
    Files.writeString(program, "#!/bin/sh\nexec " + String.join(" ", java()) + " \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  /// The program, to be typed.
  Path program() {
    return program;
  }

  void open(String terminal, int columns, int rows) throws Exception {
    tmux(
        "-f",
        "/dev/null",
        "new-session",
        "-d",
        "-s",
        terminal,
        "-x",
        Integer.toString(columns),
        "-y",
        Integer.toString(rows),
        "sh");
  }

  void resize(String terminal, int columns, int rows) throws Exception {
    tmux(
        "resize-window",
        "-t",
        terminal,
        "-x",
        Integer.toString(columns),
        "-y",
        Integer.toString(rows));
  }

  /// Types a line and ends it.
  void type(String terminal, String line) throws Exception {
    keys(terminal, line);
    press(terminal, "Enter");
  }

  /// Types without ending the line.
  void keys(String terminal, String text) throws Exception {
    tmux("send-keys", "-t", terminal, "-l", text);
  }

  /// @param key as tmux names it: `Enter`, `C-d`, `PPage`
  void press(String terminal, String key) throws Exception {
    tmux("send-keys", "-t", terminal, key);
  }

  /// Waits until the screen shows a text. tmux can wait for a command to end, but not for what a
  /// program shows: so it is looked at again and again, as a person would, and for so long only.
  void see(String terminal, String text) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(APPEARS_SECONDS_MAX);
    String screen = screen(terminal);
    while (!screen.contains(text)) {
      assertTrue(System.nanoTime() < deadline, "“" + text + "” did not appear:\n" + screen);
      Thread.sleep(LOOK_AGAIN_MILLIS);
      screen = screen(terminal);
    }
  }

  String screen(String terminal) throws Exception {
    return tmux("capture-pane", "-p", "-J", "-t", terminal);
  }

  /// With colours, as a terminal would be sent them.
  String colored(String terminal) throws Exception {
    return tmux("capture-pane", "-p", "-e", "-N", "-t", terminal);
  }

  /// Ends what runs in the terminals.
  @Override
  public void close() {
    try {
      tmux("kill-server");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new AssertionError("tmux does not end", e);
    }
  }

  private String tmux(String... words) throws IOException, InterruptedException {
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
