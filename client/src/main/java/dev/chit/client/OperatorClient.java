package dev.chit.client;

import dev.chit.client.connection.Caller;
import dev.chit.client.connection.MessageStream;
import dev.chit.client.connection.ServerChannel;
import dev.chit.client.connection.Transport;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.proof.LogView;
import dev.chit.client.wallet.Drawing;
import dev.chit.client.wallet.Intent;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.Unit;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.OperatorAct;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.crypto.ClaimCode;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.tls.ServerTrust;
import dev.chit.wire.v1.AdminGrpc;
import dev.chit.wire.v1.Checkpoint;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.ExportFrame;
import dev.chit.wire.v1.ExportRequest;
import dev.chit.wire.v1.GetReceiptRequest;
import dev.chit.wire.v1.Settled;
import dev.chit.wire.v1.StatsReply;
import dev.chit.wire.v1.StatsRequest;
import io.grpc.MethodDescriptor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The operator at work: opened from the data directory of a running server, on its machine.
///
/// ```java
/// try (OperatorClient operator = OperatorClient.open(data, Duration.ofSeconds(10))) {
///   operator.issue(new AccountName("bob"), Amount.parse("100", operator.unit()), "opening");
/// }
/// ```
public final class OperatorClient implements AutoCloseable {
  /// Invitations made by one call.
  public static final int INVITATIONS_MAX = 100;

  private static final int INVITE_CODE_BYTES = 15;

  private final OperatorKeys keys;
  private final Transport transport;
  private final ServerChannel channel;
  private final Caller server;
  private final LedgerTerms terms;
  private final LogView log;
  private final Duration patience;
  private final SecureRandom random = new SecureRandom();
  private final Drawing drawing = new Drawing(random);
  private final OperatorActs acts;
  private final OperatorChits chits;
  private final OperatorAccounts accounts;
  private final OperatorView view;

  private OperatorClient(
      OperatorKeys keys,
      Transport transport,
      ServerChannel channel,
      Caller server,
      LedgerTerms terms,
      Duration patience) {
    this.keys = keys;
    this.transport = transport;
    this.channel = channel;
    this.server = server;
    this.terms = terms;
    this.log = new LogView(terms, new PassingCheckpoints());
    this.patience = patience;
    this.acts = new OperatorActs(keys.identity(), terms, log, server, random);
    this.chits = new OperatorChits(log, server);
    this.accounts = new OperatorAccounts(server);
    this.view = new OperatorView(terms, log, server);
  }

  /// @param data the server's data directory, with `operator.key` and `address`
  /// @param patience how long each call waits for its answer
  /// @throws UsageException if that is no server's data directory
  /// @throws UnreachableException if no server runs there
  public static OperatorClient open(Path data, Duration patience)
      throws ChitException, InterruptedException {
    OperatorKeys keys = OperatorKeys.load(data);
    var transport = new Transport(1);
    try {
      Fingerprint trusted = keys.fingerprint();
      ServerChannel channel =
          ServerChannel.open(transport, keys.address(), keys.tls(), ServerTrust.pinned(trusted));
      Caller server = caller(channel, patience);
      LedgerTerms terms = terms(server, trusted);
      return new OperatorClient(keys, transport, channel, server, terms, patience);
    } catch (ChitException | InterruptedException | RuntimeException e) {
      transport.close();
      throw e;
    }
  }

  private static Caller caller(ServerChannel channel, Duration patience) {
    return new Caller() {
      @Override
      public <Q, R> R call(MethodDescriptor<Q, R> method, Q request)
          throws ChitException, InterruptedException {
        return channel.call(method, request, patience);
      }
    };
  }

  /// The terms are in the log's first event, under the signature of the log's key, which the
  /// fingerprint names.
  private static LedgerTerms terms(Caller server, Fingerprint trusted)
      throws ChitException, InterruptedException {
    var request = GetReceiptRequest.newBuilder().setIndex(0).build();
    var receipt = server.call(ChitGrpc.getGetReceiptMethod(), request);
    return Genesis.verify(receipt, trusted, server);
  }

