package dev.chit.core.log;

/// Text that is no `tlog-proof`. The message says why, for a person.
public final class BadProofException extends Exception {
  private final Fault fault;

  /// What kind of wrong text it is.
  public enum Fault {
    /// It does not begin like a proof.
    NO_PROOF,
    /// It begins like one and ends too early.
    TRUNCATED,
    /// It has a line that has no place in one.
    MALFORMED
  }

  BadProofException(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
