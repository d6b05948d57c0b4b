package dev.chit.client.wallet;

import dev.chit.client.NotTrustedException;
import dev.chit.core.AccountId;
import dev.chit.core.chit.Order;

/// What an order means for the account of this profile.
record Own(AccountId account) {
  /// In minor units, above zero if the account receives.
  ///
  /// @throws NotTrustedException if the order is between others
  long change(Order order) throws NotTrustedException {
    long minor = order.amount().minor();
    if (order.payer().equals(account)) {
      return -minor;
    }
    if (order.payee().equals(account)) {
      return minor;
    }
    throw new NotTrustedException(
        "bad-proof", "The server lists a payment between others as one of this account.", null);
  }

  /// The other party.
  AccountId other(Order order) {
    return order.payer().equals(account) ? order.payee() : order.payer();
  }
}
