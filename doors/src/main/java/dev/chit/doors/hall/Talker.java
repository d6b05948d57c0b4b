package dev.chit.doors.hall;

import java.util.concurrent.CompletionStage;

/// One connection's side of a dialect of text messages. Called on the connection's event loop, one
/// message after the other: the next comes when the last was answered.
public interface Talker {
  /// What is said before anything is heard; empty for nothing.
  String greeting();

  /// @param message without what ended it; never empty
  CompletionStage<Answer> hear(String message);

  /// What is said to a message without end, before the connection is closed.
  String tooLong();

  /// What is said when the server fails.
  String failed();

  /// Whether somebody has logged in, who may be silent for as long as the connection lives.
  boolean isGuest();

  /// The connection is gone, and nothing under way.
  void gone();
}
