package dev.chit.core.receipt;

import dev.chit.core.AccountId;
import dev.chit.core.LedgerId;
import dev.chit.core.chit.MemoCommitment;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.Order;
import dev.chit.core.event.Event;
import dev.chit.core.receipt.BadReceiptException.Fault;
import java.util.Optional;

/// A logged payment, as it must fit its ledger and its own event.
record Payment(Event.Created created, Event event, Order order) {
  void requireLedger(LedgerId ledger) throws BadReceiptException {
    if (!order.ledger().equals(ledger)) {
      throw new BadReceiptException(
          Fault.FOREIGN_LEDGER, "The payer signed this for another ledger.");
    }
    if (!order.unitCode().equals(created.unit().code())) {
      throw new BadReceiptException(
          Fault.FORGED, "The payer signed this for another unit than the ledger's.");
    }
  }

  /// The operator's payments are issues, those to the operator retirements, and no others.
  void requireKind() throws BadReceiptException {
    AccountId operator = AccountId.ofKey(created.operator());
    boolean isIssue = order.payer().equals(operator);
    boolean isRetirement = order.payee().equals(operator);
    if (isIssue != (event instanceof Event.Issued)
        || isRetirement != (event instanceof Event.Retired)) {
      throw new BadReceiptException(
          Fault.FORGED, "The ledger logged this payment as another kind than it is.");
    }
  }

  /// @throws BadReceiptException if the opening opens something else
  VerifiedReceipt.Memo memo(Optional<MemoOpening> opening) throws BadReceiptException {
    if (opening.isPresent()) {
      if (event instanceof Event.Issued || !opening.get().commitment().equals(order.memo())) {
        throw new BadReceiptException(
            Fault.ALTERED, "This receipt was altered: its memo is not the one that was signed.");
      }
      return new VerifiedReceipt.Memo.Text(opening.get().memo());
    }
    if (event instanceof Event.Issued issued) {
      return new VerifiedReceipt.Memo.Text(issued.reason().memo());
    }
    return order.memo().equals(MemoCommitment.NONE)
        ? new VerifiedReceipt.Memo.None()
        : new VerifiedReceipt.Memo.Withheld();
  }
}
