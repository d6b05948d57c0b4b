package dev.chit.client.wallet;

import dev.chit.core.AccountId;
import dev.chit.core.Amount;
import dev.chit.core.Reference;

/// What a chit is to say.
///
/// @param notAfterSeconds epoch seconds, or 0 to set no end
/// @param reference a request's id, a refunded chit's id, or [Reference#NONE]
public record Intent(AccountId payee, Amount amount, long notAfterSeconds, Reference reference) {
  /// An order that is to be paid at once.
  public static Intent toPay(AccountId payee, Amount amount) {
    return new Intent(payee, amount, 0, Reference.NONE);
  }

  Intent withReference(Reference to) {
    return new Intent(payee, amount, notAfterSeconds, to);
  }
}
