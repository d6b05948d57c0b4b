package dev.chit.client;

import dev.chit.core.ChitId;
import org.jspecify.annotations.Nullable;

/// The payment was drawn and kept, but no answer came. It is presented again, as the same chit, at
/// the next connection, and pays once at most. Code `payment-pending`.
public final class PaymentPendingException extends ChitException {
  private static final long serialVersionUID = 1;

  private final ChitId chit;

  public PaymentPendingException(ChitId chit, @Nullable Throwable cause) {
    super(
        "payment-pending",
        ExitClass.UNREACHABLE,
        "No answer from the server yet. The payment is kept and presented again, as the same chit,"
            + " at the next connection.",
        cause);
    this.chit = chit;
  }

  public ChitId chit() {
    return chit;
  }
}
