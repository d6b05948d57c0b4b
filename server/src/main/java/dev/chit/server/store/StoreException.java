package dev.chit.server.store;

import java.io.IOException;

/// The database cannot be read or written. The message is one sentence for a person.
public class StoreException extends IOException {
  private static final long serialVersionUID = 1;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
