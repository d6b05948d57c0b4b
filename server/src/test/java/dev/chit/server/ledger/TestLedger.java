package dev.chit.server.ledger;

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
import dev.chit.core.chit.Cancellation;
import dev.chit.core.chit.MemoCommitment;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.chit.Revocation;
import dev.chit.core.chit.VerifiedChit;
import dev.chit.core.event.ActId;
import dev.chit.core.event.OperatorAct;
import dev.chit.core.event.SignedAct;
import dev.chit.core.event.StatementBytes;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.Outcome;
import dev.chit.crypto.AgreementKey;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.SigningKey;
import dev.chit.server.store.LedgerStore;
import dev.chit.server.store.StoreException;
import dev.chit.server.store.sqlite.SqliteLedgerStore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// A ledger in a directory and the people on it, with keys and ids from a seed, so that a second
/// process can be the same people.
final class TestLedger implements AutoCloseable {
  static final long CHIT_LIFE_SECONDS = 30L * 24 * 3600;
  static final Unit UNIT = new Unit("EUR", 2);

  final SigningKey logKey = key(1);
  final SigningKey operator = key(2);
  final LedgerService service;

  TestLedger(Path directory) throws StoreException {
    this(directory, UnaryOperator.identity(), UnaryOperator.identity());
  }

  TestLedger(
      Path directory, UnaryOperator<LedgerStore> store, UnaryOperator<LedgerSettings> settings)
      throws StoreException {
    service =
        LedgerService.open(
            store.apply(SqliteLedgerStore.open(directory)),
            logKey,
            settings.apply(LedgerSettings.in(directory)),
            () ->
                new Command.Create(
                    logKey.verifyKey(), UNIT, statement(operator), CHIT_LIFE_SECONDS, 0));
  }

  static SigningKey key(int number) {
    var seed = new byte[SigningKey.SEED_LENGTH];
    seed[0] = (byte) number;
    seed[1] = (byte) (number >> 8);
    seed[2] = (byte) (number >> 16);
    return SigningKey.ofSeed(seed);
  }

  static StatementBytes statement(SigningKey identity) {
    return StatementBytes.of(
        DeviceStatement.sign(
                identity,
                1,
                identity.verifyKey(),
                AgreementKey.of(identity.verifyKey().bytes()),
                1_700_000_000)
            .encode());
  }

  static AccountId id(SigningKey key) {
    return AccountId.ofKey(key.verifyKey());
  }

  LedgerId ledger() {
    return LedgerId.ofKey(logKey.verifyKey());
  }

  Outcome open(String name, SigningKey identity) {
    return now(opening(name, identity));
  }

  static Command opening(String name, SigningKey identity) {
    return new Command.Open(new AccountName(name), statement(identity));
  }

  Outcome issue(SigningKey to, long minor, RandomGenerator random) {
    return now(issueCommand(to, minor, random));
  }

  Command.Settle issueCommand(SigningKey to, long minor, RandomGenerator random) {
    var reason = new MemoOpening(new Salt(random.nextLong(), random.nextLong()), "because");
    VerifiedChit chit = chit(operator, id(to), minor, randomId(random), reason.commitment());
    return new Command.Settle(chit, Optional.of(reason));
  }

  VerifiedChit chit(SigningKey from, SigningKey to, long minor, ChitId id) {
    return chit(from, id(to), minor, id, MemoCommitment.NONE);
  }

  private VerifiedChit chit(
      SigningKey from, AccountId to, long minor, ChitId id, MemoCommitment memo) {
    return signed(from, order(from, to, minor, id, 0, memo, Reference.NONE));
  }

  /// @param notAfterSeconds epoch seconds, or 0
  VerifiedChit chitUntil(
      SigningKey from, SigningKey to, long minor, ChitId id, long notAfterSeconds) {
    return signed(
        from, order(from, id(to), minor, id, notAfterSeconds, MemoCommitment.NONE, Reference.NONE));
  }

  /// A payment back.
  Command.Settle refund(SigningKey from, SigningKey to, long minor, ChitId id, ChitId of) {
    var reference = new Reference(of.high(), of.low());
    return new Command.Settle(
        signed(from, order(from, id(to), minor, id, 0, MemoCommitment.NONE, reference)));
  }

  Command.Cancel cancel(SigningKey payee, ChitId id) {
    var cancellation = new Cancellation(ledger(), id);
    try {
      return new Command.Cancel(
          cancellation.verify(
              payee.verifyKey(),
              SignatureBytes.of(payee.sign(cancellation.signedBytes())),
              Ed25519.verifier()));
    } catch (BadSignatureException e) {
      throw new AssertionError(e);
    }
  }

  Command.Revoke revoke(SigningKey payer, VerifiedChit chit) {
    byte[] signature = payer.sign(Revocation.signedBytes(ledger(), chit.id()));
    try {
      return new Command.Revoke(
          new Revocation(chit).verify(SignatureBytes.of(signature), Ed25519.verifier()));
    } catch (BadSignatureException e) {
      throw new AssertionError(e);
    }
  }

  private Order order(
      SigningKey from,
      AccountId to,
      long minor,
      ChitId id,
      long notAfterSeconds,
      MemoCommitment memo,
      Reference reference) {
    return new Order(
        ledger(),
        id,
        id(from),
        to,
        new Amount(minor),
        UNIT.code(),
        notAfterSeconds,
        memo,
        reference);
  }

  private static VerifiedChit signed(SigningKey from, Order order) {
    byte[] signature = from.sign(order.signedBytes());
    try {
      return ParsedChit.of(order, signature, from.verifyKey()).verify(Ed25519.verifier());
    } catch (BadSignatureException e) {
      throw new AssertionError(e);
    }
  }

  Command.Act act(OperatorAct.Deed deed, RandomGenerator random) {
    var act =
        new OperatorAct(ledger(), new ActId(random.nextLong(), random.nextLong()), deed, "because");
    try {
      return new Command.Act(
          SignedAct.of(act, operator.sign(act.signedBytes()))
              .verify(operator.verifyKey(), Ed25519.verifier()));
    } catch (BadSignatureException e) {
      throw new AssertionError(e);
    }
  }

  Outcome pay(SigningKey from, SigningKey to, long minor, ChitId id) {
    return now(new Command.Settle(chit(from, to, minor, id)));
  }

  Outcome now(Command command) {
    return service.submit(command).join();
  }

  static Entry done(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> done.entry();
      case Outcome.Repeated repeated -> throw new AssertionError("repeated " + repeated.first());
      case Outcome.Refused refused -> throw new AssertionError("refused " + refused.rejection());
    };
  }

  static ChitId randomId(RandomGenerator random) {
    return new ChitId(random.nextLong(), random.nextLong());
  }

  @Override
  public void close() {
    service.close();
  }
}
