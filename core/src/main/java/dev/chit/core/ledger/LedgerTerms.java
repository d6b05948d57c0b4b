package dev.chit.core.ledger;

import dev.chit.core.AccountId;
import dev.chit.core.LedgerId;
import dev.chit.core.Unit;
import dev.chit.core.VerifyKey;
import dev.chit.core.event.Event;

/// What a ledger's first event fixes for ever.
///
/// @param ledger hash of the log's key
/// @param operator hash of the operator's identity key
/// @param chitLifeSecondsMax how long a certified chit may hold its sum
/// @param openingGrantMinor what every new account is given, in minor units
public record LedgerTerms(
    LedgerId ledger,
    VerifyKey logKey,
    Unit unit,
    AccountId operator,
    VerifyKey operatorKey,
    long chitLifeSecondsMax,
    long openingGrantMinor) {

  public static LedgerTerms of(
      VerifyKey logKey,
      Unit unit,
      VerifyKey operatorKey,
      long chitLifeSecondsMax,
      long openingGrantMinor) {
    return new LedgerTerms(
        LedgerId.ofKey(logKey),
        logKey,
        unit,
        AccountId.ofKey(operatorKey),
        operatorKey,
        chitLifeSecondsMax,
        openingGrantMinor);
  }

  public static LedgerTerms of(Event.Created created) {
    return of(
        created.logKey(),
        created.unit(),
        created.operator(),
        created.chitLifeSecondsMax(),
        created.openingGrantMinor());
  }
}
