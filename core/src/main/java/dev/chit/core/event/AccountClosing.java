package dev.chit.core.event;

import dev.chit.core.AccountId;
import dev.chit.core.BadSignatureException;
import dev.chit.core.Label;
import dev.chit.core.LedgerId;
import dev.chit.core.SignatureBytes;
import dev.chit.core.SignatureVerifier;
import dev.chit.core.VerifyKey;

/// An identity's word that its account ends, for ever.
public record AccountClosing(LedgerId ledger, VerifyKey identity) {

  /// What the identity signs: the label `chit/account-close/v1` NUL, ledger id 16, identity key 32.
  public byte[] signedBytes() {
    return Label.ACCOUNT_CLOSE.before(ledger.bytes(), identity.bytes());
  }

  public AccountId account() {
    return AccountId.ofKey(identity);
  }

  /// Checks that the identity signed it.
  ///
  /// @throws BadSignatureException if not
  public Verified verify(SignatureBytes signature, SignatureVerifier verifier)
      throws BadSignatureException {
    if (!verifier.verify(identity, signedBytes(), signature.bytes())) {
      throw new BadSignatureException("The identity did not sign that its account ends.");
    }
    return new Verified(this, signature);
  }

  /// One that the identity signed. There is none whose signature was not checked.
  public static final class Verified {
    private final AccountClosing closing;
    private final SignatureBytes signature;

    private Verified(AccountClosing closing, SignatureBytes signature) {
      this.closing = closing;
      this.signature = signature;
    }

    public AccountClosing closing() {
      return closing;
    }

    public SignatureBytes signature() {
      return signature;
    }

    @Override
    public String toString() {
      return "Verified[" + closing + "]";
    }
  }
}
