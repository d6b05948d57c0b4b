package dev.chit.client;

import dev.chit.core.AccountId;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.RequestId;
import dev.chit.core.SplitId;
import dev.chit.core.Unit;
import java.time.Instant;
import java.util.Optional;

/// A request for money: somebody asks this account to pay, or this account asks somebody.
///
/// @param position for paging: grows with time within this profile
/// @param outgoing whether this account asks
/// @param otherName the other one's verified name
/// @param memo what it is for, empty for nothing; written by the one who asks
/// @param split shared by the requests of one split
/// @param notAfter until when it may be paid
/// @param answer why it was refused, empty if that was not said
/// @param chit that pays it
public record MoneyRequest(
    long position,
    RequestId id,
    boolean outgoing,
    AccountId other,
    String otherName,
    Amount amount,
    Unit unit,
    String memo,
    Optional<SplitId> split,
    Optional<Instant> notAfter,
    Instant at,
    RequestState state,
    String answer,
    Optional<ChitId> chit) {

  /// Without the words.
  @Override
  public String toString() {
    return "MoneyRequest[" + id + ", " + state + "]";
  }
}
