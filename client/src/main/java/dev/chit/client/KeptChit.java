package dev.chit.client;

import dev.chit.core.AccountId;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.Unit;
import java.time.Instant;
import java.util.Optional;

/// A chit that was drawn here or came to this profile. Its payer's signature was checked.
///
/// @param position for paging: grows with time within this profile
/// @param payerName its verified name, or its account id while the name is unknown; likewise the
///   payee's
/// @param notAfter when it expires; empty if it says nothing of that
/// @param at when it was drawn here or came
/// @param index of the event in the log that the state comes from
/// @param promisedUntil until when the server has promised to pay it, whether that was kept or not
/// @param refusal the code with which it was refused last; empty if it was not
/// @param handed how far it came on its way to its payee, or `RECEIVED` if its payer handed it over
///   to this account; empty if it went another way
/// @param text `chit:1:`, or `chit:1c:` with the server's promise, and base64url
public record KeptChit(
    long position,
    ChitId chit,
    AccountId payer,
    String payerName,
    AccountId payee,
    String payeeName,
    Amount amount,
    Unit unit,
    Memo memo,
    Optional<Instant> notAfter,
    ChitState state,
    Instant at,
    Optional<Long> index,
    Optional<Instant> promisedUntil,
    Optional<String> refusal,
    Optional<MessageState> handed,
    String text) {

  /// Without memo and text, which is worth money.
  @Override
  public String toString() {
    return "KeptChit[" + chit + ", " + state + "]";
  }
}
