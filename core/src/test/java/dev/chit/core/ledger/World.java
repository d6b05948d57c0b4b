package dev.chit.core.ledger;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.BadSignatureException;
import dev.chit.core.ChitId;
import dev.chit.core.LedgerId;
import dev.chit.core.Reference;
import dev.chit.core.Salt;
import dev.chit.core.SignatureBytes;
import dev.chit.core.Unit;
import dev.chit.core.VerifyKey;
import dev.chit.core.chit.Cancellation;
import dev.chit.core.chit.MemoCommitment;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.chit.Revocation;
import dev.chit.core.chit.VerifiedChit;
import dev.chit.core.event.AccountClosing;
import dev.chit.core.event.ActId;
import dev.chit.core.event.DeviceRevocation;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.OperatorAct;
import dev.chit.core.event.SignedAct;
import dev.chit.core.event.StatementBytes;
import dev.chit.core.event.VerifiedAct;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A ledger in memory and the people on it. Nobody signs anything here: that signatures are checked
/// is the business of the types that commands are made of.
final class World {
  static final Unit UNIT = new Unit("EUR", 2);
  static final VerifyKey LOG_KEY = key(1);
  static final VerifyKey OPERATOR = key(2);
  static final LedgerId LEDGER = LedgerId.ofKey(LOG_KEY);
  static final long CHIT_LIFE_SECONDS = 3600;
  static final long NOW_MILLIS = 1_800_000_000_000L;

  static final SignatureBytes SIGNATURE = SignatureBytes.of(new byte[64]);

  final MemoryView state = new MemoryView();
  long nowMillis = NOW_MILLIS;
  boolean invitationOnly;
  private final Random salts = new Random(7);
  private final Random ids = new Random(8);
  private @org.jspecify.annotations.Nullable LedgerTerms terms;

  World() {
    create(0);
  }

  private void create(long grant) {
    apply(new Command.Create(LOG_KEY, UNIT, device(OPERATOR), CHIT_LIFE_SECONDS, grant));
    terms = LedgerTerms.of(LOG_KEY, UNIT, OPERATOR, CHIT_LIFE_SECONDS, grant);
  }

  Decision decide(List<? extends Command> batch) {
    var moment =
        new Moment(
            terms,
            invitationOnly,
            nowMillis,
            state.entries.size(),
            () -> new Salt(salts.nextLong(), salts.nextLong()));
    return Ledger.decide(moment, state.load(Ledger.needs(terms, batch)), batch);
  }

  List<Outcome> applyAll(List<? extends Command> batch) {
    Decision decision = decide(batch);
    state.commit(decision.changes());
    return decision.outcomes();
  }

  Outcome apply(Command command) {
    return applyAll(List.of(command)).getFirst();
  }

  static VerifyKey key(int number) {
    return VerifyKey.of(ByteBuffer.allocate(VerifyKey.LENGTH).putInt(number).array());
  }

  static AccountId id(VerifyKey key) {
    return AccountId.ofKey(key);
  }

  static StatementBytes device(VerifyKey identity) {
    return device(identity, 1, 0);
  }

  /// @param key tells devices of one number apart
  static StatementBytes device(VerifyKey identity, int number, int key) {
    ByteBuffer bytes = ByteBuffer.allocate(StatementBytes.LENGTH);
    return StatementBytes.of(bytes.put(identity.bytes()).putInt(number).putInt(key).array());
  }

  static Command.AddDevice adding(VerifyKey identity, int number, int key) {
    return new Command.AddDevice(device(identity, number, key));
  }

  static Command.RevokeDevice takingAway(LedgerId ledger, VerifyKey identity, int number) {
    try {
      return new Command.RevokeDevice(
          new DeviceRevocation(ledger, identity, number)
              .verify(SIGNATURE, (key, message, its) -> true));
    } catch (BadSignatureException e) {
      throw new AssertionError(e);
    }
  }

  static Command.Close closing(LedgerId ledger, VerifyKey identity) {
    try {
      return new Command.Close(
          new AccountClosing(ledger, identity).verify(SIGNATURE, (key, message, its) -> true));
    } catch (BadSignatureException e) {
      throw new AssertionError(e);
    }
  }

  Outcome open(String name, VerifyKey key) {
    return apply(new Command.Open(new AccountName(name), device(key)));
  }

  Outcome openInvited(String name, VerifyKey key, InviteHash invite) {
    return apply(
        new Command.Open(new AccountName(name), device(key), invite, false, Optional.empty()));
  }

