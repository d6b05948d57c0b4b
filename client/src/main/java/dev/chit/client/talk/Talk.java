package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.HistoryMessage;
import dev.chit.client.HistoryRewrittenException;
import dev.chit.client.Incoming;
import dev.chit.client.MessageState;
import dev.chit.client.NotTrustedException;
import dev.chit.client.SentMessage;
import dev.chit.client.connection.Caller;
import dev.chit.client.connection.Live;
import dev.chit.client.connection.Requests;
import dev.chit.client.files.FileTimes;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.people.Sight;
import dev.chit.client.proof.LogView;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.DeviceJobRow;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.state.v1.OutboxRow;
import dev.chit.client.state.v1.SentRow;
import dev.chit.client.state.v1.UnsealedRow;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.PaymentMemo;
import dev.chit.client.talk.v1.Text;
import dev.chit.client.wallet.HandedChits;
import dev.chit.client.watch.Dispatcher;
import dev.chit.client.work.Repeater;
import dev.chit.client.work.Worker;
import dev.chit.core.AccountId;
import dev.chit.core.ChitId;
import dev.chit.core.MessageId;
import dev.chit.core.chit.MemoOpening;
import dev.chit.crypto.DeviceStatement;
import dev.chit.sessions.Sessions;
import dev.chit.wire.v1.Delivery;
import dev.chit.wire.v1.Send;
import dev.chit.wire.v1.SendRefused;
import dev.chit.wire.v1.ServerFrame;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Conversations with people: what was said, and what is on its way.
public final class Talk implements AutoCloseable {
  private final ProfileStore store;
  private final People people;
  private final Sight sight;
  private final Dispatcher dispatcher;
  private final SecureRandom random;
  private final InstantSource clock;
  private final Sealer sealer;
  private final Contents contents;
  private final DevicePost toDevices;
  private final DeviceInbox devices;
  private final Opener opener;
  private final Repeater<OutboxRow> outbox;
  private final Prekeys prekeys;
  private final Gossip gossip;
  private final Waiting waiting = new Waiting();
  private final DirectMail direct;
  private final Expiry expiry;
  private final Worker sending;
  private final Worker starting;
  private final Worker publishing;
  private final Worker comparing;
  private volatile @Nullable LogView log;

  public Talk(
      ProfileStore store,
      People people,
      Sessions sessions,
      Sight sight,
      Dispatcher dispatcher,
      GroupInbox groups,
      DeviceInbox devices,
      SecureRandom random,
      InstantSource clock) {
    this.store = store;
    this.people = people;
    this.sight = sight;
    this.dispatcher = dispatcher;
    this.random = random;
    this.clock = clock;
    this.sealer = new Sealer(sessions, random);
    this.gossip = new Gossip(store, clock);
    this.expiry = new Expiry(store, clock);
    groups.counting(expiry);
    this.toDevices = new DevicePost(sealer, random, clock);
    var healing = new Healing(sealer, random, clock);
    var marks = new MarksInbox(dispatcher::tell);
    this.contents = new Contents(healing, marks, groups, devices, toDevices);
    this.devices = devices;
    this.opener = new Opener(sessions, contents, healing, gossip, groups, toDevices);
    this.outbox = new Repeater<>(store, tables -> tables.outbox, this::send);
    this.prekeys = new Prekeys(store, random, clock);
    this.sending = new Worker("outbox", outbox::round);
    var starter = new SessionStarter(store, sealer, prekeys, devices, sending::wake);
    this.starting = new Worker("sessions", starter::work);
    this.publishing = new Worker("prekeys", prekeys::publish);
    this.comparing = new Worker("gossip", this::compare);
    this.direct =
        new DirectMail(
            store, outbox, opener, this::acknowledged, sending::wake, this::arrived, clock);
  }

  /// Has what contacts have seen of the log compared without waiting for its time.
  public void compareSoon() {
    comparing.wake();
  }

  private long compare(Live live) throws ChitException, InterruptedException {
    LogView view = log;
    return view == null ? Worker.Round.DONE : gossip.round(live, view);
  }

  private boolean send(Live live, long sequence, OutboxRow row) {
    if (direct.takes(sequence, row)) {
      return true;
    }
    return live.stream()
        .send(
            Send.newBuilder()
                .setRequest(Requests.ofMessage(sequence))
                .setRecipient(row.getRecipient())
                .setDevice(row.getDevice())
                .setId(row.getEnvelopeId())
                .setEnvelope(row.getEnvelope())
                .build());
  }

