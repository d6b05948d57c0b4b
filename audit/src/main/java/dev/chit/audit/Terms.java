package dev.chit.audit;

import dev.chit.core.AccountId;
import dev.chit.core.LedgerId;
import dev.chit.core.VerifyKey;
import dev.chit.core.event.Event.Created;

/// What the first event fixes for all that follow.
record Terms(
    LedgerId ledger,
    VerifyKey logKey,
    String unitCode,
    VerifyKey operatorKey,
    AccountId operator,
    long chitLifeSecondsMax) {
  static Terms of(Created created) {
    return new Terms(
        LedgerId.ofKey(created.logKey()),
        created.logKey(),
        created.unit().code(),
        created.operator(),
        AccountId.ofKey(created.operator()),
        created.chitLifeSecondsMax());
  }
}
