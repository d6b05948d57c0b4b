package dev.chit.app.terminal;

import dev.chit.app.console.Caller;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Lines from a pipe or file: no prompt, no colours, nothing but what commands print.
final class PipeLines implements Lines {
  private final Caller caller;

  PipeLines(Caller caller) {
    this.caller = caller;
  }

  @Override
  public Caller caller() {
    return caller;
  }

  @Override
  public @Nullable String next(String prompt, String draft) throws IOException {
    return caller.readLine("");
  }

  @Override
  public void above(String line) {
    caller.out().println(line);
    caller.out().flush();
  }

  @Override
  public boolean goesOn() {
    return false;
  }

  @Override
  public void close() {
    caller.out().flush();
  }
}
