package dev.chit.sessions.vault;

/// A sealed row that was changed, moved to another place, or sealed under another key.
public final class DamagedRowException extends RuntimeException {
  DamagedRowException(String table) {
    super("a row of table " + table + " does not open: it was changed outside of chit");
  }
}