  Outcome issue(VerifyKey to, long minor) {
    return apply(issuing(id(to), minor, freshId()));
  }

  static Command.Settle issuing(AccountId to, long minor, ChitId id) {
    var reason = new MemoOpening(new Salt(1, 2), "salary");
    return new Command.Settle(
        chit(OPERATOR, order(OPERATOR, to, minor, id).memo(reason.commitment()).order()),
        Optional.of(reason));
  }

  static Command.Settle paying(VerifyKey from, VerifyKey to, long minor, ChitId id) {
    return new Command.Settle(chit(from, order(from, id(to), minor, id).order()));
  }

  static Command.Settle settling(VerifiedChit chit) {
    return new Command.Settle(chit);
  }

  static Command.Cancel cancelling(ChitId chit, VerifyKey signer) {
    try {
      return new Command.Cancel(
          new Cancellation(LEDGER, chit).verify(signer, SIGNATURE, (key, message, its) -> true));
    } catch (BadSignatureException e) {
      throw new AssertionError(e);
    }
  }

  static Command.Revoke revoking(VerifiedChit chit) {
    try {
      return new Command.Revoke(
          new Revocation(chit).verify(SIGNATURE, (key, message, its) -> true));
    } catch (BadSignatureException e) {
      throw new AssertionError(e);
    }
  }

  Outcome pay(VerifyKey from, VerifyKey to, long minor) {
    return apply(paying(from, to, minor, freshId()));
  }

  static Command.Act act(OperatorAct.Deed deed, ActId id) {
    var act = new OperatorAct(LEDGER, id, deed, "because");
    return new Command.Act(verified(act));
  }

  Outcome act(OperatorAct.Deed deed) {
    return apply(act(deed, new ActId(ids.nextLong(), ids.nextLong())));
  }

  static VerifiedAct verified(OperatorAct act) {
    try {
      return SignedAct.of(act, new byte[64]).verify(OPERATOR, (key, message, signature) -> true);
    } catch (BadSignatureException e) {
      throw new AssertionError(e);
    }
  }

  ChitId freshId() {
    return new ChitId(ids.nextLong(), ids.nextLong());
  }

  long balance(VerifyKey key) {
    return account(key).balanceMinor();
  }

  Account account(VerifyKey key) {
    Account account = state.accounts.get(id(key));
    if (account == null) {
      throw new AssertionError("no account of " + key);
    }
    return account;
  }

  static VerifiedChit chit(VerifyKey payer, Order order) {
    return chit(payer, order, 0);
  }

  /// A chit with one of many signatures that its payer could have made.
  static VerifiedChit chit(VerifyKey payer, Order order, int signature) {
    byte[] bytes = ByteBuffer.allocate(64).putInt(signature).array();
    try {
      return ParsedChit.of(order, bytes, payer).verify((key, message, its) -> true);
    } catch (BadSignatureException e) {
      throw new AssertionError(e);
    }
  }

  static OrderBuilder order(VerifyKey payer, AccountId payee, long minor, ChitId id) {
    return new OrderBuilder(
        new Order(
            LEDGER,
            id,
            id(payer),
            payee,
            new Amount(minor),
            UNIT.code(),
            0,
            MemoCommitment.NONE,
            Reference.NONE));
  }

  /// An order with something unusual.
  record OrderBuilder(Order order) {
    OrderBuilder ledger(LedgerId ledger) {
      return with(
          ledger, order.unitCode(), order.notAfterSeconds(), order.memo(), order.reference());
    }

    OrderBuilder unit(String code) {
      return with(order.ledger(), code, order.notAfterSeconds(), order.memo(), order.reference());
    }

    OrderBuilder notAfter(long seconds) {
      return with(order.ledger(), order.unitCode(), seconds, order.memo(), order.reference());
    }

    OrderBuilder memo(MemoCommitment memo) {
      return with(
          order.ledger(), order.unitCode(), order.notAfterSeconds(), memo, order.reference());
    }

    OrderBuilder reference(Reference reference) {
      return with(
          order.ledger(), order.unitCode(), order.notAfterSeconds(), order.memo(), reference);
    }

    OrderBuilder refunding(ChitId chit) {
      return reference(new Reference(chit.high(), chit.low()));
    }

    private OrderBuilder with(
        LedgerId ledger,
        String unit,
        long notAfterSeconds,
        MemoCommitment memo,
        Reference reference) {
      return new OrderBuilder(
          new Order(
              ledger,
              order.id(),
              order.payer(),
              order.payee(),
              order.amount(),
              unit,
              notAfterSeconds,
              memo,
              reference));
    }
  }
}
