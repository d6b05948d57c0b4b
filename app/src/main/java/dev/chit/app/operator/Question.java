package dev.chit.app.operator;

import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.crypto.Fingerprint;

/// Units that are to come into circulation or to leave it, as it was shown to the operator.
sealed interface Question {
  /// @param fingerprint of the member's key, as it was shown
  record Issue(AccountName to, Fingerprint fingerprint, Amount amount, String reason)
      implements Question {}

  /// @param chit that the member drew to the operator
  record Retire(String chit) implements Question {
    /// Without the chit.
    @Override
    public String toString() {
      return "Retire";
    }
  }
}
