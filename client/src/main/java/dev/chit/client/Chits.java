package dev.chit.client;

import dev.chit.client.connection.Live;
import dev.chit.client.people.Person;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.wallet.Intent;
import dev.chit.client.wallet.Wallet;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Chits as things that are drawn, handed over, looked at and presented.
///
/// ```java
/// DrawnChit drawn = alice.chits().draw(new AccountName("bob"), amount, "cake", Optional.empty());
/// KeptChit kept = bob.chits().keep(drawn.text()); // offline: who signed it, for what, until when
/// Paid paid = bob.chits().redeem(drawn.text());
/// ```
public final class Chits {
  /// Chits in one page.
  public static final int LIST_MAX = 500;

  private final Engine engine;
  private final Duration patience;

  Chits(Engine engine, Duration patience) {
    this.engine = engine;
    this.patience = patience;
  }

  /// Signs a chit without presenting it, and keeps it. Needs no connection if the payee is known.
  ///
  /// @param memo sealed for the payee; empty for none
  /// @param notAfter the last moment in which it may be presented; by default as long from now as
  ///   the ledger would hold its sum
  public DrawnChit draw(AccountName payee, Amount amount, String memo, Optional<Instant> notAfter)
      throws ChitException, InterruptedException {
    Person person = engine.person(payee);
    return draw(person.account(), Optional.of(person), amount, memo, notAfter);
  }

  /// As [#draw(AccountName, Amount, String, Optional)], for an account that need not be known: its
  /// memo is sent once the chit is settled.
  public DrawnChit draw(AccountId payee, Amount amount, String memo, Optional<Instant> notAfter)
      throws ChitException, InterruptedException {
    engine.requireOther(payee);
    return draw(payee, engine.people.known(payee), amount, memo, notAfter);
  }

  private DrawnChit draw(
      AccountId payee,
      Optional<Person> person,
      Amount amount,
      String memo,
      Optional<Instant> notAfter)
      throws ChitException, InterruptedException {
    LedgerTerms terms = engine.terms();
    var intent = new Intent(payee, amount, seconds(notAfter, terms), Reference.NONE);
    return engine.wallet.draw(engine.self().identity(), terms, intent, person, memo);
  }

  /// Signs a chit and hands it to its payee as a sealed message, by a direct link or through the
  /// server, whichever there is; without either it leaves later. The payee's client verifies it at
  /// once and keeps it; it is paid when it is presented. Needs no connection if the payee is known.
  ///
  /// @param memo empty for none
  /// @param notAfter as of [#draw(AccountName, Amount, String, Optional)]
  public HandedOver hand(AccountName payee, Amount amount, String memo, Optional<Instant> notAfter)
      throws ChitException, InterruptedException {
    Person person = engine.person(payee);
    LedgerTerms terms = engine.terms();
    var intent = new Intent(person.account(), amount, seconds(notAfter, terms), Reference.NONE);
    HandedOver handed =
        engine
            .wallet
            .handing()
            .hand(engine.self().identity(), terms, intent, person, memo, patience);
    if (handed.state() == MessageState.REFUSED) {
      throw new ChitRefusedException(
          "message-refused", "The server will not take a message for " + person.name() + ".");
    }
    return handed;
  }

  private static long seconds(Optional<Instant> notAfter, LedgerTerms terms) throws UsageException {
    Instant now = Instant.now();
    if (notAfter.isPresent()) {
      if (!notAfter.get().isAfter(now)) {
        throw new UsageException("wrong-time", "A chit must expire in the future.");
      }
      return notAfter.get().getEpochSecond();
    }
    return terms.chitLifeSeconds() == 0 ? 0 : now.getEpochSecond() + terms.chitLifeSeconds();
  }

  /// Checks a chit that somebody handed over, and keeps it. Needs no connection: it says who signed
  /// it and for what, and whether the ledger has promised to pay it; not whether it was paid since.
  ///
  /// @param text `chit:1:` or `chit:1c:`, and base64url
  /// @throws UsageException `wrong-chit`
  /// @throws ChitRefusedException `bad-signature`, `wrong-ledger`, `wrong-unit`, `expired`
  public KeptChit keep(String text) throws ChitException, InterruptedException {
    return engine.wallet.keep(text, engine.terms());
  }

