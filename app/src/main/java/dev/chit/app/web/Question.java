package dev.chit.app.web;

import dev.chit.client.MoneyRequest;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.crypto.Fingerprint;
import java.util.Optional;

/// A payment that was shown to the person and waits for their yes.
///
/// @param fingerprint of the payee, as it was shown
/// @param request that it pays
record Question(
    AccountName payee,
    Fingerprint fingerprint,
    Amount amount,
    String memo,
    Optional<MoneyRequest> request) {
  /// Without the memo.
  @Override
  public String toString() {
    return "Question[" + payee + "]";
  }
}
