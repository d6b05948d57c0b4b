package dev.chit.client;

/// Whether somebody's key was compared with them.
public enum KeyCheck {
  /// The log binds it to the name, and nobody has compared.
  NOT_COMPARED,
  /// The safety number was compared.
  VERIFIED,
  /// The server named another key for this name since. Nothing is sealed for that one; whether the
  /// key that is known is the right one is to be compared anew.
  CHANGED;

  /// Lower case, as printed.
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
