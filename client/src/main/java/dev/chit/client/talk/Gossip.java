package dev.chit.client.talk;

import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.HistoryRewrittenException;
import dev.chit.client.NotTrustedException;
import dev.chit.client.connection.Live;
import dev.chit.client.people.Person;
import dev.chit.client.proof.LogView;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.HeardRow;
import dev.chit.client.state.v1.LogRow;
import dev.chit.client.state.v1.ToldRow;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.work.Worker;
import dev.chit.core.log.Checkpoint;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells contacts now and then what this client has seen of the log, and holds what they have seen
/// against it. A server that shows two histories to two people who talk is caught by it: it can
/// neither see nor change what the messages carry.
final class Gossip {
  static final Duration PAUSE = Duration.ofMinutes(10);
  static final int MESSAGES_PAUSE = 20;

  private static final Logger LOG = LoggerFactory.getLogger(Gossip.class);
  private static final int NOTE_CHARS_MAX = 4 << 10;
  private static final int HEARD_MAX = 1_000;
  private static final int TOLD_MAX = 10_000;
  private static final int ROWS_AT_ONCE = 16;
  private static final long NOT_SAID_MILLIS = 15_000;

  private final ProfileStore store;
  private final InstantSource clock;

  Gossip(ProfileStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  // ── out ──

  /// The content with the newest checkpoint, if it is time to tell.
  Content with(Tables tables, Person to, Content content) throws SQLException {
    String note = tables.log().getCheckpoint();
    if (note.isEmpty() || note.length() > NOTE_CHARS_MAX) {
      return content;
    }
    long size = Checkpoint.sizeIn(note);
    byte[] account = to.account().bytes();
    Optional<ToldRow> before = tables.told.get(account);
    if (before.isPresent() && !isTime(before.get(), size)) {
      ToldRow told = before.get();
      tables.told.put(account, told.toBuilder().setMessages(told.getMessages() + 1).build());
      return content;
    }
    tables.told.put(
        account, ToldRow.newBuilder().setSize(size).setAtMillis(clock.millis()).build());
    tables.told.keepNewest(TOLD_MAX);
    return content.toBuilder().setCheckpoint(note).build();
  }

  private boolean isTime(ToldRow told, long size) {
    boolean rested =
        told.getMessages() + 1 >= MESSAGES_PAUSE
            || clock.millis() - told.getAtMillis() >= PAUSE.toMillis();
    return size > told.getSize() && rested;
  }

  // ── in ──

  /// Keeps what a contact has seen, to be compared beside the receiving. The newest of each
  /// contact's: whoever sends many has one looked at.
  void heard(Tables tables, Person from, Content content) throws SQLException {
    String note = content.getCheckpoint();
    if (note.isEmpty() || note.length() > NOTE_CHARS_MAX) {
      return;
    }
    byte[] account = from.account().bytes();
    tables.heard.put(account, HeardRow.newBuilder().setNote(note).build());
    tables.heard.keepNewest(HEARD_MAX);
  }

  /// One round of the worker.
  long round(Live live, LogView log) throws ChitException, InterruptedException {
    while (true) {
      List<Row<HeardRow>> rows = store.run(tables -> tables.heard.after(0, ROWS_AT_ONCE));
      if (rows.isEmpty()) {
        return Worker.Round.DONE;
      }
      for (Row<HeardRow> row : rows) {
        if (!compare(row.value().getNote(), live, log)) {
          return NOT_SAID_MILLIS;
        }
        forget(row);
      }
    }
  }

  /// False if the server does not say now.
  private boolean compare(String note, Live live, LogView log)
      throws ChitException, InterruptedException {
    try {
      var _ = log.accept(note, live);
      unproved(0);
      return true;
    } catch (HistoryRewrittenException e) {
      LOG.warn("a contact was shown another log");
      return true;
    } catch (NotTrustedException e) {
      // The log's key did not sign it, so that the server has nothing to do with it.
      LOG.debug("a contact sent a checkpoint that is none");
      return true;
    } catch (ChitRefusedException e) {
      unproved(store.run(Tables::log).getUnproved() + 1);
      return false;
    }
  }

  private void unproved(int times) throws ChitException, InterruptedException {
    store.run(
        tables -> {
          LogRow row = tables.log();
          if (row.getUnproved() != times) {
            tables.log(row.toBuilder().setUnproved(times).build());
          }
          return true;
        });
  }

  /// Unless a newer one came meanwhile.
  private void forget(Row<HeardRow> row) throws ChitException, InterruptedException {
    store.run(
        tables -> {
          if (tables.heard.at(row.sequence()).filter(row.value()::equals).isPresent()) {
            tables.heard.remove(row.sequence());
          }
          return true;
        });
  }
}
