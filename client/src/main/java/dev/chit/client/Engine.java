package dev.chit.client;

import com.google.protobuf.ByteString;
import dev.chit.client.connection.Caller;
import dev.chit.client.connection.Connection;
import dev.chit.client.connection.Live;
import dev.chit.client.connection.ServerChannel;
import dev.chit.client.connection.Transport;
import dev.chit.client.device.DeviceDesk;
import dev.chit.client.device.DeviceMail;
import dev.chit.client.files.FileDesk;
import dev.chit.client.files.FileList;
import dev.chit.client.files.RelayRoutes;
import dev.chit.client.files.Shelf;
import dev.chit.client.group.GroupDesk;
import dev.chit.client.group.GroupFiles;
import dev.chit.client.group.GroupMail;
import dev.chit.client.group.GroupTalk;
import dev.chit.client.link.LinkDesk;
import dev.chit.client.people.Consent;
import dev.chit.client.people.ContactDesk;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.people.Sight;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.proof.LogView;
import dev.chit.client.proof.WitnessCheck;
import dev.chit.client.request.RequestDesk;
import dev.chit.client.request.RequestList;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ProfileRow;
import dev.chit.client.talk.Conversing;
import dev.chit.client.talk.Talk;
import dev.chit.client.wallet.Wallet;
import dev.chit.client.watch.Dispatcher;
import dev.chit.client.work.Signal;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.tls.ServerTrust;
import dev.chit.sessions.DeviceAddress;
import dev.chit.sessions.SignalSessions;
import dev.chit.wire.v1.Balance;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.ClientFrame;
import dev.chit.wire.v1.GetReceiptRequest;
import dev.chit.wire.v1.Hello;
import dev.chit.wire.v1.LedgerInfo;
import dev.chit.wire.v1.RegisterReply;
import dev.chit.wire.v1.RegisterRequest;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.Welcome;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts of an open client, put together: whom the connection belongs to, and who gets what it
/// brings.
final class Engine implements Connection.Owner, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final String VERSION = "chit-client/1";
  private static final Duration FLUSH = Duration.ofSeconds(2);
  private static final long FLUSH_LOOK_MILLIS = 10;

  private final ClientConfig config;
  private final Self self;
  final ProfileStore store;
  final People people;
  final Talk talk;
  final GroupMail groupMail;
  final DeviceMail deviceMail;
  final DeviceDesk deviceDesk;
  final GroupDesk groupDesk;
  final GroupTalk groupTalk;
  final Wallet wallet;
  final RequestDesk requestDesk;
  final RequestList requestList;
  final Sight sight;
  final ContactDesk contactDesk;
  final FileDesk fileDesk;
  final FileList fileList;
  final Conversing conversing;
  final Dispatcher dispatcher;
  final WitnessCheck witnesses;
  final Connection connection;
  final LinkDesk links;
  private final Transport transport = new Transport(2);
  private final Signal progress = new Signal();
  private final CatchingUp catchingUp = new CatchingUp(progress);
  final Health health;
  private volatile @Nullable ServerTrust trust;
  private volatile @Nullable Ledger ledger;
  private volatile @Nullable Whoami whoami;
  private volatile ConnectionState told = ConnectionState.OFFLINE;

  /// What is known of the log once a server was verified.
  record Ledger(LedgerTerms terms, LogView log) {}

  Engine(ClientConfig config, ProfileStore store, Self self) {
    var random = new SecureRandom();
    this.config = config;
    this.self = self;
    this.store = store;
    this.health = new Health(store, InstantSource.system());
    this.dispatcher = new Dispatcher(store);
    this.people = new People(store, dispatcher);
    this.witnesses = new WitnessCheck(store, dispatcher, InstantSource.system());
    var sessions = new SignalSessions(Ed25519.verifier(), random, InstantSource.system());
    var me = new DeviceAddress(self.account(), self.statement().device());
    this.groupMail =
        new GroupMail(
            store, people, dispatcher, self.identity(), me, random, InstantSource.system());
    this.sight = new Sight(store, dispatcher);
    this.deviceMail = new DeviceMail(store, people, dispatcher, me.device());
    this.talk =
        new Talk(
            store,
            people,
            sessions,
            sight,
            dispatcher,
            groupMail,
            deviceMail,
            random,
            InstantSource.system());
    this.groupDesk =
        new GroupDesk(store, groupMail, talk, self.identity(), random, InstantSource.system());
    this.deviceDesk =
        new DeviceDesk(store, people, talk, deviceMail, self.identity(), me.device(), random);
    this.groupTalk = new GroupTalk(store, groupMail, talk, InstantSource.system());
    this.conversing = new Conversing(store, talk, groupTalk::say, InstantSource.system());
    this.contactDesk = new ContactDesk(store, talk, sight);
    this.connection = new Connection(this, config.patience());
    var gate = new MoneyGate(store, witnesses, connection, this::log);
    this.wallet =
        new Wallet(
            store, people, talk, dispatcher, witnesses, gate, random, InstantSource.system());
    this.requestDesk = new RequestDesk(store, talk, random, InstantSource.system());
    this.links =
        new LinkDesk(
            store,
            talk,
            Consent::isContact,
            groupMail.linked(),
            new Shelf(store),
            self.tls(),
            transport,
            random,
            InstantSource.system());
    this.requestList = new RequestList(store, InstantSource.system());
    this.fileList = new FileList(store);
    this.fileDesk =
        new FileDesk(
            store,
            talk,
            new GroupFiles(groupMail, talk),
            new RelayRoutes(connection, this::dial, config.patience()),
            links,
            random,
            InstantSource.system());
    this.links.watch(fileDesk::look);
  }

  void start() throws ChitException {
    dispatcher.start();
    sight.start();
    talk.start();
    groupMail.start();
    deviceMail.start(talk::postAgain, talk.expiry());
    wallet.start();
    links.start();
    ProfileRow row = store.runUninterruptibly(Tables::profile);
    remember(row);
    if (!row.getName().isEmpty()) {
      ledger = ledgerOf(LedgerTerms.of(row.getLedger()));
      connection.start();
    }
  }

  Self self() {
    return self;
  }

  ProfileRow profile() throws ChitException, InterruptedException {
    return store.run(Tables::profile);
  }

  /// @throws UsageException if nothing is registered yet
  Ledger ledger() throws UsageException {
    Ledger known = ledger;
    if (known == null) {
      throw new UsageException("not-registered", "Register an account first.");
    }
    return known;
  }

  LedgerTerms terms() throws UsageException {
    return ledger().terms();
  }

  /// Somebody known, or asked for now.
  ///
  /// @throws UsageException if it is oneself
  Person person(AccountName name) throws ChitException, InterruptedException {
    Ledger here = ledger();
    Optional<Person> known = people.known(name);
    Person person;
    try {
      // Whose key the server keeps may have taken the account over since.
      person =
          known.isPresent() && !known.get().custodial()
              ? known.get()
              : people.find(name, here.log(), connection.await()).person();
    } catch (UnreachableException e) {
      person = known.orElseThrow(() -> e);
    }
    requireOther(person.account());
    return person;
  }

  /// @throws UsageException if it is oneself
  void requireOther(AccountId account) throws UsageException {
    if (account.equals(self.account())) {
      throw new UsageException("wrong-name", "That is yourself.");
    }
  }

  private Ledger ledgerOf(LedgerTerms terms) {
    return new Ledger(
        terms,
        new LogView(terms, new StoredCheckpoints(store, dispatcher, InstantSource.system())));
  }

  // ── the account ──

  /// @param how a request with all but the name
  Registered register(AccountName name, RegisterRequest.Builder how)
      throws ChitException, InterruptedException {
    ProfileRow row = profile();
    if (!row.getName().isEmpty()) {
      throw new ChitRefusedException(
          "already-registered", "This profile has an account already: " + row.getName() + ".");
    }
    try (ServerChannel channel = dial()) {
      Caller server = caller(channel);
      var request = how.setName(name.value()).build();
      RegisterReply reply = server.call(ChitGrpc.getRegisterMethod(), request);
      Ledger found = learn(reply.getLedger(), server);
      Person me = People.verify(reply.getOpened(), found.log(), server);
      if (!me.account().equals(self.account())
          || !me.name().folded().equals(name.folded())
          || !me.identity().equals(self.identity().verifyKey())) {
        throw new NotTrustedException(
            "bad-proof", "The server opened another account than the one asked for.", null);
      }
      store.run(
          tables -> {
            tables.profile(
                tables.profile().toBuilder()
                    .setName(me.name().value())
                    .setOpenedIndex(me.openedIndex())
                    .build());
            return true;
          });
      remember(profile());
      talk.publishPrekeys(server);
      connection.start();
      return new Registered(
          me.name(), me.openedIndex(), whoami(), balance(reply.getBalance(), found.terms()));
    }
  }

  private Caller caller(ServerChannel channel) {
    return new Caller() {
      @Override
      public <Q, R> R call(io.grpc.MethodDescriptor<Q, R> method, Q request)
          throws ChitException, InterruptedException {
        return channel.call(method, request, config.patience());
      }
    };
  }

  Whoami whoami() {
    Whoami known = whoami;
    if (known == null) {
      throw new IllegalStateException("asked before the start");
    }
    return known;
  }

  private void remember(ProfileRow row) {
    whoami =
        new Whoami(
            row.getName().isEmpty()
                ? Optional.empty()
                : Optional.of(new AccountName(row.getName())),
            self.account(),
            self.identity().verifyKey(),
            Fingerprint.ofKey(self.identity().verifyKey()),
            self.statement().device(),
            Addresses.of(row));
  }

  static AccountBalance balance(Balance balance, LedgerTerms terms) {
    return new AccountBalance(
        balance.getBalance(),
        balance.getHeld(),
        terms.unit(),
        new AccountBalance.Limits(
            balance.hasLimitPerPayment()
                ? OptionalLong.of(balance.getLimitPerPayment())
                : OptionalLong.empty(),
            balance.hasLimitPerDay()
                ? OptionalLong.of(balance.getLimitPerDay())
                : OptionalLong.empty(),
            balance.getSpentToday()),
        balance.getLogSize());
  }

  // ── the connection ──

  @Override
  public ServerChannel dial() throws ChitException, InterruptedException {
    ServerAddress address =
        Addresses.of(profile())
            .orElseThrow(
                () -> new UsageException("no-server", "Say which server: HOST:PORT#FINGERPRINT."));
    ServerTrust whom;
    if (address.fingerprint().isPresent()) {
      whom = ServerTrust.pinned(address.fingerprint().get());
    } else if (config.trustFirst()) {
      whom = ServerTrust.first();
    } else {
      throw new NotTrustedException(
          "no-fingerprint",
          "The server's fingerprint is not known: give its address as HOST:PORT#FINGERPRINT, or"
              + " trust the first server that answers.",
          null);
    }
    trust = whom;
    return ServerChannel.open(transport, address, self.tls(), whom, config.keepAlive());
  }

  Device link(LinkingDesk desk, Duration life, Duration patience)
      throws ChitException, InterruptedException {
    Live live = connection.await();
    Fingerprint server = Fingerprint.parse(profile().getFingerprint());
    try (ServerChannel channel = dial()) {
      return deviceDesk.link(ledger().log(), live, channel, server, desk, life, patience);
    }
  }

  @Override
  public ClientFrame first() throws ChitException, InterruptedException {
    var hello =
        Hello.newBuilder()
            .setNextEvent(store.run(Tables::log).getNextEvent())
            .setClientVersion(VERSION);
    return ClientFrame.newBuilder().setHello(hello).setPresence(sight.first()).build();
  }

  @Override
  public void welcomed(Live live, Welcome welcome) throws ChitException, InterruptedException {
    catchingUp.welcomed(welcome);
    health.welcomed(welcome);
    if (!welcome.getAccount().equals(ByteString.copyFrom(self.account().bytes()))) {
      throw new NotTrustedException(
          "bad-proof", "The server takes this account for another.", null);
    }
    Ledger found = learn(welcome.getLedger(), live);
    try {
      found.log().greeted(welcome.getCheckpoint().getNote(), live);
      checkOwnName(found, live);
      witnesses.check(found.log(), live);
    } catch (HistoryRewrittenException e) {
      // Both checkpoints are kept and the member is warned; conversations may go on.
      LOG.warn("the server rewrote history");
    }
  }

  /// Verifies what the server says of its ledger; the first time it is pinned, with the server.
  private Ledger learn(LedgerInfo info, Caller server) throws ChitException, InterruptedException {
    Fingerprint trusted =
        Optional.ofNullable(trust)
            .flatMap(ServerTrust::fingerprint)
            .orElseThrow(() -> new IllegalStateException("no server was dialled"));
    LedgerTerms terms = LedgerTerms.of(info, trusted);
    ProfileRow row = profile();
    if (row.hasLedger()) {
      LedgerTerms kept = LedgerTerms.of(row.getLedger());
      if (!terms.continues(kept)) {
        throw new NotTrustedException(
            "bad-proof", "The server tells other terms of its ledger than before.", null);
      }
      if (kept.equals(terms)) {
        Ledger known = ledger;
        return known != null ? known : ledgerOf(terms);
      }
    }
    Ledger found = ledgerOf(terms);
    var genesis = GetReceiptRequest.newBuilder().setIndex(0).build();
    found.log().verifyTerms(server.call(ChitGrpc.getGetReceiptMethod(), genesis), server);
    store.run(
        tables -> {
          tables.profile(
              tables.profile().toBuilder()
                  .setLedger(terms.toRow())
                  .setFingerprint(trusted.text())
                  .build());
          return true;
        });
    ledger = found;
    remember(profile());
    return found;
  }

  /// The log must bind this account's name to this account's key, and nothing else.
  private void checkOwnName(Ledger known, Caller server)
      throws ChitException, InterruptedException {
    try {
      var name = new AccountName(profile().getName());
      var _ = people.find(name, known.log(), server);
    } catch (NotTrustedException e) {
      warnOfOwnName(e);
    } catch (ChitRefusedException e) {
      if (e.isTransient()) {
        throw e;
      }
      warnOfOwnName(e);
    }
  }

  private void warnOfOwnName(ChitException why) throws ChitException, InterruptedException {
    if (!why.code().equals(People.OWN_NAME)) {
      dispatcher.warn(
          People.OWN_NAME,
          "The server does not prove that your name is bound to your key: " + why.getMessage());
    }
  }

  private @Nullable LogView log() {
    Ledger known = ledger;
    return known == null ? null : known.log();
  }

  @Override
  public void connected(Live live) throws ChitException, InterruptedException {
    sight.connected(live);
    talk.connected(live, known().log());
    groupMail.connected(live, known().log());
    deviceMail.connected(live, known().log());
    wallet.connected(live, known().log());
    links.connected(live);
    fileDesk.look();
  }

  private Ledger known() {
    Ledger known = ledger;
    if (known == null) {
      throw new IllegalStateException("connected without a ledger");
    }
    return known;
  }

  @Override
  public void received(Live live, List<ServerFrame> frames)
      throws ChitException, InterruptedException {
    talk.received(live, frames, known().log(), catchingUp.waited());
    groupMail.received(frames);
    deviceMail.received(frames);
    wallet.received(live, frames, known().log(), known().terms());
    for (Incoming.Presence it : sight.received(frames)) {
      links.online(it.account(), it.online());
      if (!it.online()) {
        deviceMail.gone(it.account());
      }
    }
    catchingUp.received(frames);
    links.look();
    progress.raise();
  }

  /// Waits until what happened while this client was away is here, if the server can be reached.
  void catchUp() throws ChitException, InterruptedException {
    catchingUp.await(connection, store, config.patience());
  }

  @Override
  public void disconnected(Live live) {
    groupMail.disconnected();
    deviceMail.disconnected();
    sight.disconnected();
    talk.disconnected();
    wallet.disconnected();
    links.disconnected();
  }

  @Override
  public void stateChanged(ConnectionState state) {
    progress.raise();
    boolean anotherTry = told == ConnectionState.WAITING && state == ConnectionState.CONNECTING;
    if (state != told && !anotherTry) {
      told = state;
      dispatcher.tell(new Incoming.Connection(state));
    }
  }

  // ── the end ──

  /// Waits a little for what is under way, then ends everything.
  @Override
  public void close() {
    try {
      flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ChitException e) {
      // What did not leave is kept and leaves next time.
    }
    stop();
  }

  /// Waits until all that was posted has left, as long as there is a connection or one being made.
  void letLeave() throws ChitException, InterruptedException {
    long endNanos = System.nanoTime() + config.patience().toNanos();
    while ((connection.live() != null || connection.state() == ConnectionState.CONNECTING)
        && System.nanoTime() < endNanos
        && store.run(Engine::somethingWaits)) {
      progress.await(FLUSH_LOOK_MILLIS);
    }
  }

  private void flush() throws ChitException, InterruptedException {
    long endNanos = System.nanoTime() + FLUSH.toNanos();
    while (connection.live() != null
        && System.nanoTime() < endNanos
        && store.run(Engine::somethingWaits)) {
      progress.await(FLUSH_LOOK_MILLIS);
    }
  }

  private static boolean somethingWaits(Tables tables) throws java.sql.SQLException {
    return !tables.profile().getPrekeysPublished()
        || !tables.outbox.after(0, 1).isEmpty()
        || !tables.unsealed.after(0, 1).isEmpty()
        || !tables.groups.outbox.after(0, 1).isEmpty()
        || !tables.pending.after(0, 1).isEmpty();
  }

  /// Ends everything as it is, as a crash would.
  void stop() {
    connection.close();
    fileDesk.close();
    links.close();
    groupMail.close();
    deviceMail.close();
    sight.close();
    talk.close();
    wallet.close();
    dispatcher.close();
    store.close();
    transport.close();
    self.identity().destroy();
  }
}
