package dev.chit.client;

import java.util.Locale;

/// What has become of a request for money.
public enum RequestState {
  /// It waits to be paid.
  OPEN,
  /// A chit for it was presented; there is no answer yet.
  PAYING,
  PAID,
  /// The one who was asked will not pay it.
  REFUSED,
  /// The one who asked no longer wants it paid.
  WITHDRAWN,
  /// It could be paid until a time that is over.
  EXPIRED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
