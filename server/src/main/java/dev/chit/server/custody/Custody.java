package dev.chit.server.custody;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.BadSignatureException;
import dev.chit.core.ChitId;
import dev.chit.core.Reference;
import dev.chit.core.Salt;
import dev.chit.core.Unit;
import dev.chit.core.chit.MemoCommitment;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.chit.VerifiedChit;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.StatementBytes;
import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.LedgerTerms;
import dev.chit.core.ledger.Outcome;
import dev.chit.core.ledger.Rejection;
import dev.chit.crypto.AgreementKey;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.SigningKey;
import dev.chit.server.calls.Answers;
import dev.chit.server.ledger.LedgerService;
import dev.chit.server.store.StoreException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/// Opens accounts for people whose programs have no keys, and signs for those accounts, and for no
/// others. The log marks each as custodial; what they pay goes the way of every chit.
///
/// Stages complete on the ledger's thread or a reader's: hand anything slow over.
public final class Custody {
  private static final int DEVICE = 1;
  private static final String DEPOSIT_REASON = "opening deposit";

  private final LedgerService ledger;
  private final Answers answers;
  private final SigningKey operatorKey;
  private final CustodialKeys keys;
  private final Predicate<InetAddress> admits;
  private final SecureRandom random = new SecureRandom();

  /// @param admits takes one of the registrations that an address may ask for, or says no
  public Custody(
      LedgerService ledger,
      Answers answers,
      SigningKey operatorKey,
      Predicate<InetAddress> admits) {
    this.ledger = ledger;
    this.answers = answers;
    this.operatorKey = operatorKey;
    this.keys = new CustodialKeys(operatorKey);
    this.admits = admits;
  }

  /// What the ledger counts in.
  public Unit unit() {
    return ledger.terms().unit();
  }

  /// What the operator gives to every new account, in minor units; 0 for nothing.
  public long openingGrantMinor() {
    return ledger.terms().openingGrantMinor();
  }

  /// Whose name this is, custodial or not.
  public CompletionStage<Optional<Account>> account(AccountName name) {
    return answers.read(() -> ledger.account(name));
  }

  /// As [#account(AccountName)], by id.
  public CompletionStage<Optional<Account>> account(AccountId id) {
    return answers.read(() -> ledger.account(id));
  }

  /// Whether the server keeps this account's key, and the account has not ended. Reads the disk.
  public boolean keeps(AccountId id) throws StoreException {
    return ledger.account(id).filter(it -> it.custodial() && !it.isClosed()).isPresent();
  }

  /// Opens an account.
  ///
  /// @param from where it is asked for
  /// @param depositMinor what the operator gives with it, 0 for nothing
  /// @return why not, or nothing if it was opened
  public CompletionStage<Optional<Rejection>> open(
      InetAddress from, AccountName name, long depositMinor) {
    if (!admits.test(from)) {
      return CompletableFuture.completedStage(Optional.of(Rejection.QUOTA));
    }
    return answers
        .read(() -> opening(name, depositMinor))
        .thenCompose(ledger::submit)
        .thenApply(outcome -> refusal(outcome, Rejection.NAME_TAKEN));
  }

  private Command opening(AccountName name, long depositMinor) throws BadSignatureException {
    try (SigningKey key = keys.identity(name)) {
      var statement =
          DeviceStatement.sign(
              key,
              DEVICE,
              key.verifyKey(),
              AgreementKey.of(bytes(AgreementKey.LENGTH)),
              Instant.now().getEpochSecond());
      Optional<Command.Settle> deposit =
          depositMinor == 0
              ? Optional.empty()
              : Optional.of(deposit(name, AccountId.ofKey(key.verifyKey()), depositMinor));
      return new Command.Open(
          name, StatementBytes.of(statement.encode()), InviteHash.NONE, true, deposit);
    }
  }

  /// Gives a custodial account its opening deposit, which every account gets once at most, whether
  /// with its opening or later.
  ///
  /// @return why not, or nothing if it was given now
  public CompletionStage<Optional<Rejection>> deposit(AccountName name, Amount amount) {
    return answers
        .read(() -> (Command) deposit(name, identity(name), amount.minor()))
        .thenCompose(ledger::submit)
        .thenApply(outcome -> refusal(outcome, Rejection.DUPLICATE_ID));
  }

  private AccountId identity(AccountName name) {
    try (SigningKey key = keys.identity(name)) {
      return AccountId.ofKey(key.verifyKey());
    }
  }

  private Command.Settle deposit(AccountName name, AccountId to, long minor)
      throws BadSignatureException {
    var reason = new MemoOpening(Salt.of(bytes(Salt.LENGTH)), DEPOSIT_REASON);
    Order order = order(keys.deposit(name), operatorKey, to, minor, Optional.of(reason));
    return new Command.Settle(signed(order, operatorKey), Optional.of(reason));
  }

  /// Pays from a custodial account to any account.
  ///
  /// @return why not, or nothing if the money has moved
  public CompletionStage<Optional<Rejection>> pay(Account payer, Amount amount, AccountId payee) {
    if (!payer.custodial()) {
      throw new IllegalArgumentException(payer.name() + " (expected: a custodial account)");
    }
    return answers
        .read(() -> payment(payer, amount, payee))
        .thenCompose(ledger::submit)
        .thenApply(outcome -> refusal(outcome, Rejection.DUPLICATE_ID));
  }

  private Command payment(Account payer, Amount amount, AccountId payee)
      throws BadSignatureException {
    try (SigningKey key = keys.identity(payer.name())) {
      var id = ChitId.of(bytes(ChitId.LENGTH));
      return new Command.Settle(
          signed(order(id, key, payee, amount.minor(), Optional.empty()), key));
    }
  }

  /// A payment out of a custodial account, to be settled with what it belongs to.
  Command.Settle handOver(SigningKey key, Amount amount, AccountId to)
      throws BadSignatureException {
    var id = ChitId.of(bytes(ChitId.LENGTH));
    return new Command.Settle(signed(order(id, key, to, amount.minor(), Optional.empty()), key));
  }

  private Order order(
      ChitId id, SigningKey payer, AccountId payee, long minor, Optional<MemoOpening> memo) {
    LedgerTerms terms = ledger.terms();
    return new Order(
        terms.ledger(),
        id,
        AccountId.ofKey(payer.verifyKey()),
        payee,
        new Amount(minor),
        terms.unit().code(),
        0,
        memo.map(MemoOpening::commitment).orElse(MemoCommitment.NONE),
        Reference.NONE);
  }

  private static VerifiedChit signed(Order order, SigningKey key) throws BadSignatureException {
    return ParsedChit.of(order, key.sign(order.signedBytes()), key.verifyKey())
        .verify(Ed25519.verifier());
  }

  private byte[] bytes(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /// @param repeated what it means that the same had happened before
  private static Optional<Rejection> refusal(Outcome outcome, Rejection repeated) {
    return switch (outcome) {
      case Outcome.Done _ -> Optional.empty();
      case Outcome.Repeated _ -> Optional.of(repeated);
      case Outcome.Refused refused -> Optional.of(refused.rejection());
    };
  }
}
