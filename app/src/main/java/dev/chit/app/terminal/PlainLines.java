package dev.chit.app.terminal;

import dev.chit.app.console.Caller;
import dev.chit.app.console.InnerCaller;
import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/// Lines from a person whose screen is read to them: nothing that was printed ever changes, the
/// terminal itself edits the line, and there are no colours.
final class PlainLines implements Lines {
  private final Caller caller;
  private String asking = "";

  PlainLines(Caller caller) {
    this.caller = new Plain(caller);
  }

  @Override
  public Caller caller() {
    return caller;
  }

  @Override
  public @Nullable String next(String prompt, String draft) throws IOException {
    if (!draft.isEmpty()) {
      caller.out().println("Not sent: " + draft);
    }
    asked(prompt);
    try {
      return caller.readLine(prompt);
    } finally {
      asked("");
    }
  }

  private synchronized void asked(String prompt) {
    asking = prompt;
  }

  /// What is half typed is not lost: the terminal keeps it, and the prompt is said again.
  @Override
  public synchronized void above(String line) {
    if (!asking.isEmpty()) {
      caller.out().println();
    }
    caller.out().println(line);
    caller.out().print(asking);
    caller.out().flush();
  }

  @Override
  public boolean goesOn() {
    return caller.terminal();
  }

  @Override
  public void close() {
    caller.out().flush();
  }

  private static final class Plain extends InnerCaller {
    private final Caller around;

    Plain(Caller around) {
      super(around);
      this.around = around;
    }

    @Override
    public PrintStream out() {
      return around.out();
    }

    @Override
    public boolean terminal() {
      return around.terminal();
    }

    @Override
    public boolean colors() {
      return false;
    }

    @Override
    public @Nullable String readLine(String prompt) throws IOException {
      return around.readLine(prompt);
    }

    @Override
    public char @Nullable [] readSecret(String prompt) throws IOException {
      return around.readSecret(prompt);
    }
  }
}
