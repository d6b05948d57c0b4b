package dev.chit.client.group;

import dev.chit.client.ChitException;
import dev.chit.client.Incoming;
import dev.chit.client.MessageState;
import dev.chit.client.connection.Live;
import dev.chit.client.files.FileTimes;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.proof.LogView;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.GroupOutboxRow;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.talk.Expiry;
import dev.chit.client.talk.GroupInbox;
import dev.chit.client.talk.Keys;
import dev.chit.client.talk.Poster;
import dev.chit.client.talk.v1.GroupContent;
import dev.chit.client.watch.Dispatcher;
import dev.chit.client.work.Worker;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import dev.chit.core.group.GroupName;
import dev.chit.core.group.GroupView;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.SigningKey;
import dev.chit.sessions.DeviceAddress;
import dev.chit.wire.v1.Delivery;
import dev.chit.wire.v1.FanoutResult;
import dev.chit.wire.v1.ServerFrame;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What goes to groups and comes from them, and the workers that move it.
public final class GroupMail implements GroupInbox, AutoCloseable {
  private final ProfileStore store;
  private final Dispatcher dispatcher;
  final GroupPost post;
  final Changes changes;
  final Learning learning;
  private final Arriving arriving;
  private final Fanouts fanouts;
  private final LinkedMail linked;
  private final Worker sending;
  private final Worker meeting;
  private final Map<MessageId, CompletableFuture<Sent>> waiting = new ConcurrentHashMap<>();
  private volatile @Nullable LogView log;

  /// How far a message came.
  record Sent(int delivered, int stored, int refused) {
    static Sent of(GroupOutboxRow row) {
      return new Sent(row.getDelivered(), row.getStored(), row.getRefused());
    }
  }

  public GroupMail(
      ProfileStore store,
      People people,
      Dispatcher dispatcher,
      SigningKey identity,
      DeviceAddress me,
      SecureRandom random,
      InstantSource clock) {
    this.store = store;
    this.dispatcher = dispatcher;
    this.fanouts = new Fanouts(store, clock, this::told);
    this.sending = new Worker("fanouts", fanouts::round);
    this.learning = new Learning(store, people);
    this.meeting = new Worker("members", this::meet);
    this.linked = new LinkedMail(store, this::told);
    this.post = new GroupPost(me, random, clock, this::filled);
    this.changes = new Changes(identity, post, clock);
    var asking = new Asking(clock);
    var verifier = Ed25519.verifier();
    var lists = new Lists(me.account(), verifier, changes, asking, meeting::wake);
    this.arriving =
        new Arriving(
            me.account(), verifier, lists, new Answering(post, asking), asking, new Early(clock));
  }

  private void filled() {
    sending.wake();
    linked.filled();
  }

  /// What goes without the server.
  public LinkedMail linked() {
    return linked;
  }

  private long meet(Live live) throws ChitException, InterruptedException {
    LogView view = log;
    if (view != null) {
      learning.learn(view, live);
    }
    return Worker.Round.DONE;
  }

  public void start() {
    sending.start();
    meeting.start();
  }

  public void connected(Live live, LogView view) {
    log = view;
    meeting.connected(live);
    sending.connected(live);
    linked.server(true);
  }

  public void disconnected() {
    meeting.disconnected();
    sending.disconnected();
    linked.server(false);
  }

  // ── in ──

  @Override
  public void counting(Expiry expiry) {
    arriving.counting(expiry);
  }

  @Override
  public void envelope(
      Tables tables, Person from, DeviceStatement device, Delivery delivery, Poster poster)
      throws SQLException {
    arriving.envelope(tables, from, device, delivery, poster);
  }

  @Override
  public void content(
      Tables tables,
      Person from,
      DeviceStatement device,
      GroupContent content,
      long atMillis,
      Poster poster)
      throws SQLException {
    arriving.content(tables, from, device, content, atMillis, poster);
  }

  /// Takes the answers to fanouts out of some frames.
  public void received(List<ServerFrame> frames) throws ChitException, InterruptedException {
    List<FanoutResult> results =
        frames.stream().flatMap(frame -> frame.getFannedList().stream()).toList();
    if (results.isEmpty()) {
      return;
    }
    store.run(
        tables -> {
          for (FanoutResult result : results) {
            fanouts.answered(tables, result);
          }
          return true;
        });
    sending.wake();
  }

  private void told(Tables tables, GroupOutboxRow row) throws SQLException {
    var id = MessageId.of(row.getMessageId().toByteArray());
    MessageState state = state(Sent.of(row));
    tables.afterCommit(() -> tell(id, Sent.of(row)));
    FileTimes.moved(tables, id, state);
    Optional<Row<MessageRow>> message = tables.messages.find(Keys.message(tables.account(), id));
    if (message.isPresent()) {
      tables.messages.replace(
          message.get().sequence(),
          message.get().value().toBuilder().setState(state.name()).build());
      String to =
          GroupRows.view(tables, ConversationId.of(row.getGroup().toByteArray()))
              .map(GroupView::name)
              .map(GroupName::value)
              .orElse("");
      tables.afterCommit(() -> dispatcher.tell(new Incoming.MessageMoved(id, "#" + to, state)));
    }
  }

  static MessageState state(Sent sent) {
    if (sent.stored() > 0) {
      return MessageState.STORED;
    }
    return sent.delivered() == 0 && sent.refused() > 0
        ? MessageState.REFUSED
        : MessageState.DELIVERED;
  }

  // ── those who wait for an answer ──

  CompletableFuture<Sent> await(MessageId id) {
    return waiting.computeIfAbsent(id, _ -> new CompletableFuture<>());
  }

  void forget(MessageId id) {
    waiting.remove(id);
  }

  private void tell(MessageId id, Sent sent) {
    CompletableFuture<Sent> caller = waiting.get(id);
    if (caller != null) {
      caller.complete(sent);
    }
  }

  @Override
  public void close() {
    meeting.close();
    sending.close();
  }
}
