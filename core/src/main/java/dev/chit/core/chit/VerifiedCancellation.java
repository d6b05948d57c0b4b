package dev.chit.core.chit;

import dev.chit.core.AccountId;
import dev.chit.core.ChitId;
import dev.chit.core.LedgerId;
import dev.chit.core.SignatureBytes;

/// A cancellation that an account signed. There is none whose signature was not checked: the only
/// way to one is [Cancellation#verify].
public final class VerifiedCancellation {
  private final Cancellation cancellation;
  private final AccountId signer;
  private final SignatureBytes signature;

  VerifiedCancellation(Cancellation cancellation, AccountId signer, SignatureBytes signature) {
    this.cancellation = cancellation;
    this.signer = signer;
    this.signature = signature;
  }

  public LedgerId ledger() {
    return cancellation.ledger();
  }

  public ChitId chit() {
    return cancellation.chit();
  }

  /// Who signed it.
  public AccountId signer() {
    return signer;
  }

  public SignatureBytes signature() {
    return signature;
  }

  @Override
  public String toString() {
    return "VerifiedCancellation[" + chit() + "]";
  }
}
