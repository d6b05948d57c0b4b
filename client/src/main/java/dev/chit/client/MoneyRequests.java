package dev.chit.client;

import dev.chit.client.people.Person;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.request.RequestDesk;
import dev.chit.client.request.Shares;
import dev.chit.client.wallet.Intent;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.SplitId;
import dev.chit.core.chit.ParsedChit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Requests for money, asked and answered in sealed messages: the server learns of payments alone.
///
/// ```java
/// bob.requests().ask(new AccountName("alice"), amount, "cake", Optional.empty());
/// MoneyRequest cake = alice.requests().matching("9f86").getFirst();
/// Paid paid = alice.requests().pay(cake);
/// ```
public final class MoneyRequests {
  /// Requests in one page.
  public static final int LIST_MAX = 500;

  /// People in one split.
  public static final int PEOPLE_MAX = 100;

  private final Engine engine;
  private final Duration patience;

  MoneyRequests(Engine engine, Duration patience) {
    this.engine = engine;
    this.patience = patience;
  }

  // ── asking ──

  /// Asks somebody to pay. Without a connection it waits in the profile, if the person is known.
  ///
  /// @param memo what it is for, at most 1,000 bytes, empty for nothing
  /// @param notAfter until when it may be paid
  public SentRequest ask(AccountName person, Amount amount, String memo, Optional<Instant> notAfter)
      throws ChitException, InterruptedException {
    var ask = new RequestDesk.Ask(engine.person(person), amount);
    return engine
        .requestDesk
        .ask(
            List.of(ask),
            engine.terms().unit(),
            memo,
            Optional.empty(),
            seconds(notAfter),
            patience)
        .getFirst();
  }

  /// Splits a sum: asks each for a share. Shares add up exactly; minor units that cannot be divided
  /// go to the first ones named, one each.
  ///
  /// @param includeMe whether one share is this account's own: the last, which nobody is asked for
  public List<SentRequest> split(
      Amount total, List<AccountName> people, boolean includeMe, String memo)
      throws ChitException, InterruptedException {
    int parts = people.size() + (includeMe ? 1 : 0);
    if (people.isEmpty() || people.size() > PEOPLE_MAX) {
      throw new UsageException("wrong-name", "A split is among 1 to " + PEOPLE_MAX + " people.");
    }
    if (parts > total.minor()) {
      throw new UsageException(
          "wrong-amount", "This is too little to be split among " + parts + ".");
    }
    List<Amount> shares = Shares.of(total, parts);
    var asks = new ArrayList<RequestDesk.Ask>();
    var named = new HashSet<AccountId>();
    for (AccountName name : people) {
      Person person = engine.person(name);
      if (!named.add(person.account())) {
        throw new UsageException("wrong-name", person.name() + " is named twice.");
      }
      asks.add(new RequestDesk.Ask(person, shares.get(asks.size())));
    }
    SplitId split = engine.requestDesk.newSplit();
    return engine.requestDesk.ask(
        asks, engine.terms().unit(), memo, Optional.of(split), 0, patience);
  }

  private static long seconds(Optional<Instant> notAfter) throws UsageException {
    if (notAfter.isPresent() && !notAfter.get().isAfter(Instant.now())) {
      throw new UsageException("wrong-time", "A request must expire in the future.");
    }
    return notAfter.map(Instant::getEpochSecond).orElse(0L);
  }

  /// Reminds somebody of a request of this account, ten times at most.
  public SentRequest remind(MoneyRequest request) throws ChitException, InterruptedException {
    requireDirection(request, true);
    return engine.requestDesk.remind(request, patience);
  }

  /// Takes a request of this account back. Again changes nothing.
  public SentRequest withdraw(MoneyRequest request) throws ChitException, InterruptedException {
    requireDirection(request, true);
    return engine.requestDesk.withdraw(request, patience);
  }

  // ── answering ──

  /// Pays what somebody asked for, once: a payment that has no answer yet is the same one again.
  ///
  /// @throws ChitRefusedException `already-paid`, `request-refused`, `request-withdrawn`,
  ///   `expired`, or as [ChitClient#pay]
  public Paid pay(MoneyRequest request) throws ChitException, InterruptedException {
    requireDirection(request, false);
    engine.wallet.requireOneHistory();
    LedgerTerms terms = engine.terms();
    MoneyRequest now = engine.requestList.now(request);
    if (now.state() == RequestState.PAYING && now.chit().isPresent()) {
      Optional<ParsedChit> chit = engine.wallet.pending(now.chit().get());
      if (chit.isPresent()) {
        return engine.wallet.await(chit.get(), terms, patience);
      }
    }
    var _ = engine.connection.await();
    var intent = new Intent(request.other(), request.amount(), 0, request.id().reference());
    return engine.wallet.pay(
        engine.self().identity(),
        terms,
        intent,
        request.memo(),
        patience,
        (tables, chit) -> engine.requestDesk.paying(tables, request, chit));
  }

  /// Says that this account will not pay. Again changes nothing.
  ///
  /// @param text why, at most 1,000 bytes, empty for nothing
  public SentRequest refuse(MoneyRequest request, String text)
      throws ChitException, InterruptedException {
    requireDirection(request, false);
    return engine.requestDesk.refuse(request, text, patience);
  }

  private static void requireDirection(MoneyRequest request, boolean outgoing)
      throws UsageException {
    if (request.outgoing() != outgoing) {
      throw new UsageException(
          "wrong-request",
          outgoing
              ? "That is a request of somebody else: accept or refuse it."
              : "That is a request of your own: remind or withdraw it.");
    }
  }

  // ── looking ──

  /// Requests of and to this account, newest first, those before a position. Needs no connection.
  ///
  /// @param limit 1 to [#LIST_MAX]
  /// @param before a [MoneyRequest#position]; empty for the newest
  public List<MoneyRequest> list(int limit, Optional<Long> before)
      throws ChitException, InterruptedException {
    return list(limit, before, _ -> true);
  }

  /// Those whose id, or whose split's, begins with these hexadecimal digits; newest first.
  public List<MoneyRequest> matching(String digits) throws ChitException, InterruptedException {
    return list(
        LIST_MAX,
        Optional.empty(),
        request ->
            request.id().toString().startsWith(digits)
                || request.split().map(SplitId::toString).orElse("").startsWith(digits));
  }

  /// What somebody asks for and waits for still; newest first.
  public List<MoneyRequest> openFrom(AccountName person)
      throws ChitException, InterruptedException {
    Optional<AccountId> account = engine.people.known(person).map(Person::account);
    return account.isEmpty()
        ? List.of()
        : list(
            LIST_MAX,
            Optional.empty(),
            request ->
                !request.outgoing()
                    && request.other().equals(account.get())
                    && request.state() == RequestState.OPEN);
  }

  private List<MoneyRequest> list(int limit, Optional<Long> before, Predicate<MoneyRequest> wanted)
      throws ChitException, InterruptedException {
    engine.catchUp();
    ChitClient.checkLimit(limit, LIST_MAX);
    return engine.requestList.newest(limit, before.orElse(Long.MAX_VALUE), wanted);
  }
}