  public void start() throws ChitException {
    expiry.start();
    sending.start();
    starting.start();
    publishing.start();
    comparing.start();
  }

  /// Leaves this device's first prekeys with the server, so that others can write at once.
  public void publishPrekeys(Caller server) throws ChitException, InterruptedException {
    var _ = prekeys.publish(server);
  }

  public void connected(Live live, LogView view) {
    log = view;
    comparing.connected(live);
    publishing.connected(live);
    starting.connected(live);
    sending.connected(live);
  }

  public void disconnected() {
    comparing.disconnected();
    publishing.disconnected();
    starting.disconnected();
    sending.disconnected();
  }

  // ── out ──

  /// Keeps a text and has it sent; waits for the acknowledgement.
  ///
  /// @param replyTo the message that it answers
  public SentMessage send(Person to, String text, Optional<MessageId> replyTo, Duration patience)
      throws ChitException, InterruptedException {
    var id = newMessageId();
    CompletableFuture<MessageState> acknowledged = waiting.add(id);
    try {
      store.run(
          tables -> {
            befriend(tables, to);
            ByteString answers =
                replyTo.map(it -> ByteString.copyFrom(it.bytes())).orElse(ByteString.EMPTY);
            Text.Builder said = Text.newBuilder().setText(text).setReplyTo(answers);
            Disappearing.timed(tables, to.account().bytes(), said);
            keep(tables, to, id, said);
            post(tables, to, id, content().setText(said).build());
            return true;
          });
      MessageState state = acknowledged.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return new SentMessage(id, state, !to.custodial());
    } catch (TimeoutException e) {
      return new SentMessage(id, MessageState.WAITING, !to.custodial());
    } catch (ExecutionException e) {
      throw new IllegalStateException("acknowledgements do not fail", e);
    } finally {
      waiting.remove(id);
    }
  }

  /// Makes somebody a contact, as whoever sends them something does, and applies what was held back
  /// of them.
  ///
  /// @throws ChitRefusedException `blocked`, `account-closed`
  public void befriend(Tables tables, Person person) throws SQLException, ChitRefusedException {
    person.requireOpen();
    if (contents.accept(tables, person)) {
      tables.afterCommit(dispatcher::wake);
      tables.afterCommit(sight::changed);
    }
  }

  /// Has the memo of a chit sent, as part of the job that keeps the payment.
  public void postMemo(Tables tables, Person to, ChitId chit, MemoOpening memo)
      throws SQLException {
    PaymentMemo.Builder content =
        PaymentMemo.newBuilder()
            .setChitId(ByteString.copyFrom(chit.bytes()))
            .setSalt(ByteString.copyFrom(memo.salt().bytes()))
            .setMemo(memo.memo());
    post(tables, to, Content.newBuilder().setMemo(content));
  }

  /// As [#postAwaited], for what nobody waits for.
  public void post(Tables tables, Person to, Content.Builder content) throws SQLException {
    post(tables, to, newMessageId(), content.setSentAtMillis(clock.millis()).build());
  }

  /// As [#post(Tables, Person, Content.Builder)], under an id that the history knows.
  void post(Tables tables, Person to, MessageId id, Content.Builder content) throws SQLException {
    post(tables, to, id, content.setSentAtMillis(clock.millis()).build());
  }

  /// Has something sent, as part of the job that keeps what it is about. It makes nobody a contact:
  /// see [#befriend].
  public Posted postAwaited(Tables tables, Person to, Content.Builder content) throws SQLException {
    return postAwaited(tables, to, newMessageId(), content);
  }

  /// As [#postAwaited(Tables, Person, Content.Builder)], under an id that says what it is about.
  public Posted postAwaited(Tables tables, Person to, MessageId id, Content.Builder content)
      throws SQLException {
    var posted = new Posted(id, new CompletableFuture<>());
    // Before the workers are woken, and so before there can be an acknowledgement.
    tables.afterCommit(() -> waiting.put(posted.id(), posted.acknowledged()));
    post(tables, to, posted.id(), content.setSentAtMillis(clock.millis()).build());
    return posted;
  }

  /// As [Poster], for jobs of others than this class.
  public void postTo(Tables tables, DeviceStatement to, Content.Builder content)
      throws SQLException {
    toDevices.post(tables, to, content);
    tables.afterCommit(this::wake);
  }

