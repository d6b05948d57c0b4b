package dev.chit.server.edge;

import dev.chit.core.ledger.Rejection;
import dev.chit.wire.Refusal;

/// What the edge refuses by itself.
final class Refusals {
  static final Refusal BUSY = of(Rejection.BUSY);
  static final Refusal QUOTA = of(Rejection.QUOTA);
  static final Refusal NOT_REGISTERED = of(Rejection.NOT_REGISTERED);
  static final Refusal NOT_OPERATOR = of(Rejection.NOT_OPERATOR);
  static final Refusal REPLACED =
      new Refusal("replaced", "This device has connected again, and the older connection ends.");
  static final Refusal STUCK =
      new Refusal("stuck", "This connection took nothing for too long; connect again.");
  static final Refusal DRAINING = new Refusal("draining", "The server stops; come back shortly.");

  private Refusals() {}

  static Refusal of(Rejection rejection) {
    return new Refusal(rejection.code(), rejection.message());
  }

  static Refusal badRequest(String sentence) {
    return new Refusal(Rejection.BAD_REQUEST.code(), sentence);
  }

  static Refusal tooLarge(String sentence) {
    return new Refusal(Rejection.TOO_LARGE.code(), sentence);
  }
}
