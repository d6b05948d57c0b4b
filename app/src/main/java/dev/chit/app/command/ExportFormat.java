package dev.chit.app.command;

/// How a conversation is written down.
enum ExportFormat {
  /// For people: a line a message.
  TEXT,
  /// For programs: one object, whose messages are as `chit history --json` has them.
  JSON;

  /// Lower case, as typed.
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
