package dev.chit.server.ledger;

import org.jspecify.annotations.Nullable;

/// What a command's future fails with when nobody can tell what became of it: presenting the same
/// chit, act or opening to the restarted server finds out, and does it at most once.
public final class LedgerUnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  LedgerUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
