package dev.chit.app.tui;

import java.util.List;

/// What stands over the conversation.
sealed interface Panel {
  record None() implements Panel {}

  /// Help, or what a command had to say.
  ///
  /// @param scroll lines above what is shown
  record Reading(String title, List<String> lines, int scroll) implements Panel {
    public Reading {
      lines = List.copyOf(lines);
    }
  }

  /// A command asks something; the answer is typed where texts are composed.
  ///
  /// @param secret whether the answer is not shown
  record Question(String prompt, boolean secret, Composer answer) implements Panel {}

  Panel NONE = new None();
}
