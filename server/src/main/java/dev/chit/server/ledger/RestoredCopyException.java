package dev.chit.server.ledger;

import dev.chit.server.store.StoreException;

/// The database does not extend what was signed before: an old copy was put back. Signing it would
/// rewrite history under the eyes of everybody who saw the newer one.
public final class RestoredCopyException extends StoreException {
  private static final long serialVersionUID = 1;

  RestoredCopyException(String message) {
    super(message);
  }
}
