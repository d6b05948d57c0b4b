package dev.chit.client;

/// How far a message that was sent has come.
public enum MessageState {
  /// Sealed and kept here; the server has not acknowledged it yet. Sent again at the next
  /// connection.
  WAITING,
  /// On the server's disk, for a recipient who is away.
  STORED,
  /// On the recipient's disk.
  DELIVERED,
  /// Its recipient has seen it, as their client says.
  READ,
  /// The server will not take it.
  REFUSED,
  /// Came from the other end.
  RECEIVED;

  /// Lower case, as printed.
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