  /// Presents a chit, whoever drew it and whoever is to be paid. Keeps it first: refused, it may be
  /// presented again until it expires.
  ///
  /// @throws ChitRefusedException as [#keep]; `insufficient-funds` if the payer's account does not
  ///   cover it now
  public Paid redeem(String text) throws ChitException, InterruptedException {
    Wallet wallet = engine.wallet;
    wallet.requireOneHistory();
    KeptChit kept = keep(text);
    Live live = engine.connection.await();
    meet(kept.payer(), live);
    meet(kept.payee(), live);
    return wallet.redeem(kept, engine.terms(), patience);
  }

  /// Has the ledger set the sum of a chit aside and promise to pay it, so that its payee can trust
  /// it without a connection. Again changes nothing, and gives the same promise.
  ///
  /// @param text of a chit, whoever drew it
  /// @throws ChitRefusedException as [#redeem]; `settled`, `cancelled`, `revoked`
  public ChitDone certify(String text) throws ChitException, InterruptedException {
    KeptChit kept = keep(text);
    Engine.Ledger ledger = engine.ledger();
    return engine
        .wallet
        .desk()
        .certify(kept, ledger.terms(), ledger.log(), engine.connection.await());
  }

  /// Gives up a chit that was certified for this account: its sum returns to the payer. Again
  /// changes nothing.
  ///
  /// @throws ChitRefusedException `unknown-chit`, `not-payee`, `not-certified`, `settled`,
  ///   `expired`
  public ChitDone cancel(ChitId id) throws ChitException, InterruptedException {
    KeptChit kept = get(id);
    if (!kept.payee().equals(engine.self().account())) {
      throw new ChitRefusedException("not-payee", "Only who is to be paid can give a chit up.");
    }
    Engine.Ledger ledger = engine.ledger();
    return engine
        .wallet
        .desk()
        .cancel(
            kept,
            ledger.terms(),
            engine.self().identity(),
            ledger.log(),
            engine.connection.await());
  }

  /// Makes a chit of this account worthless, unless it was settled or certified. Again changes
  /// nothing.
  ///
  /// @throws ChitRefusedException `unknown-chit`, `not-payer`, `settled`, `certified`
  public ChitDone revoke(ChitId id) throws ChitException, InterruptedException {
    KeptChit kept = get(id);
    if (!kept.payer().equals(engine.self().account())) {
      throw new ChitRefusedException("not-payer", "Only who drew a chit can revoke it.");
    }
    Engine.Ledger ledger = engine.ledger();
    return engine
        .wallet
        .desk()
        .revoke(
            kept,
            ledger.terms(),
            engine.self().identity(),
            ledger.log(),
            engine.connection.await());
  }

  /// Gives back a payment that this account was paid, or a part of it. Without an amount it gives
  /// back what is left, and again changes nothing.
  ///
  /// @param chit of the payment
  /// @param memo sealed for who had paid; empty for none
  /// @throws ChitRefusedException `unknown-chit`, `not-payee`, `refund-exceeds`, or as
  ///   [ChitClient#pay]
  public Paid refund(ChitId chit, Optional<Amount> amount, String memo)
      throws ChitException, InterruptedException {
    var _ = engine.connection.await();
    engine.catchUp();
    return engine.wallet.refund(
        engine.self().identity(), engine.terms(), chit, amount, memo, patience);
  }

  /// Learns the name of who is named in a chit; whether there is such an account is for the ledger
  /// to say.
  private void meet(AccountId account, Live live) throws ChitException, InterruptedException {
    if (!account.equals(engine.self().account()) && engine.people.known(account).isEmpty()) {
      try {
        var _ = engine.people.find(account, engine.ledger().log(), live);
      } catch (ChitRefusedException e) {
        if (e.isTransient()) {
          throw e;
        }
      }
    }
  }

  /// Chits of this profile, newest first, those before a position. Needs no connection.
  ///
  /// @param limit 1 to [#LIST_MAX]
  /// @param before a [KeptChit#position]; empty for the newest
  public List<KeptChit> list(int limit, Optional<Long> before)
      throws ChitException, InterruptedException {
    ChitClient.checkLimit(limit, LIST_MAX);
    engine.catchUp();
    return engine.wallet.chits(limit, before, engine.terms().unit());
  }

  /// One chit of this profile. Needs no connection.
  ///
  /// @throws ChitRefusedException `unknown-chit`
  public KeptChit get(ChitId id) throws ChitException, InterruptedException {
    return engine
        .wallet
        .chit(id, engine.terms().unit())
        .orElseThrow(
            () ->
                new ChitRefusedException("unknown-chit", "There is no such chit in this profile."));
  }
}