  public Unit unit() {
    return terms.unit();
  }

  /// Of the server's log key.
  public Fingerprint fingerprint() {
    return keys.fingerprint();
  }

  /// What to look at before acting.
  public OperatorView view() {
    return view;
  }

  // ── units ──

  /// Puts units into circulation.
  ///
  /// @param reason at most 200 bytes, in the log for auditors
  public Issued issue(AccountName member, Amount amount, String reason)
      throws ChitException, InterruptedException {
    Person payee = person(member);
    MemoOpening opening = opening(reason);
    ParsedChit chit =
        drawing.draw(
            keys.identity(), terms, Intent.toPay(payee.account(), amount), Optional.of(opening));
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    byte[] opened =
        ByteBuffer.allocate(opening.salt().bytes().length + text.length)
            .put(opening.salt().bytes())
            .put(text)
            .array();
    return settle(chit, opened, payee.name().value());
  }

  /// Takes units out of circulation: presents a chit that a member drew to the operator.
  public Issued retire(String chitText) throws ChitException, InterruptedException {
    ParsedChit chit = view.chitToOperator(chitText);
    return settle(chit, new byte[0], find(chit.order().payer()).name().value());
  }

  private Issued settle(ParsedChit chit, byte[] reason, String member)
      throws ChitException, InterruptedException {
    Settled settled = chits.settle(chit, reason);
    return new Issued(
        chit.order().id(),
        settled.getEvent().getIndex(),
        member,
        chit.order().amount(),
        accounts.of(member).balance(),
        -settled.getEvent().getBalance(),
        terms.unit());
  }

  // ── accounts ──

  /// @param after a name; empty for the first page
  /// @param limit 1 to 1000
  public AccountPage accounts(String after, int limit) throws ChitException, InterruptedException {
    return accounts.page(after, limit);
  }

  private Person person(AccountName name) throws ChitException, InterruptedException {
    return People.ask(name, log, server).person();
  }

  private Person find(AccountId account) throws ChitException, InterruptedException {
    return People.ask(account, log, server).person();
  }

  /// Makes a code with which its member takes a custodial account over; see [OwnAccount#claim].
  ///
  /// @param untilSeconds the last second in which it is good, since the epoch
  /// @throws ChitRefusedException `not-custodial`, `unknown-account`
  public ClaimCode claimCode(AccountName name, long untilSeconds)
      throws ChitException, InterruptedException {
    Person person = person(name);
    if (!person.custodial()) {
      throw new ChitRefusedException(
          "not-custodial", person.name() + " has a key of their own: there is nothing to claim.");
    }
    return ClaimCode.of(keys.identity(), person.account(), untilSeconds);
  }

  /// The account can neither pay nor be paid.
  public Administered freeze(AccountName member, String reason)
      throws ChitException, InterruptedException {
    return acts.act(new OperatorAct.Deed.Freeze(person(member).account()), reason);
  }

  /// The account is as it was before it was frozen.
  public Administered thaw(AccountName member, String reason)
      throws ChitException, InterruptedException {
    return acts.act(new OperatorAct.Deed.Thaw(person(member).account()), reason);
  }

  /// What an account may pay at once and in a day.
  public SpendingLimits limits(AccountName member) throws ChitException, InterruptedException {
    return accounts.of(member.value()).limits();
  }

  /// From now on the account may pay so much at once, and so much on one day.
  public Administered setLimits(AccountName member, SpendingLimits limits, String reason)
      throws ChitException, InterruptedException {
    var deed =
        new OperatorAct.Deed.SetLimits(
            person(member).account(),
            limits.perPaymentMinor().orElse(OperatorAct.Deed.SetLimits.NO_LIMIT),
            limits.perDayMinor().orElse(OperatorAct.Deed.SetLimits.NO_LIMIT));
    return acts.act(deed, reason);
  }

  /// The account may export the whole log.
  public Administered appointAuditor(AccountName member, String reason)
      throws ChitException, InterruptedException {
    return acts.act(new OperatorAct.Deed.AppointAuditor(person(member).account()), reason);
  }

