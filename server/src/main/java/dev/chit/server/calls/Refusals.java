package dev.chit.server.calls;

import dev.chit.core.ledger.Rejection;
import dev.chit.wire.Refusal;

/// What the edge refuses by itself.
public final class Refusals {
  public static final Refusal BUSY = of(Rejection.BUSY);
  public static final Refusal QUOTA = of(Rejection.QUOTA);
  public static final Refusal NOT_REGISTERED = of(Rejection.NOT_REGISTERED);
  public static final Refusal DEVICE_REVOKED = of(Rejection.DEVICE_REVOKED);
  public static final Refusal ACCOUNT_CLOSED = of(Rejection.ACCOUNT_CLOSED);
  public static final Refusal NOT_OPERATOR = of(Rejection.NOT_OPERATOR);
  public static final Refusal REPLACED =
      new Refusal("replaced", "This device has connected again, and the older connection ends.");
  public static final Refusal STUCK =
      new Refusal("stuck", "This connection took nothing for too long; connect again.");
  public static final Refusal DRAINING =
      new Refusal("draining", "The server stops; come back shortly.");

  public static final Refusal NOT_WITNESSED =
      new Refusal("not-witnessed", "These witnesses have not signed the log that far.");

  public static final Refusal UNKNOWN_BLOB =
      new Refusal("unknown-blob", "The server has no such file, or no longer.");
  public static final Refusal SERVER_FULL =
      new Refusal("server-full", "The server has no room for this now.");
  public static final Refusal REPLACED_UPLOAD =
      new Refusal("replaced", "Another upload of the same file has begun, and this one ends.");

  public static final Refusal OLD_PROGRAM =
      new Refusal("old-program", "This member uses an older program that takes no texts now.");

  public static final Refusal UNKNOWN_CODE =
      new Refusal(
          "unknown-code", "Nobody waits under this code: it was used, is over, or never was.");

  private Refusals() {}

  public static Refusal of(Rejection rejection) {
    return new Refusal(rejection.code(), rejection.message());
  }

  public static Refusal badRequest(String sentence) {
    return new Refusal(Rejection.BAD_REQUEST.code(), sentence);
  }

  public static Refusal tooLarge(String sentence) {
    return new Refusal(Rejection.TOO_LARGE.code(), sentence);
  }
}
