package dev.chit.client.files;

import com.google.protobuf.ByteString;
import dev.chit.client.MessageState;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ExpiringRow;
import dev.chit.client.state.v1.FileRow;
import dev.chit.client.talk.Disappearing;
import dev.chit.client.talk.Expiry;
import dev.chit.client.talk.Forgetting;
import dev.chit.client.talk.Keys;
import dev.chit.client.talk.OnTheWay;
import dev.chit.core.MessageId;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Offers of files disappear as texts do: with name, picture, place and keys, at the recipient's so
/// long after a person has seen it, at the sender's after it was sent. The file that was saved, or
/// that it was made from, stays where it is.
public final class FileTimes {
  /// Until what is under way is looked at again.
  private static final long BUSY_MILLIS = 1_000;

  private final Expiry expiry;
  private final InstantSource clock;

  FileTimes(Expiry expiry, InstantSource clock) {
    this.expiry = expiry;
    this.clock = clock;
  }

  /// The time that a file which is offered now has.
  static int chosen(Tables tables, FileRow row) throws SQLException {
    return Disappearing.after(tables, FileRows.tag(row))
        .map(it -> Math.toIntExact(it.toSeconds()))
        .orElse(0);
  }

  /// One's own was offered: its time counts from now.
  ///
  /// @param offer the message that says so
  /// @return the row with its time
  FileRow sent(Tables tables, FileRow row, MessageId offer) throws SQLException {
    if (row.getDisappearSeconds() == 0) {
      return row;
    }
    for (ByteString earlier : row.getOffersList()) {
      forgetTime(tables, offerKey(tables, earlier));
    }
    FileRow timed = timed(row).toBuilder().addOffers(ByteString.copyFrom(offer.bytes())).build();
    begin(tables, Keys.message(tables.account(), offer), timed);
    return timed;
  }

  /// A person was shown it: its time, if it has one, counts from now.
  ///
  /// @return the row as it is then
  FileRow seen(Tables tables, Row<FileRow> found) throws SQLException {
    FileRow row = found.value();
    if (row.getOutgoing() || row.getDisappearSeconds() == 0 || row.getDisappearsAtMillis() > 0) {
      return row;
    }
    FileRow timed = timed(row);
    tables.files.replace(found.sequence(), timed);
    begin(tables, FileRows.key(timed), timed);
    return timed;
  }

  private FileRow timed(FileRow row) {
    long after = TimeUnit.SECONDS.toMillis(row.getDisappearSeconds());
    return row.toBuilder().setDisappearsAtMillis(clock.millis() + after).build();
  }

  private void begin(Tables tables, byte[] id, FileRow row) throws SQLException {
    expiry.begin(
        tables,
        id,
        ExpiringRow.newBuilder()
            .setFile(ByteString.copyFrom(FileRows.key(row)))
            .setAtMillis(row.getDisappearsAtMillis())
            .build());
  }

  private static byte[] offerKey(Tables tables, ByteString offer) throws SQLException {
    return Keys.message(tables.account(), MessageId.of(offer.toByteArray()));
  }

  private static void forgetTime(Tables tables, byte[] id) throws SQLException {
    Optional<Row<ExpiringRow>> row = tables.expiring.find(id);
    if (row.isPresent()) {
      tables.expiring.remove(row.get().sequence());
    }
  }

  /// The server, or a recipient, says how far a message has come, which may be such an offer.
  public static void moved(Tables tables, MessageId id, MessageState to) throws SQLException {
    Optional<Row<ExpiringRow>> found = tables.expiring.find(Keys.message(tables.account(), id));
    if (found.isEmpty() || found.get().value().getFile().isEmpty()) {
      return;
    }
    ExpiringRow row = found.get().value();
    if (row.getState().isEmpty() || MessageState.valueOf(row.getState()).compareTo(to) < 0) {
      tables.expiring.replace(found.get().sequence(), row.toBuilder().setState(to.name()).build());
    }
  }

  /// The time of a file is over: it goes, unless it is needed here yet.
  ///
  /// @param row that is no longer in the table
  /// @param busy whether a file is under way, by the id of its row
  public static void over(
      Tables tables, ExpiringRow row, Predicate<ByteString> busy, Expiry expiry, long now)
      throws SQLException {
    Optional<Row<FileRow>> found = tables.files.find(row.getFile().toByteArray());
    if (found.isEmpty()) {
      return;
    }
    FileRow file = found.get().value();
    byte[] id =
        file.getOutgoing() && file.getOffersCount() > 0
            ? offerKey(tables, file.getOffers(file.getOffersCount() - 1))
            : row.getFile().toByteArray();
    if (busy.test(row.getFile())) {
      expiry.begin(tables, id, row.toBuilder().setAtMillis(now + BUSY_MILLIS).build());
    } else if (file.getOutgoing() && isHereAlone(tables, file)) {
      // It has not left yet: the time counts from then.
      long again = now + TimeUnit.SECONDS.toMillis(file.getDisappearSeconds());
      expiry.begin(tables, id, row.toBuilder().setAtMillis(again).build());
    } else {
      tables.files.remove(found.get().sequence());
      Forgetting.unseen(tables, unseen -> unseen.getFile().getRow().equals(row.getFile()));
      forgetCopies(tables, file, row);
    }
  }

  private static boolean isHereAlone(Tables tables, FileRow file) throws SQLException {
    if (file.getHeld()) {
      return true;
    }
    for (ByteString offer : file.getOffersList()) {
      if (OnTheWay.is(tables, offer)) {
        return true;
      }
    }
    return false;
  }

  /// Who has not taken the offer in yet may still have to ask for it again.
  private static void forgetCopies(Tables tables, FileRow file, ExpiringRow row)
      throws SQLException {
    if (!row.getState().equals(MessageState.STORED.name())) {
      for (ByteString offer : file.getOffersList()) {
        Forgetting.copies(tables, file.getAccount(), file.getGroup(), offer);
      }
    }
  }
}
