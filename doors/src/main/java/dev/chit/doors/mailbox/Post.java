package dev.chit.doors.mailbox;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.doors.hall.Hall;
import dev.chit.server.blobs.Shelf;
import dev.chit.server.calls.Answers;
import dev.chit.server.calls.RefusedException;
import dev.chit.server.custody.Custody;
import dev.chit.server.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the requests of the dialect do. Whatever reads or writes the disk runs on threads of its
/// own, a piece at a time, so that no transfer keeps another from going on.
final class Post implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Post.class);
  private static final int THREADS = 4;
  private static final int QUEUED_MAX = 20_000;

  /// What no mailbox takes.
  static final class NoException extends Exception {
    private static final long serialVersionUID = 1;

    NoException(String why) {
      super(why);
    }
  }

  private final Custody custody;
  private final Shelf shelf;
  private final Store store;
  private final ClientList list;
  private final Registration registration;
  private final Members members;
  private final Collectors collectors;
  private final Turns turns = new Turns();
  private final ExecutorService disk =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUED_MAX),
          Thread.ofPlatform().name("mailbox-", 1).daemon().factory());

  Post(Hall hall, Store store) throws SQLException {
    this.custody = hall.custody();
    this.shelf = hall.shelf();
    this.store = store;
    this.list = new ClientList(store);
    MemberBook book = store.members();
    var letters = new Letters(shelf, store);
    this.members = new Members(this, hall, book, letters);
    this.collectors = new Collectors(this, hall, book, letters);
    this.registration = new Registration(this, hall.custody(), store);
    store.clients().forEach(collectors::collect);
  }

  /// Runs what reads or writes the disk.
  <T> CompletableFuture<T> onDisk(Callable<T> work) {
    return Answers.on(disk, work);
  }

  // ── clients ──

  /// @param payload `name 255, NUL-terminated · public key 160`
  /// @return the new client's id
  CompletionStage<byte[]> register(InetAddress from, byte[] payload) {
    int end = 0;
    while (end < Request.NAME_BYTES && payload[end] != 0) {
      end++;
    }
    String name = new String(payload, 0, end, StandardCharsets.ISO_8859_1);
    if (end == Request.NAME_BYTES || !AccountName.isValid(name)) {
      return CompletableFuture.failedStage(new NoException("no name"));
    }
    byte[] key = Arrays.copyOfRange(payload, Request.NAME_BYTES, payload.length);
    return registration.register(from, new AccountName(name), key);
  }

  /// There is one more.
  void registered(Store.Client client) {
    list.isOld();
    collectors.collect(client);
  }

  /// `(client id 16 · name 255)` each.
  ///
  /// @param clients of which all who ask share one copy
  record Listed(ByteBuffer clients, byte[] members) {}

  Listed clients(byte[] asker) throws SQLException, StoreException, NoException {
    var _ = known(asker);
    return new Listed(list.get(), members.listed(asker));
  }

  /// `client id 16 · public key 160`. The asker may show the id of whom it asks about.
  CompletionStage<byte[]> publicKey(byte[] asker, byte[] of)
      throws SQLException, StoreException, NoException {
    if (!Arrays.equals(asker, of)) {
      var _ = known(asker);
    }
    Optional<Store.Client> client = store.client(of);
    return client.isPresent()
        ? CompletableFuture.completedStage(keyOf(of, client.get().key()))
        : members.publicKey(of).thenApply(key -> keyOf(of, key));
  }

  private static byte[] keyOf(byte[] id, byte[] key) {
    return ByteBuffer.allocate(Request.ID_BYTES + Request.KEY_BYTES).put(id).put(key).array();
  }

  /// Whose member has taken the account over is a client no longer.
  Store.Client known(byte[] id) throws SQLException, StoreException, NoException {
    Store.Client client = store.client(id).orElseThrow(() -> new NoException("unknown client"));
    if (custody.keeps(AccountId.of(id))) {
      return client;
    }
    store.remove(client);
    list.isOld();
    collectors.forget(client);
    throw new NoException("an account that has ended");
  }

  // ── sending ──

  /// @param head `to-client id 16 · type u8 · size u32`
  Arriving receive(byte[] from, byte[] head, long contentBytes)
      throws NoException, SQLException, StoreException, RefusedException, IOException {
    SendHead send = SendHead.read(head, contentBytes);
    Store.Client client = known(from);
    return store.client(send.to()).isPresent()
        ? new Incoming(shelf, store, from, send)
        : members.receive(client, send);
  }

  // ── fetching ──

  Outgoing fetch(byte[] client) throws NoException, SQLException, StoreException {
    var _ = known(client);
    return new Outgoing(shelf, store, client);
  }

  /// When a client's next fetch may begin.
  Turns turns() {
    return turns;
  }

  @Override
  public void close() {
    collectors.close();
    disk.close();
    try {
      store.close();
    } catch (SQLException e) {
      log.warn("the mailbox's database did not close well", e);
    }
  }
}
