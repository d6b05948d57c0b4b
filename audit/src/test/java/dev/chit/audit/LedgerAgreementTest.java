package dev.chit.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.ChitId;
import dev.chit.core.Salt;
import dev.chit.core.Unit;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.event.Event;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.OperatorAct.Deed;
import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.Changes;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Decision;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.Invite;
import dev.chit.core.ledger.Ledger;
import dev.chit.core.ledger.LedgerTerms;
import dev.chit.core.ledger.LedgerView;
import dev.chit.core.ledger.Moment;
import dev.chit.core.ledger.Outcome;
import dev.chit.crypto.Ed25519;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Two bookkeepers who share no rule come to the same balances.
class LedgerAgreementTest {
  private static final List<String> NAMES = List.of("alice", "bob", "carol", "dave", "erin");

  private final TestLog keys = new TestLog();
  private final State state = new State();
  private final Random random = new Random(5);
  private @Nullable LedgerTerms terms;
  private int refused;

  @Test
  void whatTheLedgersRulesLetThroughIsClean() throws Exception {
    decide(
        new Command.Create(
            keys.logKey.verifyKey(),
            new Unit("EUR", 2),
            TestLog.statement(keys.operator),
            86_400,
            0));
    terms =
        LedgerTerms.of(
            keys.logKey.verifyKey(), new Unit("EUR", 2), keys.operator.verifyKey(), 86_400, 0);
    for (int i = 0; i < 3000; i++) {
      decide(command());
    }
    Map<AccountId, Long> balances = new HashMap<>();
    state.accounts.forEach((id, account) -> balances.put(id, account.balanceMinor()));
    AuditReport report = keys.audit(keys.expected().withBalances(balances));
    assertEquals(List.of(), report.findings());
    assertEquals(NAMES.size() + 1, report.accounts());
    assertTrue(refused > 300 && report.events() > 1000, refused + " refused");
  }

  /// As often wrong as right.
  private Command command() throws Exception {
    String from = name();
    String to = name();
    return switch (random.nextInt(12)) {
      case 0 -> {
        InviteHash invite = random.nextBoolean() ? InviteHash.NONE : invite();
        yield new Command.Open(
            new AccountName(from),
            TestLog.statement(keys.member(to)),
            invite,
            false,
            Optional.empty());
      }
      case 1 -> act(new Deed.Freeze(keys.account(to)));
      case 2, 3 -> act(new Deed.Thaw(keys.account(to)));
      case 4 -> act(new Deed.Invite(invite()));
      case 5 -> {
        var issued = (Event.Issued) keys.issued(to, 1 + random.nextInt(500));
        yield new Command.Settle(
            issued.chit().verify(Ed25519.verifier()), Optional.of(issued.reason()));
      }
      default -> {
        String payee = random.nextInt(10) == 0 ? "operator" : to;
        var order = keys.order(from, payee, 1 + random.nextInt(300));
        ParsedChit chit = TestLog.signed(order, keys.member(from));
        yield new Command.Settle(chit.verify(Ed25519.verifier()));
      }
    };
  }

  private Command act(Deed deed) throws Exception {
    var administered = (Event.Administered) keys.administered(deed);
    return new Command.Act(
        administered.act().verify(keys.operator.verifyKey(), Ed25519.verifier()));
  }

  private String name() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  private InviteHash invite() {
    return InviteHash.ofCode("code " + random.nextInt(40));
  }

  private void decide(Command command) {
    var moment =
        new Moment(
            terms,
            false,
            TestLog.TIME_MILLIS,
            keys.events.size(),
            () -> new Salt(random.nextLong(), random.nextLong()));
    Decision decision = Ledger.decide(moment, state, List.of(command));
    refused += decision.outcomes().getFirst() instanceof Outcome.Refused ? 1 : 0;
    state.commit(decision.changes());
    decision.changes().entries().forEach(entry -> keys.events.add(entry.bytes()));
  }

  /// What a store would hold.
  private static final class State implements LedgerView {
    final Map<AccountId, Account> accounts = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<ChitId, Entry> used = new HashMap<>();
    private final Map<InviteHash, Invite> invites = new HashMap<>();

    void commit(Changes changes) {
      entries.addAll(changes.entries());
      changes.accounts().forEach(account -> accounts.put(account.id(), account));
      changes.invites().forEach(invite -> invites.put(invite.hash(), invite));
      for (Entry entry : changes.entries()) {
        entry.usedId().ifPresent(id -> used.put(id, entry));
      }
    }

    @Override
    public @Nullable Account account(AccountId id) {
      return accounts.get(id);
    }

    @Override
    public @Nullable AccountId named(AccountName name) {
      return accounts.values().stream()
          .filter(account -> account.name().folded().equals(name.folded()))
          .map(Account::id)
          .findAny()
          .orElse(null);
    }

    @Override
    public @Nullable Entry used(ChitId id) {
      return used.get(id);
    }

    @Override
    public Entry opening(Account account) {
      return entries.get(Math.toIntExact(account.openedIndex()));
    }

    @Override
    public @Nullable Invite invite(InviteHash codeHash) {
      return invites.get(codeHash);
    }
  }
}
