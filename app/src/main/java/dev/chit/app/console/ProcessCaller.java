package dev.chit.app.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The caller behind the streams of a process. Everything is UTF-8, whatever the locale says.
public final class ProcessCaller implements Caller {
  private final BufferedReader in;
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> env;
  private final boolean terminal;

  public ProcessCaller(
      InputStream in,
      OutputStream out,
      OutputStream err,
      Map<String, String> env,
      boolean terminal) {
    this.in = new BufferedReader(new InputStreamReader(in, UTF_8));
    this.out = new PrintStream(out, true, UTF_8);
    this.err = new PrintStream(err, true, UTF_8);
    this.env = env;
    this.terminal = terminal;
  }

  /// The caller that started this process.
  public static ProcessCaller ofThisProcess() {
    Console console = console();
    return new ProcessCaller(
        System.in,
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        System.getenv(),
        console != null && console.isTerminal());
  }

  @Override
  public PrintStream out() {
    return out;
  }

  @Override
  public PrintStream err() {
    return err;
  }

  @Override
  public boolean terminal() {
    return terminal;
  }

  @Override
  public @Nullable String env(String name) {
    return env.get(name);
  }

  @Override
  public @Nullable String readLine(String prompt) throws IOException {
    if (terminal) {
      err.print(prompt);
      err.flush();
    }
    return in.readLine();
  }

  @Override
  public char @Nullable [] readSecret(String prompt) {
    Console console = terminal ? console() : null;
    return console == null ? null : console.readPassword("%s", prompt);
  }

  /// JDK 25 went back to its older console, which is absent without a terminal.
  @SuppressWarnings("SystemConsoleNull")
  private static @Nullable Console console() {
    return System.console();
  }
}
