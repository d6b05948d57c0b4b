package dev.chit.client.wallet;

/// What the server said about a chit, finally.
sealed interface Answer {
  /// @param repeated whether it had been settled before
  record Settled(LoggedPayment payment, boolean repeated) implements Answer {}

  record Refused(String code, String message) implements Answer {}
}
