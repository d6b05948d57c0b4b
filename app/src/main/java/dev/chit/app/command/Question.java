package dev.chit.app.command;

import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import java.io.IOException;
import java.util.Locale;

/// Asks a person before money moves; nobody is asked without a terminal, or who said not to.
///
/// @param saidYes whether the answer was given with the command
record Question(Caller caller, boolean saidYes) {
  boolean isAsked() {
    return caller.terminal() && !saidYes;
  }

  /// @param what without a question mark
  /// @param otherwise the sentence for a no
  /// @throws CommandFailure `not-confirmed`
  void ask(String what, String otherwise) throws IOException {
    String answer = caller.readLine(what + "? [y/N] ");
    if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
      throw CommandFailure.refused("not-confirmed", otherwise);
    }
  }
}
