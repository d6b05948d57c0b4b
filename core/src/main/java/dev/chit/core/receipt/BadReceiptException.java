package dev.chit.core.receipt;

/// A receipt that proves nothing. The message says why, for a person.
public final class BadReceiptException extends Exception {
  private final Fault fault;

  /// What is wrong with it.
  public enum Fault {
    /// It has not the form of one, or is about something else than a payment.
    NOT_A_RECEIPT("not-a-receipt"),
    /// It begins like one and ends too early.
    TRUNCATED("truncated"),
    /// Its parts do not belong together.
    ALTERED("altered"),
    /// A signature is not by the key that it should be by.
    FORGED("forged"),
    /// It is another ledger's than the one expected.
    FOREIGN_LEDGER("foreign-ledger"),
    /// The signed tree that it comes with does not reach the payment.
    NOT_INCLUDED("not-included");

    private final String code;

    Fault(String code) {
      this.code = code;
    }

    /// Stable, for programs.
    public String code() {
      return code;
    }
  }

  BadReceiptException(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
