package dev.chit.core.chit;

import dev.chit.core.ChitId;

/// A chit that its payer signed. There is none whose signature was not checked: the only way to one
/// is [ParsedChit#verify].
public final class VerifiedChit {
  private final ParsedChit chit;

  VerifiedChit(ParsedChit chit) {
    this.chit = chit;
  }

  public ChitId id() {
    return chit.order().id();
  }

  public Order order() {
    return chit.order();
  }

  /// The same chit without the proof that it was checked, as events hold it.
  public ParsedChit parsed() {
    return chit;
  }

  /// All 232 bytes.
  public byte[] bytes() {
    return chit.bytes();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifiedChit that && chit.equals(that.chit);
  }

  @Override
  public int hashCode() {
    return chit.hashCode();
  }

  @Override
  public String toString() {
    return "VerifiedChit[" + id() + "]";
  }
}
