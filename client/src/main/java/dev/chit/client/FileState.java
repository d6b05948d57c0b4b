package dev.chit.client;

import java.util.Locale;

/// How far a file is.
public enum FileState {
  /// On its way to the server, or interrupted there: sending it again goes on.
  SENDING,
  /// The server has it, and the recipient is told.
  SENT,
  /// Somebody sent it to this account; it was not saved yet, or not all of it.
  OFFERED,
  /// It was saved here, whole.
  SAVED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
