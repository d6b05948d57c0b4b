package dev.chit.client;

import java.util.Locale;

/// What has happened to a chit, as far as this profile knows.
public enum ChitState {
  /// Signed here; nobody but its holders knows of it.
  DRAWN,
  /// It came to this profile and was not presented yet.
  RECEIVED,
  /// It was presented and the payer's account did not cover it; it may be presented again.
  BOUNCED,
  /// The server has set the sum aside and promised to pay it.
  CERTIFIED,
  /// The sum has moved.
  SETTLED,
  /// The payee gave the promised sum back.
  CANCELLED,
  /// The payer took it back before it was paid.
  REVOKED,
  /// Nobody presented it in time.
  EXPIRED;

  /// Whether something can still happen to it.
  public boolean isOpen() {
    return compareTo(CERTIFIED) <= 0;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
