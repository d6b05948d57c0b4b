package dev.chit.client.wallet;

import dev.chit.client.NotTrustedException;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.core.BadSignatureException;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.event.Event;
import dev.chit.crypto.Ed25519;
import dev.chit.wire.v1.LoggedEvent;
import java.util.Optional;

/// An event that moved units, whose chit its payer signed.
///
/// @param balance of this account right after it
record LoggedPayment(long index, byte[] bytes, Event event, ParsedChit chit, long balance) {
  Order order() {
    return chit.order();
  }

  /// @return empty if the event is none of that kind
  /// @throws NotTrustedException if the payer did not sign it, or it is of another ledger
  static Optional<LoggedPayment> verify(LoggedEvent logged, Event event, LedgerTerms terms)
      throws NotTrustedException {
    ParsedChit chit =
        switch (event) {
          case Event.Settled settled -> settled.chit();
          case Event.Issued issued -> issued.chit();
          case Event.Retired retired -> retired.chit();
          case Event.Created _, Event.Opened _, Event.Administered _ -> null;
          case Event.Certified _, Event.Released _, Event.Revoked _ -> null;
          case Event.OfDevice _, Event.AccountClosed _, Event.Claimed _ -> null;
        };
    if (chit == null) {
      return Optional.empty();
    }
    try {
      var _ = chit.verify(Ed25519.verifier());
    } catch (BadSignatureException e) {
      throw new NotTrustedException(
          "bad-proof", "The server reports a payment that its payer did not sign.", e);
    }
    if (!chit.order().ledger().equals(terms.ledger())) {
      throw new NotTrustedException(
          "bad-proof", "The server reports a payment of another ledger.", null);
    }
    return Optional.of(
        new LoggedPayment(
            logged.getIndex(), logged.getEvent().toByteArray(), event, chit, logged.getBalance()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LoggedPayment that && index == that.index && chit.equals(that.chit);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(index);
  }

  @Override
  public String toString() {
    return "LoggedPayment[" + index + "]";
  }
}