  /// Something that was posted, to be given to [#await].
  public record Posted(MessageId id, CompletableFuture<MessageState> acknowledged) {}

  /// Waits until the server has answered; `WAITING` if it does not in time.
  public MessageState await(Posted posted, Duration patience) throws InterruptedException {
    try {
      return posted.acknowledged().get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return MessageState.WAITING;
    } catch (ExecutionException e) {
      throw new IllegalStateException("acknowledgements do not fail", e);
    } finally {
      waiting.remove(posted.id());
    }
  }

  private void post(Tables tables, Person to, MessageId id, Content content) throws SQLException {
    // Their devices may be others than when they were looked up.
    Person now = People.known(tables, to.account()).orElse(to);
    sealer.post(tables, now, id, gossip.with(tables, now, content));
    devices.sent(tables, to, id, content, toDevices);
    tables.afterCommit(this::wake);
  }

  private void wake() {
    direct.wake();
    sending.wake();
    starting.wake();
  }

  /// Messages that go without the server.
  public DirectMail direct() {
    return direct;
  }

  /// Messages whose time counts.
  public Expiry expiry() {
    return expiry;
  }

  private void arrived() {
    comparing.wake();
    dispatcher.wake();
    wake();
  }

  private void keep(Tables tables, Person to, MessageId id, Text.Builder said) throws SQLException {
    byte[] key = Keys.message(tables.account(), id);
    tables.messages.add(
        key,
        to.account().bytes(),
        MessageRow.newBuilder()
            .setId(ByteString.copyFrom(id.bytes()))
            .setAccount(ByteString.copyFrom(to.account().bytes()))
            .setMine(true)
            .setText(said.getText())
            .setReplyTo(said.getReplyTo())
            .setDisappearSeconds(said.getDisappearSeconds())
            .setAtMillis(clock.millis())
            .setState(MessageState.WAITING.name())
            .setClear(to.custodial())
            .build());
    expiry.begin(tables, key);
  }

  private Content.Builder content() {
    return Content.newBuilder().setSentAtMillis(clock.millis());
  }

  MessageId newMessageId() {
    var id = new byte[MessageId.LENGTH];
    random.nextBytes(id);
    return MessageId.of(id);
  }

  // ── in ──

  /// Takes what belongs here out of some frames, keeps it, and acknowledges it.
  ///
  /// @param waited so many deliveries of the connection had waited for this device
  public void received(Live live, List<ServerFrame> frames, LogView log, long waited)
      throws ChitException, InterruptedException {
    var deliveries = new ArrayList<Delivery>();
    for (ServerFrame frame : frames) {
      deliveries.addAll(frame.getDeliveriesList());
      if (frame.getPrekeysLeftPlusOne() > 0) {
        prekeys.low(frame.getPrekeysLeftPlusOne() - 1);
        publishing.wake();
      }
    }
    if (!deliveries.isEmpty()) {
      meet(live, deliveries, log);
      store.run(
          tables -> {
            opener.open(tables, deliveries, waited);
            DeliveredMarks.tell(tables, this::post);
            tables.afterCommit(comparing::wake);
            return true;
          });
      live.stream().acknowledge(deliveries.getLast().getNumber());
      dispatcher.wake();
      wake();
    }
    answered(frames);
  }

  /// Learns the keys of senders not met before. Whose keys cannot be proved is not learned.
  private void meet(Live live, List<Delivery> deliveries, LogView log)
      throws ChitException, InterruptedException {
    for (Delivery delivery : deliveries) {
      AccountId sender = AccountId.of(delivery.getSender().toByteArray());
      Optional<Person> known = people.known(sender);
      if (known.flatMap(person -> person.sender(delivery.getSenderDevice())).isEmpty()) {
        try {
          var _ = people.find(sender, log, live);
        } catch (NotTrustedException | HistoryRewrittenException e) {
          dispatcher.warn(e.code(), String.valueOf(e.getMessage()));
        } catch (ChitRefusedException e) {
          if (e.isTransient()) {
            // The connection begins anew, and what was not acknowledged comes again.
            throw e;
          }
          dispatcher.warn("message-lost", "A message came from nobody whom the server knows.");
        }
      }
    }
  }

