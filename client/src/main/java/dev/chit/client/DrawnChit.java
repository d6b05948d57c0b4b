package dev.chit.client;

import dev.chit.core.Amount;
import dev.chit.core.ChitId;

/// A chit that was signed but not presented. Who holds its text can have it paid to the payee.
///
/// @param text `chit:1:` and base64url
public record DrawnChit(ChitId chit, String payee, Amount amount, String text) {

  /// Without the text, which is worth money.
  @Override
  public String toString() {
    return "DrawnChit[" + chit + "]";
  }
}
