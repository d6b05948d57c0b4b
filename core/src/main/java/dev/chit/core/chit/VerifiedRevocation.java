package dev.chit.core.chit;

import dev.chit.core.SignatureBytes;

/// A revocation that the chit's payer signed. There is none whose signature was not checked: the
/// only way to one is [Revocation#verify].
public final class VerifiedRevocation {
  private final VerifiedChit chit;
  private final SignatureBytes signature;

  VerifiedRevocation(VerifiedChit chit, SignatureBytes signature) {
    this.chit = chit;
    this.signature = signature;
  }

  public VerifiedChit chit() {
    return chit;
  }

  public SignatureBytes signature() {
    return signature;
  }

  @Override
  public String toString() {
    return "VerifiedRevocation[" + chit.id() + "]";
  }
}
