package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.MessageState;
import dev.chit.client.files.FileTimes;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ExpiringRow;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.work.Signal;
import dev.chit.client.work.Threads;
import dev.chit.core.AccountId;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes messages and offers of files whose time is over from the profile, wherever it keeps
/// them: one thread waits for the next of them. What became due while the profile was closed goes
/// when it is opened.
public final class Expiry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);
  private static final long NEVER = Long.MAX_VALUE;
  private static final long AFTER_FAILURE_MILLIS = 1_000;

  private final ProfileStore store;
  private final InstantSource clock;
  private final Signal sooner = new Signal();
  private final AtomicLong nextMillis = new AtomicLong(NEVER);
  private volatile Predicate<ByteString> busy = _ -> false;
  private final Thread thread = Thread.ofVirtual().name("chit-expiry").unstarted(this::run);

  Expiry(ProfileStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Removes what is due, then goes on doing so.
  void start() throws ChitException {
    nextMillis.set(store.runUninterruptibly(this::sweep));
    thread.start();
  }

  /// A message was read, or sent from here: its time, if it has one, counts from now.
  ///
  /// @param key of its row
  public void begin(Tables tables, byte[] key) throws SQLException {
    Optional<Row<MessageRow>> row = tables.messages.find(key);
    if (row.isPresent()
        && row.get().value().getDisappearSeconds() > 0
        && row.get().value().getDisappearsAtMillis() == 0
        && !row.get().value().getNotice()) {
      due(tables, key, row.get(), clock.millis());
    }
  }

  /// A message was sent from another device of this account: its time, if it has one, counts from
  /// when it was.
  ///
  /// @param key of its row
  public void beginWhenSent(Tables tables, byte[] key) throws SQLException {
    Optional<Row<MessageRow>> row = tables.messages.find(key);
    if (row.isPresent() && row.get().value().getDisappearSeconds() > 0) {
      due(tables, key, row.get(), Math.min(row.get().value().getAtMillis(), clock.millis()));
    }
  }

  private void due(Tables tables, byte[] key, Row<MessageRow> row, long from) throws SQLException {
    long at = from + TimeUnit.SECONDS.toMillis(row.value().getDisappearSeconds());
    tables.messages.replace(
        row.sequence(), row.value().toBuilder().setDisappearsAtMillis(at).build());
    begin(
        tables,
        key,
        ExpiringRow.newBuilder().setMessage(ByteString.copyFrom(key)).setAtMillis(at).build());
  }

  /// Has something gone at its time.
  ///
  /// @param id another one under it is forgotten
  public void begin(Tables tables, byte[] id, ExpiringRow row) throws SQLException {
    tables.expiring.put(id, row);
    tables.afterCommit(
        () -> {
          nextMillis.accumulateAndGet(row.getAtMillis(), Math::min);
          sooner.raise();
        });
  }

  /// Files that are under way stay until they are not.
  ///
  /// @param files whether one is, by the id of its row
  public void spare(Predicate<ByteString> files) {
    busy = files;
  }

  private void run() {
    try {
      while (true) {
        long left = nextMillis.get() - clock.millis();
        if (left > 0) {
          sooner.await(left);
        } else {
          sweepNow();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("nothing disappears any more");
    }
  }

  private void sweepNow() throws InterruptedException {
    // What begins meanwhile is found by the sweep, or lowers this again.
    nextMillis.set(NEVER);
    long next;
    try {
      next = store.run(this::sweep);
    } catch (ChitException e) {
      LOG.debug("what is due could not be removed: {}", e.code());
      next = clock.millis() + AFTER_FAILURE_MILLIS;
    }
    nextMillis.accumulateAndGet(next, Math::min);
  }

  /// @return when the next is due
  private long sweep(Tables tables) throws SQLException {
    long now = clock.millis();
    var next = new AtomicLong(NEVER);
    tables.expiring.forEach(
        row -> {
          if (row.value().getAtMillis() > now) {
            next.accumulateAndGet(row.value().getAtMillis(), Math::min);
          } else {
            tables.expiring.remove(row.sequence());
            end(tables, row.value());
          }
        });
    return next.get();
  }

  /// The time of something is over.
  ///
  /// @param row that is no longer in the table
  public void end(Tables tables, ExpiringRow row) throws SQLException {
    if (row.getFile().isEmpty()) {
      expire(tables, row.getMessage().toByteArray());
    } else {
      FileTimes.over(tables, row, busy, this, clock.millis());
    }
  }

  private void expire(Tables tables, byte[] key) throws SQLException {
    Optional<Row<MessageRow>> found = tables.messages.find(key);
    if (found.isEmpty()) {
      return;
    }
    MessageRow row = found.get().value();
    if (row.getState().equals(MessageState.WAITING.name())) {
      // It has not left yet: the time counts from sending.
      due(tables, key, found.get(), clock.millis());
      return;
    }
    tables.messages.remove(found.get().sequence());
    AccountId author = AccountId.of(Arrays.copyOf(key, AccountId.LENGTH));
    ByteString account = ByteString.copyFrom(author.bytes());
    Forgetting.unseen(
        tables,
        unseen ->
            (unseen.getMessage().getId().equals(row.getId())
                    && unseen.getMessage().getAccount().equals(account))
                || (unseen.getGroupMessage().getMessage().getId().equals(row.getId())
                    && unseen.getGroupMessage().getMessage().getAccount().equals(account)));
    if (row.getMine() && !row.getState().equals(MessageState.STORED.name())) {
      // Who has not taken it in yet may still have to ask for it again.
      Forgetting.copies(tables, row);
    }
  }

  @Override
  public void close() {
    Threads.end(thread);
  }
}
