package dev.chit.server;

/// A server that cannot start. The message is one sentence for a person.
public final class ServerStartException extends Exception {
  private static final long serialVersionUID = 1;

  /// Why.
  public enum Reason {
    /// Another server runs on the same data directory.
    ALREADY_RUNNING,
    /// Something else listens on the port, or the address is not this machine's.
    CANNOT_LISTEN,
    /// The data directory cannot be made, read or written.
    BAD_DIRECTORY,
    /// The data was written by a later version of this program.
    NEWER_DATA,
    /// The data contradicts itself: a key is missing, or a file is damaged.
    BAD_DATA,
    /// An old copy was put back, or may have been: going on from it would rewrite history.
    RESTORED_COPY
  }

  private final Reason reason;

  public ServerStartException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public ServerStartException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /// For a cause whose message is a sentence for a person already.
  static ServerStartException of(Reason reason, Exception cause) {
    return new ServerStartException(reason, String.valueOf(cause.getMessage()), cause);
  }

  public Reason reason() {
    return reason;
  }
}
