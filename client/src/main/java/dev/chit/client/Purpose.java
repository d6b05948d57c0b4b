package dev.chit.client;

import dev.chit.core.ChitId;
import dev.chit.core.RequestId;

/// What a payment belongs to, as far as this profile knows.
public sealed interface Purpose {
  /// Nothing but itself.
  record Plain() implements Purpose {}

  /// It pays a request for money.
  record PaysRequest(RequestId request) implements Purpose {}

  /// It gives back what an earlier payment moved, or a part of it.
  record Refunds(ChitId chit) implements Purpose {}
}
