package dev.chit.app.crash;

import com.google.protobuf.ByteString;
import dev.chit.app.crash.Item.Message;
import dev.chit.app.crash.Item.Payment;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.NotTrustedException;
import dev.chit.client.ServerAddress;
import dev.chit.client.connection.RawConnection;
import dev.chit.client.connection.ServerChannel;
import dev.chit.client.connection.Transport;
import dev.chit.core.AccountId;
import dev.chit.crypto.tls.ServerTrust;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.Delivery;
import dev.chit.wire.v1.GetBalanceRequest;
import dev.chit.wire.v1.GetCheckpointRequest;
import dev.chit.wire.v1.Hello;
import dev.chit.wire.v1.RegisterReply;
import dev.chit.wire.v1.RegisterRequest;
import dev.chit.wire.v1.SendRefused;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.SettleResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A member's client, reduced to what the promise is about: it pays and sends without a pause,
/// remembers what it asked for, what was said and what came, and asks again, the very same, after
/// every interruption. Its memory stands for the disk of a client that did not crash.
final class Member {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int UNDER_WAY = 24;
  private static final int FRAMES_AHEAD = 8;
  private static final int ACKNOWLEDGED_LATER_ONE_IN = 4;

  final String name;
  final Keys keys;
  private final World world;
  private final Random random;
  final Wallet wallet;
  final Postbag postbag;
  final History history;
  final Notices notices;

  private final Map<Long, Item> underWay = new LinkedHashMap<>();
  private long openedAt;
  private long requests;
  private boolean busy;
  private boolean prompt;
  private @Nullable ServerChannel channel;
  private @Nullable RawConnection live;
  private boolean welcomed;

  Member(World world, String name, Keys keys, Random random) {
    this.world = world;
    this.name = name;
    this.keys = keys;
    this.random = random;
    wallet = new Wallet(name, keys, world.ledger, random, world.faults);
    postbag = new Postbag(name, random, world.faults);
    history = new History(name, world.faults);
    notices = new Notices(name, world.faults);
  }

  AccountId account() {
    return keys.account();
  }

  // ── connecting ──

  /// Opens the account, or hears that it is open already.
  void register(Transport transport, ServerAddress server)
      throws ChitException, InterruptedException {
    try (ServerChannel once = channel(transport, server)) {
      RegisterReply reply =
          once.call(
              ChitGrpc.getRegisterMethod(),
              RegisterRequest.newBuilder().setName(name).build(),
              PATIENCE);
      world.checkpoints.show(reply.getOpened().getCheckpoint().getNote());
      openedAt(reply.getOpened().getIndex());
    }
  }

  private synchronized void openedAt(long index) {
    openedAt = index;
  }

  /// Where in the log the account was said to be opened.
  synchronized long openedAt() {
    return openedAt;
  }

  /// What the server says that the account has.
  long balanceMinor(Transport transport, ServerAddress server)
      throws ChitException, InterruptedException {
    try (ServerChannel once = channel(transport, server)) {
      return once.call(
              ChitGrpc.getGetBalanceMethod(), GetBalanceRequest.getDefaultInstance(), PATIENCE)
          .getBalance();
    }
  }

  /// Looks at the newest checkpoint now and after every so many answers, until the server is gone.
  void watchCheckpoints(Transport transport, ServerAddress server, int everyAnswers)
      throws ChitException, InterruptedException {
    try (ServerChannel once = channel(transport, server)) {
      while (true) {
        world.checkpoints.show(
            once.call(
                    ChitGrpc.getGetCheckpointMethod(),
                    GetCheckpointRequest.getDefaultInstance(),
                    PATIENCE)
                .getNote());
        world.progress.awaitAnswers(world.progress.answers() + everyAnswers);
      }
    }
  }

  private ServerChannel channel(Transport transport, ServerAddress server) throws ChitException {
    return ServerChannel.open(
        transport, server, keys.tls(), ServerTrust.pinned(server.fingerprint().orElseThrow()));
  }

  synchronized void connect(Transport transport, ServerAddress server) throws ChitException {
    leave();
    channel = channel(transport, server);
    welcomed = false;
    live =
        channel.connect(
            Hello.newBuilder().setNextEvent(notices.next()).setClientVersion("test").build(),
            new Listener());
    live.request(FRAMES_AHEAD);
  }

