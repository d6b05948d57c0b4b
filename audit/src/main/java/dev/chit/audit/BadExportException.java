package dev.chit.audit;

import java.io.IOException;

/// An exported log that is cut off or damaged. The message says where, for a person.
public final class BadExportException extends IOException {
  public BadExportException(String message) {
    super(message);
  }
}
