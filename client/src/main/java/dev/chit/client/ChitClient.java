package dev.chit.client;

import dev.chit.client.connection.Live;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.v1.ProfileRow;
import dev.chit.client.wallet.Intent;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.Unit;
import dev.chit.core.Utf8;
import dev.chit.core.log.WitnessKey;
import dev.chit.wire.v1.AdminGrpc;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.ExportRequest;
import dev.chit.wire.v1.GetBalanceRequest;
import dev.chit.wire.v1.ListOnlineRequest;
import dev.chit.wire.v1.RegisterRequest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One profile of one member, and its connection to the server, kept up while this is open.
///
/// ```java
/// try (ChitClient client = ChitClient.open(ClientConfig.of(home))) {
///   client.watch(incoming -> show(incoming));
///   client.send(new AccountName("bob"), "hello");
///   Paid paid = client.pay(new AccountName("bob"), Amount.parse("12.50", client.unit()), "lunch");
/// }
/// ```
///
/// Methods may be called by many threads, best by virtual ones; they block, and give up with an
/// [InterruptedException] when interrupted.
public final class ChitClient implements AutoCloseable {
  /// Bytes of UTF-8 in one message.
  public static final int TEXT_BYTES_MAX = 32_000;

  /// Messages in one page of the history.
  public static final int HISTORY_MAX = 1_000;

  /// Payments in one page of receipts.
  public static final int RECEIPTS_MAX = 500;

  private final ClientConfig config;
  private final Engine engine;

  private ChitClient(ClientConfig config, Engine engine) {
    this.config = config;
    this.engine = engine;
  }

  /// Whether there is a profile in the directory.
  public static boolean exists(Path home) {
    return ProfileStore.exists(home);
  }

  /// Makes a profile with a new identity; the server hears of it by [#register].
  ///
  /// @throws ProfileException if there is one already, or the directory cannot be written
  public static ChitClient create(ClientConfig config) throws ChitException {
    var random = new SecureRandom();
    try (Unlocking unlocking = Unlocking.of(config.unlock())) {
      return started(
          config,
          ProfileStore.create(
              config.home(),
              unlocking.vault(),
              random,
              tables -> Self.create(tables, config.server(), random, Instant.now())));
    }
  }

  /// Makes a profile of a backup, with all that the other one had, and opens it. Sessions begin
  /// anew; the profile that was backed up must not be used any more.
  ///
  /// @param backup what [#backup] wrote
  /// @param passphrase of the backup; belongs to the caller, who wipes it
  /// @throws ProfileException `profile-exists`, `wrong-passphrase`, `bad-backup`, `no-backup`
  public static ChitClient restore(ClientConfig config, Path backup, char[] passphrase)
      throws ChitException {
    try (Unlocking unlocking = Unlocking.of(config.unlock())) {
      return started(config, Backup.restore(config.home(), backup, passphrase, unlocking.vault()));
    }
  }

  /// Makes a profile that is a further device of an account, with a code that another device of it
  /// shows, and opens it.
  ///
  /// @param config names the server
  /// @param label how the member is to call the device
  /// @param check is shown the check number, which the member compares and confirms there
  /// @throws UsageException `bad-code`
  /// @throws ChitRefusedException `unknown-code` if nobody waits there with it, `device-gone`
  /// @throws NotTrustedException `linking-failed`, or if the server is not the one of the code
  public static ChitClient addDevice(
      ClientConfig config, String code, String label, Consumer<String> check)
      throws ChitException, InterruptedException {
    try (Adding adding = Adding.come(config, code, label, check)) {
      ChitClient client = started(config, adding.profile());
      try {
        adding.ready(client.engine);
      } catch (InterruptedException | RuntimeException e) {
        client.close();
        throw e;
      }
      return client;
    }
  }

