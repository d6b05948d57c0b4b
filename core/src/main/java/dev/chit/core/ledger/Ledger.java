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
        case Command.Settle settle -> ChitLife.needs(settle, needs);
        case Command.Certify certify -> ChitLife.needs(certify, needs);
        case Command.Cancel cancel -> ChitLife.needs(cancel, needs);
        case Command.Expire expire -> ChitLife.needs(expire, needs);
        case Command.Revoke revoke -> ChitLife.needs(revoke, needs);
        case Command.AddDevice add -> DeviceRule.needs(add, needs);
        case Command.RevokeDevice revoke -> DeviceRule.needs(revoke, needs);
        case Command.Close close -> CloseRule.needs(close, needs);
        case Command.Claim claim -> ClaimRule.needs(claim, needs);
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
            case Command.Settle settle -> ChitLife.settle(settle, working);
            case Command.Certify certify -> ChitLife.certify(certify, working);
            case Command.Cancel cancel -> ChitLife.cancel(cancel, working);
            case Command.Expire expire -> ChitLife.expire(expire, working);
            case Command.Revoke revoke -> ChitLife.revoke(revoke, working);
            case Command.AddDevice add -> DeviceRule.add(add, working);
            case Command.RevokeDevice revoke -> DeviceRule.revoke(revoke, working);
            case Command.Close close -> CloseRule.apply(close, working);
            case Command.Claim claim -> ClaimRule.apply(claim, working);
            case Command.Act act -> ActRule.apply(act, working);
          });
    }
    return new Decision(outcomes, working.changes());
  }
}
