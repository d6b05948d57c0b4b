package dev.chit.core.ledger;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.event.Event;
import dev.chit.core.event.InviteHash;
import java.util.List;

/// A ledger begins with its terms and its operator.
final class CreateRule {
  private static final AccountName OPERATOR = new AccountName("operator");

  private CreateRule() {}

  static void needs(Command.Create create, Needs needs) {
    needs.account(AccountId.ofKey(create.operatorDevice().identity()));
  }

  static Outcome apply(Command.Create create, Working working) {
    if (working.isCreated()) {
      return new Outcome.Refused(Rejection.ALREADY_CREATED);
    }
    var terms =
        LedgerTerms.of(
            create.logKey(),
            create.unit(),
            create.operatorDevice().identity(),
            create.chitLifeSecondsMax(),
            create.openingGrantMinor());
    working.create(terms);
    Entry created =
        working.append(
            new Event.Created(
                working.salt(),
                working.nowMillis(),
                terms.logKey(),
                terms.unit(),
                terms.operatorKey(),
                terms.chitLifeSecondsMax(),
                terms.openingGrantMinor()),
            null,
            null);
    Account operator =
        Account.opened(
            terms.operator(), OPERATOR, working.nextIndex(), working.nowMillis(), false, true);
    Entry opened = OpenRule.write(operator, create.operatorDevice(), InviteHash.NONE, working);
    return new Outcome.Done(List.of(created, opened));
  }
}
