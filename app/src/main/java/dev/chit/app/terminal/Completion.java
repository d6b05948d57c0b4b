package dev.chit.app.terminal;

import java.util.List;

/// What a half-typed word can become.
@FunctionalInterface
public interface Completion {
  /// @param before the words before it
  /// @return whole words; those that do not fit are left out by the terminal
  List<String> of(List<String> before);
}
