package dev.chit.client;

import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import java.time.Instant;
import java.util.Optional;

/// A chit that was signed but not presented. Who holds its text can have it paid to the payee.
///
/// @param payee the name, or the account id of somebody not met yet
/// @param notAfter when it expires; empty if it says nothing of that
/// @param text `chit:1:` and base64url
public record DrawnChit(
    ChitId chit, String payee, Amount amount, Optional<Instant> notAfter, String text) {

  /// Without the text, which is worth money.
  @Override
  public String toString() {
    return "DrawnChit[" + chit + "]";
  }
}
