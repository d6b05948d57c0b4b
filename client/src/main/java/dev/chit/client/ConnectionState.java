package dev.chit.client;

/// Whether the server can be talked to right now.
public enum ConnectionState {
  /// No server is known, or the account is not registered.
  OFFLINE,
  CONNECTING,
  CONNECTED,
  /// The connection broke; another try follows by itself.
  WAITING,
  /// The server is not the one met before, or contradicts what it signed: no further try.
  NOT_TRUSTED,
  CLOSED
}
