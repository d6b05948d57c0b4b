package dev.chit.client;

import org.jspecify.annotations.Nullable;

/// The server did not answer in time, or the connection broke. Code `unreachable`.
public final class UnreachableException extends ChitException {
  private static final long serialVersionUID = 1;

  public UnreachableException(String message, @Nullable Throwable cause) {
    super("unreachable", ExitClass.UNREACHABLE, message, cause);
  }
}
