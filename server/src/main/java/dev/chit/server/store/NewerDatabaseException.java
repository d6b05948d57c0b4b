package dev.chit.server.store;

import java.nio.file.Path;

/// The database was written by a later version of this program.
public final class NewerDatabaseException extends StoreException {
  private static final long serialVersionUID = 1;

  public NewerDatabaseException(Path database, int found, int known) {
    super(
        database
            + " was written by a newer version of Chit (format "
            + found
            + "; this version knows up to "
            + known
            + "): run that version, or a later one.");
  }
}
