package dev.chit.app.terminal;

import dev.chit.app.console.Caller;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The shell's input, and the screen around it.
public interface Lines extends AutoCloseable {
  /// The caller of the commands that are typed here.
  Caller caller();

  /// Reads a line. What a person abandoned with Ctrl-C is an empty one.
  ///
  /// @param draft what stands there to be gone on with, where there is a person to do so
  /// @return null at the end of the input
  @Nullable String next(String prompt, String draft) throws IOException;

  /// Prints a line without disturbing one that is half typed.
  void above(String line);

  /// Whether the input goes on after its end was met: Ctrl-D at a terminal.
  boolean goesOn();

  @Override
  void close();

  /// Opens what fits the caller.
  static Lines open(Caller caller, Completion completion) throws IOException {
    return caller.terminal() ? new TerminalLines(caller, completion) : new PipeLines(caller);
  }

  /// As [#open], for a screen that is read aloud.
  static Lines plain(Caller caller) {
    return new PlainLines(caller);
  }
}
