package dev.chit.client.wallet;

import dev.chit.client.ChitRefusedException;
import dev.chit.client.ChitState;
import dev.chit.client.NotTrustedException;
import dev.chit.client.people.People;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.state.Tables;
import dev.chit.client.watch.Unseen;
import dev.chit.core.AccountId;
import dev.chit.core.BadSignatureException;
import dev.chit.core.ChitId;
import dev.chit.core.SignatureBytes;
import dev.chit.core.VerifyKey;
import dev.chit.core.chit.Cancellation;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.chit.Revocation;
import dev.chit.core.event.Event;
import dev.chit.crypto.Ed25519;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What events say of chits that moved no units: certified, given up, run out, revoked.
final class ChitNews {
  private final Purse purse;
  private final Predicate<ChitId> certifying;

  /// @param certifying which chits this profile itself is having certified right now
  ChitNews(Purse purse, Predicate<ChitId> certifying) {
    this.purse = purse;
    this.certifying = certifying;
  }

  /// The order that an event is about, if it holds one.
  static Optional<Order> order(Event event) {
    return Optional.ofNullable(chit(event)).map(ParsedChit::order);
  }

  private static @Nullable ParsedChit chit(Event event) {
    return switch (event) {
      case Event.Certified certified -> certified.chit();
      case Event.Revoked revoked -> revoked.chit();
      case Event.Released _,
          Event.Settled _,
          Event.Issued _,
          Event.Retired _,
          Event.Created _,
          Event.Opened _,
          Event.OfDevice _,
          Event.AccountClosed _,
          Event.Claimed _,
          Event.Administered _ ->
          null;
    };
  }

  /// @throws NotTrustedException if the payer did not sign what the event says, or it is of another
  ///   ledger
  static void verify(Event event, LedgerTerms terms) throws NotTrustedException {
    ParsedChit chit = chit(event);
    if (chit == null) {
      return;
    }
    try {
      var verified = chit.verify(Ed25519.verifier());
      if (event instanceof Event.Revoked revoked) {
        var _ = new Revocation(verified).verify(revoked.signature(), Ed25519.verifier());
      }
    } catch (BadSignatureException e) {
      throw new NotTrustedException(
          "bad-proof", "The server reports something of a chit that its payer did not sign.", e);
    }
    if (!chit.order().ledger().equals(terms.ledger())) {
      throw new NotTrustedException(
          "bad-proof", "The server reports a chit of another ledger.", null);
    }
  }

  /// Writes down what an event says, and has told it whom it was not the doing of.
  void happened(Tables tables, long index, Event event) throws SQLException, NotTrustedException {
    switch (event) {
      case Event.Certified certified -> {
        ParsedChit chit = certified.chit();
        boolean news = isPromised(tables, index, certified);
        tell(tables, news && !certifying.test(chit.order().id()), chit, ChitState.CERTIFIED);
      }
      case Event.Revoked revoked -> {
        ParsedChit chit = revoked.chit();
        boolean news = purse.move(tables, chit.order().id(), ChitState.REVOKED, index);
        tell(tables, news && isPayee(tables, chit), chit, ChitState.REVOKED);
      }
      case Event.Released released -> released(tables, index, released);
      case Event.Settled _,
          Event.Issued _,
          Event.Retired _,
          Event.Created _,
          Event.Opened _,
          Event.OfDevice _,
          Event.AccountClosed _,
          Event.Claimed _,
          Event.Administered _ -> {}
    }
  }

  /// A full purse must not keep other news from coming in.
  private boolean isPromised(Tables tables, long index, Event.Certified certified)
      throws SQLException {
    try {
      return purse.promised(tables, certified.chit(), index, certified.untilSeconds(), new byte[0]);
    } catch (ChitRefusedException e) {
      Unseen.warn(tables, e.code(), "A certified chit was not kept: " + e.getMessage());
      return false;
    }
  }

  private void released(Tables tables, long index, Event.Released released)
      throws SQLException, NotTrustedException {
    Optional<ParsedChit> found = Purse.promisedBy(tables, released.certifiedIndex());
    if (found.isEmpty()) {
      return;
    }
    ParsedChit chit = found.get();
    switch (released.cause()) {
      case Event.Released.Cause.Cancelled(SignatureBytes signature) -> {
        requirePayee(tables, chit.order(), signature);
        boolean news = purse.move(tables, chit.order().id(), ChitState.CANCELLED, index);
        tell(tables, news && !isPayee(tables, chit), chit, ChitState.CANCELLED);
      }
      case Event.Released.Cause.Expired() -> {
        boolean news = purse.move(tables, chit.order().id(), ChitState.EXPIRED, index);
        tell(tables, news, chit, ChitState.EXPIRED);
      }
    }
  }

  /// The payee's key is known since the chit was certified, unless the server could not prove it.
  private static void requirePayee(Tables tables, Order order, SignatureBytes signature)
      throws SQLException, NotTrustedException {
    Optional<VerifyKey> payee =
        People.known(tables, order.payee()).map(person -> person.identity());
    if (payee.isEmpty()) {
      return;
    }
    try {
      var _ =
          new Cancellation(order.ledger(), order.id())
              .verify(payee.get(), signature, Ed25519.verifier());
    } catch (BadSignatureException e) {
      throw new NotTrustedException(
          "bad-proof", "The server reports that a payee gave up a chit, who did not sign it.", e);
    }
  }

  private static boolean isPayee(Tables tables, ParsedChit chit) throws SQLException {
    AccountId me = tables.account();
    return chit.order().payee().equals(me);
  }

  private static void tell(Tables tables, boolean news, ParsedChit chit, ChitState state)
      throws SQLException {
    if (news) {
      Purse.tell(tables, chit.order().id(), state);
    }
  }
}
