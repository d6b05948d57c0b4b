package dev.chit.core.event;

/// An act that the operator signed. There is none whose signature was not checked: the only way to
/// one is [SignedAct#verify].
public final class VerifiedAct {
  private final SignedAct signed;

  VerifiedAct(SignedAct signed) {
    this.signed = signed;
  }

  public OperatorAct act() {
    return signed.act();
  }

  /// The same act without the proof that it was checked, as events hold it.
  public SignedAct signed() {
    return signed;
  }

  @Override
  public String toString() {
    return "VerifiedAct[" + act() + "]";
  }
}