  private void answered(List<ServerFrame> frames) throws ChitException, InterruptedException {
    boolean any =
        frames.stream()
            .anyMatch(
                frame ->
                    frame.getDeliveredCount() + frame.getStoredCount() + frame.getRefusedCount()
                        > 0);
    if (!any) {
      return;
    }
    store.run(
        tables -> {
          for (ServerFrame frame : frames) {
            for (long request : frame.getDeliveredList()) {
              acknowledged(tables, Requests.sequence(request), MessageState.DELIVERED);
            }
            for (long request : frame.getStoredList()) {
              acknowledged(tables, Requests.sequence(request), MessageState.STORED);
            }
            for (SendRefused refused : frame.getRefusedList()) {
              refused(tables, refused);
            }
          }
          return true;
        });
    sending.wake();
  }

  private void acknowledged(Tables tables, long sequence, MessageState state) throws SQLException {
    Optional<OutboxRow> row = tables.outbox.at(sequence);
    tables.outbox.remove(sequence);
    outbox.answered(sequence);
    if (row.isPresent()) {
      moved(tables, row.get(), state);
    }
  }

  private void refused(Tables tables, SendRefused refused) throws SQLException {
    long sequence = Requests.sequence(refused.getRequest());
    switch (refused.getRejection().getCode()) {
      case "busy", "quota" -> outbox.busy(sequence);
      case "unknown-device" -> unknownDevice(tables, sequence);
      case "account-closed" -> {
        Optional<OutboxRow> row = tables.outbox.at(sequence);
        if (row.isPresent()) {
          devices.saidClosed(tables, AccountId.of(row.get().getRecipient().toByteArray()));
        }
        acknowledged(tables, sequence, MessageState.REFUSED);
      }
      default -> acknowledged(tables, sequence, MessageState.REFUSED);
    }
  }

  /// The recipient may have other devices now, which get it as soon as they are known.
  private void unknownDevice(Tables tables, long sequence) throws SQLException {
    Optional<OutboxRow> row = tables.outbox.at(sequence);
    tables.outbox.remove(sequence);
    outbox.answered(sequence);
    if (row.isPresent()) {
      OutboxRow lost = row.get();
      devices.refused(
          tables,
          UnsealedRow.newBuilder()
              .setRecipient(lost.getRecipient())
              .setDevice(lost.getDevice())
              .setMessageId(lost.getMessageId())
              .setContent(
                  tables
                      .sent
                      .get(lost.getEnvelopeId().toByteArray())
                      .map(SentRow::getContent)
                      .orElse(ByteString.EMPTY))
              .build());
    }
  }

  /// Seals a content once more, for a device that was not known when it was sent.
  ///
  /// @param job with the message, and for which devices it was in vain
  public void postAgain(Tables tables, DeviceStatement to, DeviceJobRow job) throws SQLException {
    sealer.post(
        tables,
        to,
        UnsealedRow.newBuilder()
            .setRecipient(ByteString.copyFrom(to.account().bytes()))
            .setDevice(to.device())
            .setMessageId(job.getMessageId())
            .setContent(job.getContent())
            .addAllRefused(job.getRefusedList())
            .build());
    tables.afterCommit(this::wake);
  }

  private void moved(Tables tables, OutboxRow row, MessageState state) throws SQLException {
    MessageId id = MessageId.of(row.getMessageId().toByteArray());
    if (!Sealer.move(tables, tables.account(), id, state)) {
      HandedChits.moved(tables, id, state);
      FileTimes.moved(tables, id, state);
      tables.afterCommit(() -> waiting.tell(id, state));
      return;
    }
    AccountId to = AccountId.of(row.getRecipient().toByteArray());
    String name =
        People.known(tables, to).map(person -> person.name().value()).orElse(to.toString());
    tables.afterCommit(
        () -> {
          waiting.tell(id, state);
          dispatcher.tell(new Incoming.MessageMoved(id, name, state));
        });
  }

  // ── history ──

  /// Messages with somebody, oldest first.
  public List<HistoryMessage> history(Person with, String ownName, int limit, long before)
      throws ChitException, InterruptedException {
    List<Row<MessageRow>> rows =
        store.run(tables -> tables.messages.tagged(with.account().bytes(), before, limit));
    return rows.reversed().stream()
        .map(row -> Histories.message(row, with.name().value(), ownName))
        .toList();
  }

  @Override
  public void close() {
    waiting.end();
    expiry.close();
    comparing.close();
    publishing.close();
    starting.close();
    sending.close();
  }
}
