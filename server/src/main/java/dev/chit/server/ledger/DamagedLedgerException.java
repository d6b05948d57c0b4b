package dev.chit.server.ledger;

import dev.chit.server.store.StoreException;

/// The database, the log's key and the last signed checkpoint contradict each other. The message is
/// one sentence for a person.
public final class DamagedLedgerException extends StoreException {
  private static final long serialVersionUID = 1;

  DamagedLedgerException(String message) {
    super(message);
  }

  DamagedLedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}
