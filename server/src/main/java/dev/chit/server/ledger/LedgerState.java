package dev.chit.server.ledger;

/// Whether a ledger takes commands.
public enum LedgerState {
  RUNNING,
  /// What is queued is finished; new commands are refused as `busy`.
  DRAINING,
  CLOSED,
  /// A commit failed: what is on disk can still be read, nothing more is written.
  FAILED
}
