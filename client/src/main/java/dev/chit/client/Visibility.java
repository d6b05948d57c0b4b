package dev.chit.client;

/// Who may see that this account is online. Who is blocked never may.
public enum Visibility {
  EVERYONE,
  CONTACTS,
  NOBODY;

  /// Lower case, as printed.
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
