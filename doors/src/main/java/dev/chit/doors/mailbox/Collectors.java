package dev.chit.doors.mailbox;

import dev.chit.core.AccountId;
import dev.chit.core.Utf8;
import dev.chit.core.ledger.Account;
import dev.chit.doors.hall.Hall;
import dev.chit.server.custody.Correspondence;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what members write to clients, seals it with the key that the door and the client share,
/// and leaves it with what else waits for the client.
///
/// What was left and not yet acknowledged when the server broke off is left once more.
final class Collectors implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Collectors.class);
  private static final long AGAIN_MILLIS = 5_000;

  private final Post post;
  private final Hall hall;
  private final MemberBook book;
  private final Letters letters;
  private final ConcurrentHashMap<AccountId, Collector> collectors = new ConcurrentHashMap<>();

  Collectors(Post post, Hall hall, MemberBook book, Letters letters) {
    this.post = post;
    this.hall = hall;
    this.book = book;
    this.letters = letters;
  }

  /// From now on the client gets what members write to it.
  void collect(Store.Client client) {
    collectors.computeIfAbsent(
        AccountId.of(client.id()),
        _ -> {
          var collector = new Collector(client);
          collector.begin();
          return collector;
        });
  }

  /// The client is nobody's any more.
  void forget(Store.Client client) {
    Collector collector = collectors.remove(AccountId.of(client.id()));
    if (collector != null) {
      collector.end();
    }
  }

  @Override
  public void close() {
    collectors.values().forEach(Collector::end);
  }

  /// What is done for one client, one thing at a time.
  private final class Collector implements Correspondence.Collector {
    private final Store.Client client;
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private final AtomicBoolean beginsAgain = new AtomicBoolean();
    private Correspondence.@Nullable Collecting mail;
    private boolean isOver;

    Collector(Store.Client client) {
      this.client = client;
    }

    synchronized void begin() {
      beginsAgain.set(false);
      if (!isOver) {
        release();
        mail = hall.correspondence().collect(AccountId.of(client.id()), this);
      }
    }

    synchronized void end() {
      isOver = true;
      release();
    }

    private void release() {
      if (mail != null) {
        mail.close();
        mail = null;
      }
    }

    @Override
    public void wake() {
      if (isWoken.compareAndSet(false, true)) {
        onDisk(this::work);
      }
    }

    @Override
    public void stuck() {
      if (beginsAgain.compareAndSet(false, true)) {
        later(() -> onDisk(this::begin), AGAIN_MILLIS);
      }
    }

    @Override
    public void later(Runnable task, long millis) {
      if (!hall.loops().isShuttingDown()) {
        var _ = hall.loops().schedule(task, millis, TimeUnit.MILLISECONDS);
      }
    }

    private void onDisk(Runnable work) {
      var _ =
          post.onDisk(
                  () -> {
                    work.run();
                    return client;
                  })
              .whenComplete(
                  (_, failure) -> {
                    if (failure != null) {
                      log.debug("what members wrote is left for later", failure);
                      isWoken.set(false);
                      stuck();
                    }
                  });
    }

    private synchronized void work() {
      isWoken.set(false);
      Correspondence.Collecting from = mail;
      while (from != null) {
        Correspondence.Page page = from.take();
        if (page.through() == 0) {
          return;
        }
        for (Correspondence.Written written : page.written()) {
          leave(written);
          from.acknowledge(written.number());
        }
        from.acknowledge(page.through());
      }
    }

    // Whatever fails is tried again, from what was acknowledged last.
    @SuppressWarnings("CatchingUnchecked")
    private void leave(Correspondence.Written written) {
      try {
        Optional<MemberBook.Bond> bond = bond(written.from());
        if (bond.isPresent()) {
          byte[] text = StandIn.sealText(bond.get().key(), Utf8.encode(written.text().text()));
          letters.leave(written.from().bytes(), client.id(), SendHead.TEXT, text);
        }
      } catch (Exception e) {
        throw new IllegalStateException("a text for a client was not left", e);
      }
    }

    /// Empty if the client has no key that anything could be sealed for.
    private Optional<MemberBook.Bond> bond(AccountId member) throws Exception {
      Optional<MemberBook.Bond> known = book.bond(client.id(), member.bytes());
      Optional<Account> account =
          known.isPresent()
              ? Optional.empty()
              : hall.custody().account(member).toCompletableFuture().get();
      if (account.isEmpty() || !book.hasRoom(client.id())) {
        return known;
      }
      try {
        return Optional.of(letters.agree(book, client, account.get()));
      } catch (GeneralSecurityException e) {
        log.warn("{} has registered no RSA key, and gets no texts of members", client.name());
        return Optional.empty();
      }
    }
  }
}
