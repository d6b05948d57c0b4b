package dev.chit.client;

/// How this account stands with another.
public enum Standing {
  /// Nothing was said yet, or nothing that counts.
  STRANGER,
  /// A stranger who asks to talk.
  ASKING,
  /// A contact: this account accepted them, or sent them something.
  ACCEPTED,
  /// Asked to talk, and was told no.
  REFUSED,
  /// Whatever they send is dropped, and they are told nothing.
  BLOCKED;

  /// Lower case, as printed.
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