  /// Opens a profile and, if it is registered, connects in the background.
  ///
  /// @throws ProfileException if there is none, another process has it, or the passphrase is wrong
  /// @throws NotTrustedException if the address in `config` has another fingerprint than the one
  ///   kept
  public static ChitClient open(ClientConfig config) throws ChitException {
    try (Unlocking unlocking = Unlocking.of(config.unlock())) {
      return started(
          config, ProfileStore.open(config.home(), unlocking.vault(), new SecureRandom()));
    }
  }

  private static ChitClient started(ClientConfig config, ProfileStore store) throws ChitException {
    try {
      if (config.server().isPresent()) {
        store.runUninterruptibly(
            tables -> {
              tables.profile(Addresses.moved(tables.profile(), config.server().get()));
              return true;
            });
      }
      var engine = new Engine(config, store, store.runUninterruptibly(Self::load));
      engine.start();
      return new ChitClient(config, engine);
    } catch (ChitException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /// Opens an account for this profile's identity. Asking again with the same name after an
  /// interruption returns the account.
  ///
  /// @param invite the invitation's code, empty where the server is open to all
  public Registered register(AccountName name, String invite)
      throws ChitException, InterruptedException {
    return engine.register(name, RegisterRequest.newBuilder().setInvite(invite));
  }

  /// Needs no connection.
  public Whoami whoami() {
    return engine.whoami();
  }

  /// Writes the whole profile, keys and history, to a new file under a passphrase, in the age
  /// format. Needs no connection.
  ///
  /// @param passphrase belongs to the caller, who wipes it
  /// @throws UsageException `file-exists`
  public void backup(Path file, char[] passphrase) throws ChitException, InterruptedException {
    Backup.write(engine.store, file, passphrase);
  }

  public ConnectionState connectionState() {
    return engine.connection.state();
  }

  /// Waits until the connection is up.
  ///
  /// @throws UnreachableException if it is not within the patience
  public void awaitConnected() throws ChitException, InterruptedException {
    var _ = engine.connection.await();
  }

  /// What the ledger counts in. Needs no connection once registered.
  public Unit unit() throws ChitException {
    return terms().unit();
  }

  private LedgerTerms terms() throws UsageException {
    return engine.terms();
  }

  // ── people ──

  /// Asks the server for somebody and verifies the answer: the binding of name and key is in the
  /// signed log.
  ///
  /// @throws NotTrustedException if the binding is not proved, or is another than the one known
  public Contact find(AccountName name) throws ChitException, InterruptedException {
    Live live = engine.connection.await();
    People.Found found = engine.people.find(name, engine.ledger().log(), live);
    return Contacts.contact(found.person(), found.online(), found.frozen());
  }

  /// Whom this account talks with, and who asks to.
  public Contacts contacts() {
    return new Contacts(engine);
  }

  /// Who is online now, this account too.
  public List<OnlineMember> online() throws ChitException, InterruptedException {
    return engine
        .connection
        .await()
        .call(ChitGrpc.getListOnlineMethod(), ListOnlineRequest.getDefaultInstance())
        .getOnlineList()
        .stream()
        .map(one -> new OnlineMember(one.getName(), AccountId.of(one.getAccount().toByteArray())))
        .toList();
  }

  // ── talk ──

  /// Seals, keeps and sends a text of at most [#TEXT_BYTES_MAX] bytes, and waits for the
  /// acknowledgement. Without a connection a message to somebody known waits in the profile.
  ///
  /// @throws UnreachableException if the recipient is not known yet and the server does not answer
  public SentMessage send(AccountName to, String text) throws ChitException, InterruptedException {
    checkText(text);
    Person person = engine.person(to);
    return Absence.accepted(
        engine, engine.talk.send(person, text, Optional.empty(), config.patience()), person);
  }

  static void checkText(String text) throws UsageException {
    int length;
    try {
      length = Utf8.encode(text).length;
    } catch (IllegalArgumentException e) {
      throw new UsageException("wrong-text", "The message is not a text.");
    }
    if (length == 0 || length > TEXT_BYTES_MAX) {
      throw new UsageException(
          "text-too-long", "A message has 1 to " + TEXT_BYTES_MAX + " bytes; this has " + length);
    }
  }

  /// What is done with messages besides sending and reading them.
  public Conversations conversations() {
    return new Conversations(engine, config.patience());
  }

  /// Messages of and to somebody, oldest first, the newest `limit` of those before a position.
  /// Needs no connection if the person is known.
  ///
  /// @param limit 1 to [#HISTORY_MAX]
  /// @param before a [HistoryMessage#position]; empty for the newest
  public List<HistoryMessage> history(AccountName with, int limit, Optional<Long> before)
      throws ChitException, InterruptedException {
    checkLimit(limit, HISTORY_MAX);
    engine.catchUp();
    ProfileRow row = engine.profile();
    return engine.talk.history(
        engine.person(with), row.getName(), limit, before.orElse(Long.MAX_VALUE));
  }

  static void checkLimit(int limit, int max) throws UsageException {
    if (limit < 1 || limit > max) {
      throw new UsageException("wrong-limit", "A page has 1 to " + max + " entries.");
    }
  }

  // ── money ──

  public AccountBalance balance() throws ChitException, InterruptedException {
    Live live = engine.connection.await();
    return Engine.balance(
        live.call(ChitGrpc.getGetBalanceMethod(), GetBalanceRequest.getDefaultInstance()), terms());
  }

  /// Signs a chit, keeps it, presents it, and waits for the answer. The memo (at most 1,000 bytes,
  /// empty for none) travels sealed to the payee only.
  ///
  /// @throws ChitRefusedException nothing moved
  /// @throws PaymentPendingException no answer: the same chit is presented again later
  /// @throws HistoryRewrittenException the server was caught rewriting its log; nothing was sent
  public Paid pay(AccountName payee, Amount amount, String memo)
      throws ChitException, InterruptedException {
    engine.wallet.requireOneHistory();
    Person person = engine.person(payee);
    var _ = engine.connection.await();
    try {
      return engine.wallet.pay(
          engine.self().identity(),
          terms(),
          Intent.toPay(person.account(), amount),
          memo,
          config.patience());
    } catch (ChitRefusedException e) {
      throw Absence.of(engine, e, person);
    }
  }

  /// Payments that were drawn here and have no answer yet.
  public List<ChitId> pendingPayments() throws ChitException, InterruptedException {
    return engine.wallet.pending();
  }

  /// Signs a chit without presenting it; it expires when the ledger lets it. Without a connection
  /// the payee must be known. [#chits] has more to choose from.
  public DrawnChit draw(AccountName payee, Amount amount, String memo)
      throws ChitException, InterruptedException {
    return chits().draw(payee, amount, memo, Optional.empty());
  }

  /// Presents a chit that somebody drew.
  ///
  /// @param chitText `chit:1:` and base64url
  public Paid redeem(String chitText) throws ChitException, InterruptedException {
    return chits().redeem(chitText);
  }

  /// Chits as such: drawn here, handed over, kept.
  public Chits chits() {
    return new Chits(engine, config.patience());
  }

  /// The account itself, and its end.
  public OwnAccount account() {
    return new OwnAccount(engine, config.patience());
  }

  /// The devices of this account.
  public Devices devices() {
    return new Devices(engine, config.patience());
  }

  /// Whether profile and clock are sound.
  public Health health() {
    return engine.health;
  }

  /// Direct links with contacts' clients.
  public Links links() {
    return new Links(engine);
  }

  /// Requests for money, and splits.
  public MoneyRequests requests() {
    return new MoneyRequests(engine, config.patience());
  }

  /// Groups, and what is said in them.
  public Groups groups() {
    return new Groups(engine, config.patience());
  }

  /// Files, sent and saved.
  public FileTransfers files() {
    return new FileTransfers(engine, config.patience());
  }

  /// Payments of and to this account, newest first, those before an index of the log. Needs no
  /// connection: what the server reports is kept as it comes.
  ///
  /// @param limit 1 to [#RECEIPTS_MAX]
  /// @param before a [Receipt#index]; empty for the newest
  public List<Receipt> receipts(int limit, Optional<Long> before)
      throws ChitException, InterruptedException {
    checkLimit(limit, RECEIPTS_MAX);
    engine.catchUp();
    return engine.wallet.receipts(limit, before, unit());
  }

  /// One payment, its inclusion in the log verified now unless it was before.
  ///
  /// @throws ChitRefusedException if this account has no such payment
  /// @throws NotTrustedException if the server's proof is wrong
  public Receipt receipt(ChitId chit) throws ChitException, InterruptedException {
    engine.catchUp();
    return engine.wallet.receipt(chit, unit(), engine.ledger().log(), engine.connection);
  }

  /// Everything that moved units of this account in a period, with the balances before, between and
  /// after, complete up to the log's newest checkpoint: what is missing in the profile is fetched,
  /// and what does not add up to the server's balance is an error.
  ///
  /// @throws NotTrustedException `incomplete-history` if the server's entries do not add up
  /// @throws UnreachableException without a connection: nobody could say how far it is complete
  public Statement statement(Period period) throws ChitException, InterruptedException {
    Engine.Ledger ledger = engine.ledger();
    Live live = engine.connection.await();
    return engine.wallet.statement(period, ledger.terms(), ledger.log(), live);
  }

  // ── proof ──

  /// One payment's proof for who has neither server nor network. Needs no connection if the
  /// payment's place in the log was verified before.
  ///
  /// @param withMemo whether to show the memo in it
  /// @throws ChitRefusedException if this account has no such payment
  /// @throws NotTrustedException if the server's proof is wrong
  public ReceiptFile receiptFile(ChitId chit, boolean withMemo)
      throws ChitException, InterruptedException {
    Engine.Ledger ledger = engine.ledger();
    engine.catchUp();
    return engine.wallet.receiptFile(
        chit, withMemo, ledger.terms(), ledger.log(), engine.connection);
  }

  /// What this client has seen of the server's log. Needs no connection; what the server has now is
  /// compared at every connection.
  public LogSeen log() throws ChitException, InterruptedException {
    LedgerTerms terms = terms();
    return engine.store.run(tables -> LogSeen.of(terms, tables));
  }

  /// The witnesses that must have signed the log before money moves. Needs no connection.
  public List<WitnessKey> witnesses() throws ChitException, InterruptedException {
    return engine.witnesses.required();
  }

  /// From now on all of these must have signed the log before money moves, and nobody else must.
  /// The server is asked at once if there is a connection, else at the next.
  ///
  /// @param witnesses at most 8; empty for none
  public void requireWitnesses(List<WitnessKey> witnesses)
      throws ChitException, InterruptedException {
    engine.witnesses.require(witnesses);
    Live live = engine.connection.live();
    if (live != null) {
      engine.witnesses.check(engine.ledger().log(), live);
    }
  }

  /// The server's whole log, for a member whom the operator made an auditor. A checkpoint of [#log]
  /// that was taken before must be in it.
  public LogStream exportLog() throws ChitException, InterruptedException {
    Live live = engine.connection.await();
    var frames =
        live.channel().stream(
            AdminGrpc.getExportMethod(), ExportRequest.getDefaultInstance(), config.patience());
    return new LogStream(frames, engine.ledger().log(), live, log().newest().size());
  }

  // ── what arrives ──

  /// Calls the listener with what arrives, one at a time and in order, by a thread of its own.
  /// Starts with the messages, payments and warnings that no listener of this profile has seen; one
  /// is seen when the listener returns. A listener that cannot take one throws
  /// [java.util.concurrent.CancellationException], and is told it again with the next that arrives,
  /// or when the profile is opened again.
  public Subscription watch(Consumer<Incoming> listener) {
    return engine.dispatcher.watch(listener);
  }

  /// Waits, at most for two seconds, until what is under way has left, and closes everything.
  @Override
  public void close() {
    engine.close();
  }

  /// The parts, for tests of this package.
  Engine engine() {
    return engine;
  }

  /// Closes everything as it is; what is under way is found again at the next opening.
  void crash() {
    engine.store.close();
    engine.stop();
  }
}
