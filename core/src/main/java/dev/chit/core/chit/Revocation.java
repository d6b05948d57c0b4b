package dev.chit.core.chit;

import dev.chit.core.BadSignatureException;
import dev.chit.core.ChitId;
import dev.chit.core.Label;
import dev.chit.core.LedgerId;
import dev.chit.core.SignatureBytes;
import dev.chit.core.SignatureVerifier;

/// A payer's word that a chit it drew is worthless.
///
/// @param chit as drawn; what is revoked is its order
public record Revocation(VerifiedChit chit) {

  /// What the payer of a chit signs to revoke it: the label `chit/revoke/v1` NUL, ledger id 16,
  /// chit id 16.
  public static byte[] signedBytes(LedgerId ledger, ChitId chit) {
    return Label.REVOKE.before(ledger.bytes(), chit.bytes());
  }

  /// Checks that the chit's payer signed it.
  ///
  /// @throws BadSignatureException if not
  public VerifiedRevocation verify(SignatureBytes signature, SignatureVerifier verifier)
      throws BadSignatureException {
    byte[] message = signedBytes(chit.order().ledger(), chit.id());
    if (!verifier.verify(chit.parsed().payerKey(), message, signature.bytes())) {
      throw new BadSignatureException("The payer did not sign this revocation.");
    }
    return new VerifiedRevocation(chit, signature);
  }
}