  /// Breaks the connection off.
  synchronized void leave() {
    live = null;
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }

  /// From now on pays and sends as fast as it is answered; or only waits for the answers.
  synchronized void keepBusy(boolean on) {
    busy = on;
    refill();
  }

  /// From now on acknowledges every message at once.
  synchronized void promptly() {
    prompt = true;
  }

  /// Pays somebody, beside the rest.
  synchronized void pay(AccountId payee) {
    begin(wallet.next(++requests, payee));
  }

  /// Writes to somebody, beside the rest.
  ///
  /// @return the message's id
  synchronized ByteString write(AccountId recipient) {
    Message message = postbag.next(++requests, recipient);
    begin(message);
    return message.send().getId();
  }

  synchronized boolean isIdle() {
    return underWay.isEmpty();
  }

  /// Something of this member, seen while no frame changes it.
  synchronized <T> T look(Function<Member, T> at) {
    return at.apply(this);
  }

  // ── asking ──

  private void refill() {
    while (busy && live != null && welcomed && underWay.size() < UNDER_WAY) {
      AccountId other = world.anybodyBut(this, random);
      begin(
          random.nextBoolean() ? wallet.next(++requests, other) : postbag.next(++requests, other));
    }
  }

  private void begin(Item item) {
    underWay.put(requests, item);
    offer(item);
  }

  private void offer(Item item) {
    if (live != null && welcomed) {
      // What is not taken because the connection ended is offered again by the next one.
      var _ =
          switch (item) {
            case Payment payment -> live.settle(payment.settle());
            case Message message -> live.send(message.send());
          };
    }
  }

  // ── hearing ──

  private final class Listener implements RawConnection.Listener {
    @Override
    public void onFrame(RawConnection connection, ServerFrame frame) {
      int answers = take(connection, frame);
      connection.request(1);
      world.progress.made(answers);
    }

    @Override
    public void onEnd(RawConnection connection, @Nullable ChitException reason) {
      ended(connection, reason);
      world.progress.made(0);
    }
  }

  private synchronized int take(RawConnection connection, ServerFrame frame) {
    boolean current = connection.equals(live);
    if (frame.hasWelcome()) {
      world.checkpoints.show(frame.getWelcome().getCheckpoint().getNote());
      if (current) {
        welcomed = true;
        List.copyOf(underWay.values()).forEach(this::offer);
      }
    }
    int answers = 0;
    for (SettleResult result : frame.getSettledList()) {
      answers += take(result);
    }
    for (long request : frame.getDeliveredList()) {
      answers += sent(request);
    }
    for (long request : frame.getStoredList()) {
      answers += sent(request);
    }
    for (SendRefused refused : frame.getRefusedList()) {
      if (underWay.get(refused.getRequest()) instanceof Message message
          && !postbag.refused(message, refused.getRejection())) {
        offer(message);
      }
    }
    frame.getEventsList().forEach(event -> notices.take(event, current));
    take(connection, frame.getDeliveriesList());
    refill();
    return answers;
  }

  private int take(SettleResult result) {
    if (!(underWay.get(result.getRequest()) instanceof Payment payment)) {
      return 0;
    }
    if (result.hasSettled()) {
      wallet.settled(payment, result.getSettled());
    } else if (!wallet.rejected(payment, result.getRejection())) {
      offer(payment);
      return 0;
    }
    underWay.remove(result.getRequest());
    return 1;
  }

  private int sent(long request) {
    if (!(underWay.remove(request) instanceof Message message)) {
      return 0;
    }
    postbag.acknowledged(message);
    return 1;
  }

  private void take(RawConnection connection, List<Delivery> deliveries) {
    if (deliveries.isEmpty()) {
      return;
    }
    deliveries.forEach(history::take);
    if (prompt || random.nextInt(ACKNOWLEDGED_LATER_ONE_IN) != 0) {
      connection.acknowledge(deliveries.getLast().getNumber());
    }
  }

  private synchronized void ended(RawConnection connection, @Nullable ChitException reason) {
    if (connection.equals(live)) {
      live = null;
      world.faults.check(
          !(reason instanceof NotTrustedException),
          name + " does not trust the server any more: " + reason);
      world.faults.check(
          !(reason instanceof ChitRefusedException), name + "'s connection was refused: " + reason);
    }
  }
}
