package dev.chit.client.files;

import dev.chit.client.ChitException;
import dev.chit.client.FileProgress;
import dev.chit.client.UsageException;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.v1.FileRow;
import dev.chit.client.work.Signal;
import dev.chit.core.AccountId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Leaves files with the server that were held ready for somebody who is linked no more, so that
/// they need not wait for another link. One virtual thread, in processes that stay.
final class Holding implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Holding.class);

  /// A link that breaks is often there again at once.
  private static final long GRACE_MILLIS = 1_000;

  private final ProfileStore store;
  private final FileBook book;
  private final Sending sending;
  private final Lenders lenders;
  private final FileDesk.Routes routes;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final Signal signal = new Signal();
  private final Thread thread = Thread.ofVirtual().name("chit-held").unstarted(this::run);

  Holding(ProfileStore store, Sending sending, Lenders lenders, FileDesk.Routes routes) {
    this.store = store;
    this.book = new FileBook(store);
    this.sending = sending;
    this.lenders = lenders;
    this.routes = routes;
  }

  void start() {
    if (begun.compareAndSet(false, true)) {
      thread.start();
    }
    signal.raise();
  }

  /// A link, or the server, may have come or gone.
  void look() {
    signal.raise();
  }

  private void run() {
    try {
      while (true) {
        signal.await();
        Thread.sleep(GRACE_MILLIS);
        round();
      }
    } catch (InterruptedException e) {
      LOG.debug("files wait for the next process");
    }
  }

  private void round() throws InterruptedException {
    try {
      for (FileRow row : book.held()) {
        AccountId account = AccountId.of(row.getAccount().toByteArray());
        if (routes.areThere() && !lenders.has(account)) {
          leave(row, account);
        }
      }
    } catch (ChitException | RuntimeException e) {
      LOG.debug("files wait: {}", e.getMessage());
    }
  }

  private void leave(FileRow row, AccountId account) throws InterruptedException {
    byte[] key = FileRows.key(row);
    try {
      Optional<Person> person = store.run(tables -> People.known(tables, account));
      Optional<Path> path = FileRows.path(row.getPath());
      if (person.isPresent() && path.isPresent()) {
        leave(row, key, person.get(), path.get());
      }
    } catch (UsageException e) {
      LOG.warn("a file that was sent over a link is no longer what it was: {}", e.code());
      drop(key);
    } catch (ChitException e) {
      LOG.debug("a file waits: {}", e.code());
    }
  }

  private void leave(FileRow row, byte[] key, Person person, Path path)
      throws ChitException, InterruptedException {
    try (SourceFile source = SourceFile.open(path)) {
      source.requireVersion(row.getVersion());
      long untilMillis = sending.leave(key, source, FileProgress.NONE);
      var _ = sending.offer(new Recipient.Somebody(person), key, untilMillis, Duration.ZERO);
    }
  }

  private void drop(byte[] key) throws InterruptedException {
    try {
      book.forget(key);
    } catch (ChitException e) {
      LOG.debug("a file waits: {}", e.code());
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