  /// The account may no longer export the log.
  public Administered dismissAuditor(AccountName member, String reason)
      throws ChitException, InterruptedException {
    return acts.act(new OperatorAct.Deed.DismissAuditor(person(member).account()), reason);
  }

  /// Makes codes with which people may register, one each. The log holds their hashes only.
  ///
  /// @param count 1 to [#INVITATIONS_MAX]
  public List<Invitation> invite(int count, String reason)
      throws ChitException, InterruptedException {
    if (count < 1 || count > INVITATIONS_MAX) {
      throw new UsageException(
          "wrong-count", "One can make 1 to " + INVITATIONS_MAX + " invitations at once.");
    }
    var invitations = new ArrayList<Invitation>();
    for (int i = 0; i < count; i++) {
      String code = Base64.getUrlEncoder().encodeToString(random(INVITE_CODE_BYTES));
      long index = acts.act(new OperatorAct.Deed.Invite(InviteHash.ofCode(code)), reason).index();
      invitations.add(new Invitation(code, index));
    }
    return List.copyOf(invitations);
  }

  private MemoOpening opening(String reason) throws UsageException {
    try {
      if (reason.getBytes(StandardCharsets.UTF_8).length <= OperatorAct.REASON_BYTES_MAX) {
        return drawing.opening(reason);
      }
    } catch (IllegalArgumentException e) {
      // No text: said below.
    }
    throw tooLong();
  }

  static UsageException tooLong() {
    return new UsageException(
        "text-too-long",
        "A reason is a text of at most " + OperatorAct.REASON_BYTES_MAX + " bytes.");
  }

  private byte[] random(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  // ── the server ──

  public ServerStats stats() throws ChitException, InterruptedException {
    StatsReply reply = server.call(AdminGrpc.getStatsMethod(), StatsRequest.getDefaultInstance());
    return new ServerStats(
        reply.getAccounts(),
        reply.getOnline(),
        reply.getLogSize(),
        reply.getCirculation(),
        terms.unit(),
        reply.getEnvelopesWaiting(),
        reply.getUptimeSeconds(),
        reply.getMetrics());
  }

  /// Reads the whole log from an index on. If it starts at 0, what was read must have the root of
  /// the signed checkpoint that ends it.
  ///
  /// @throws NotTrustedException if it has not
  public ExportedLog export(long from, EventConsumer consumer)
      throws ChitException, InterruptedException {
    var reader = new ExportReader(from, consumer);
    var request = ExportRequest.newBuilder().setFrom(from).build();
    try (MessageStream<ExportFrame> frames =
        channel.stream(AdminGrpc.getExportMethod(), request, patience)) {
      for (var frame = frames.next(); frame.isPresent(); frame = frames.next()) {
        reader.read(frame.get());
      }
    }
    Checkpoint last = reader.checkpoint();
    SignedCheckpoint checkpoint = log.accept(last.getNote(), server);
    reader.requireRootOf(checkpoint);
    return new ExportedLog(checkpoint.size(), checkpoint.note(), terms.logKey().toString());
  }

  /// The whole log, to be read event by event.
  public LogStream exportLog() throws ChitException, InterruptedException {
    long size = stats().logSize();
    var request = ExportRequest.getDefaultInstance();
    return new LogStream(
        channel.stream(AdminGrpc.getExportMethod(), request, patience), log, server, size);
  }

  /// The checkpoint that the server keeps outside its database; empty if there is none.
  ///
  /// @throws NotTrustedException if the log's key did not sign it
  public Optional<SignedCheckpoint> lastSigned() throws ChitException {
    return keys.checkpoint().isPresent()
        ? Optional.of(log.signed(keys.checkpoint().get()))
        : Optional.empty();
  }

  @Override
  public void close() {
    channel.close();
    transport.close();
    keys.identity().destroy();
  }

  /// Takes the events of an export, in order.
  @FunctionalInterface
  public interface EventConsumer {
    /// @param event encoded as docs/protocol.md says; the leaf of the log is its hash
    void accept(long index, byte[] event) throws ChitException;
  }
}
