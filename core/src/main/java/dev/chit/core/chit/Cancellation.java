package dev.chit.core.chit;

import dev.chit.core.AccountId;
import dev.chit.core.BadSignatureException;
import dev.chit.core.ChitId;
import dev.chit.core.Label;
import dev.chit.core.LedgerId;
import dev.chit.core.SignatureBytes;
import dev.chit.core.SignatureVerifier;
import dev.chit.core.VerifyKey;

/// A payee's word that it gives a certified chit up.
public record Cancellation(LedgerId ledger, ChitId chit) {

  /// What the payee signs: the label `chit/cancel/v1` NUL, ledger id 16, chit id 16.
  public byte[] signedBytes() {
    return Label.CANCEL.before(ledger.bytes(), chit.bytes());
  }

  /// Checks that this key signed it; whether its account is the payee is for the ledger to say.
  ///
  /// @throws BadSignatureException if not
  public VerifiedCancellation verify(
      VerifyKey payee, SignatureBytes signature, SignatureVerifier verifier)
      throws BadSignatureException {
    if (!verifier.verify(payee, signedBytes(), signature.bytes())) {
      throw new BadSignatureException("The payee did not sign this cancellation.");
    }
    return new VerifiedCancellation(this, AccountId.ofKey(payee), signature);
  }
}
