package dev.chit.client.wallet;

import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.Paid;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ReceiptRow;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.Reference;
import dev.chit.core.Unit;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.crypto.SigningKey;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/// Gives back what was paid: an order the other way that refers to it.
final class Refunds {
  private final ProfileStore store;
  private final Wallet wallet;

  Refunds(ProfileStore store, Wallet wallet) {
    this.store = store;
    this.wallet = wallet;
  }

  /// @param amount empty for all that was not given back yet; if nothing is left, the refund that
  ///   gave it back is the answer again
  Paid refund(
      SigningKey identity,
      LedgerTerms terms,
      ChitId id,
      Optional<Amount> amount,
      String memo,
      Duration patience)
      throws ChitException, InterruptedException {
    ReceiptRow receipt = store.run(tables -> receipt(tables, id));
    Order paid = Rows.chit(receipt.getChit()).order();
    Optional<ParsedChit> begun = begun(id, receipt, amount);
    if (begun.isPresent()) {
      return wallet.await(begun.get(), terms, patience);
    }
    long left = paid.amount().minor() - receipt.getRefunded();
    if (left <= 0 || (amount.isPresent() && amount.get().minor() > left)) {
      throw new ChitRefusedException("refund-exceeds", tooMuch(left, terms.unit()));
    }
    var intent =
        new Intent(paid.payer(), amount.orElseGet(() -> new Amount(left)), 0, reference(id));
    return wallet.pay(identity, terms, intent, memo, patience);
  }

  private static String tooMuch(long left, Unit unit) {
    return left <= 0
        ? "All of this payment was given back already."
        : "Of this payment "
            + Amount.format(left, unit)
            + " "
            + unit.code()
            + " can be given back.";
  }

  private static ReceiptRow receipt(Tables tables, ChitId id)
      throws SQLException, ChitRefusedException {
    ReceiptRow receipt =
        tables
            .receipts
            .get(id.bytes())
            .orElseThrow(
                () ->
                    new ChitRefusedException(
                        "unknown-chit", "There is no payment with this chit in your account."));
    if (!Rows.chit(receipt.getChit()).order().payee().equals(tables.account())) {
      throw new ChitRefusedException("not-payee", "Only who was paid can give it back.");
    }
    return receipt;
  }

  /// A refund that has no answer yet, or the one that gave back the rest.
  private Optional<ParsedChit> begun(ChitId id, ReceiptRow receipt, Optional<Amount> amount)
      throws ChitException, InterruptedException {
    Optional<ParsedChit> waiting =
        store.run(tables -> tables.pending.after(0, Integer.MAX_VALUE)).stream()
            .map(row -> Rows.chit(row.value().getChit()))
            .filter(chit -> chit.order().reference().equals(reference(id)))
            .filter(chit -> amount.isEmpty() || chit.order().amount().equals(amount.get()))
            .findFirst();
    if (waiting.isPresent() || amount.isPresent() || receipt.getRefundChitId().isEmpty()) {
      return waiting;
    }
    Order paid = Rows.chit(receipt.getChit()).order();
    return receipt.getRefunded() < paid.amount().minor()
        ? Optional.empty()
        : store
            .run(tables -> tables.receipts.get(receipt.getRefundChitId().toByteArray()))
            .map(row -> Rows.chit(row.getChit()));
  }

  private static Reference reference(ChitId id) {
    return Reference.of(id.bytes());
  }
}
