package dev.chit.core.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of the ledger: who may do what to whose balance.
///
/// Of every unit the balances of all accounts add up to zero; only the operator's is ever below it;
/// each chit settles at most once, by its payer's signature; a refusal changes nothing.
///
/// ```java
/// LedgerView view = store.load(Ledger.needs(terms, batch));
/// Decision decision = Ledger.decide(moment, view, batch);
/// store.commit(decision.changes());   // then tell decision.outcomes()
/// ```
public final class Ledger {
  private Ledger() {}

  /// What has to be loaded to decide the batch.
  ///
  /// @param terms the ledger's, or null before it is created
  public static Needs needs(@Nullable LedgerTerms terms, List<? extends Command> batch) {
    var needs = new Needs(batch.size());
    if (terms != null) {
      needs.account(terms.operator());
    }
    for (Command command : batch) {
      switch (command) {
        case Command.Create create -> CreateRule.needs(create, needs);
        case Command.Open open -> OpenRule.needs(open, needs);
        case Command.Settle settle -> SettleRule.needs(settle, needs);
        case Command.Act act -> ActRule.needs(act, needs);
      }
    }
    return needs;
  }

  /// Applies the commands one after the other. A batch comes to the same as its commands in batches
  /// of one, at the same time and with the same salts.
  ///
  /// @throws NullPointerException if there are no terms and the first command creates none
  public static Decision decide(Moment moment, LedgerView view, List<? extends Command> batch) {
    var working = new Working(moment, view, batch.size());
    var outcomes = new ArrayList<Outcome>(batch.size());
    for (Command command : batch) {
      outcomes.add(
          switch (command) {
            case Command.Create create -> CreateRule.apply(create, working);
            case Command.Open open -> OpenRule.apply(open, working);
            case Command.Settle settle -> SettleRule.apply(settle, working);
            case Command.Act act -> ActRule.apply(act, working);
          });
    }
    return new Decision(outcomes, working.changes());
  }
}
