package dev.chit.doors.hall;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What a door says to one message: one write.
///
/// @param text as ISO 8859-1; empty for no word at all
/// @param isLast whether the connection ends with it
public record Answer(String text, boolean isLast) {
  public static final Answer NOTHING = new Answer("", false);

  public static Answer of(String text) {
    return new Answer(text, false);
  }

  /// As [#of], for who answers at once.
  public static CompletionStage<Answer> say(String text) {
    return CompletableFuture.completedStage(of(text));
  }

  public static Answer last(String text) {
    return new Answer(text, true);
  }
}
