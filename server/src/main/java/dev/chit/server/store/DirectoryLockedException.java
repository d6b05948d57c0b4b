package dev.chit.server.store;

import java.nio.file.Path;

/// Another server runs on the same data directory.
public final class DirectoryLockedException extends StoreException {
  private static final long serialVersionUID = 1;

  public DirectoryLockedException(Path directory) {
    super("Another server is running on " + directory + ": stop it first.");
  }
}
