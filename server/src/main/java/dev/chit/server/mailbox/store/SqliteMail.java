package dev.chit.server.mailbox.store;

import dev.chit.server.mailbox.store.Work.Change;
import dev.chit.server.mailbox.store.Work.DeleteThrough;
import dev.chit.server.mailbox.store.Work.Look;
import dev.chit.server.mailbox.store.Work.Put;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The embedded store: one SQLite file, write-ahead log, an fsync for every commit, group commit.
public final class SqliteMail implements MailStore, PrekeyStore, AutoCloseable {
  private final GroupCommit commits;
  private final Room room;

  private SqliteMail(GroupCommit commits, Room room) {
    this.commits = commits;
    this.room = room;
  }

  /// @throws NewerMailException if a later version of this program wrote the file
  public static SqliteMail open(Path path) throws SQLException, NewerMailException {
    return open(path, Room.around(path));
  }

  /// As [#open(Path)], with the test's word for how much room there is.
  static SqliteMail open(Path path, Room room) throws SQLException, NewerMailException {
    return new SqliteMail(new GroupCommit(MailFile.open(path)), room);
  }

  @Override
  public CompletableFuture<Opened> open(DeviceAddress device) {
    return change(
        connection -> {
          long mailbox = mailbox(connection, device);
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT count(*), total(length(value)), max(place)
                  FROM envelope WHERE place BETWEEN ? AND ?\
                  """)) {
            select.setLong(1, Places.of(mailbox, 0));
            select.setLong(2, Places.of(mailbox, Places.SEQUENCE_MAX));
            try (ResultSet row = select.executeQuery()) {
              row.next();
              return new Opened(
                  mailbox, row.getInt(1), row.getLong(2), Places.sequence(row.getLong(3)));
            }
          }
        });
  }

  @Override
  public long waiting() {
    return commits.rows();
  }

  /// Works that wait to be written.
  public int queued() {
    return commits.queued();
  }

  @Override
  public boolean isBusy() {
    return commits.isBusy() || room.isShort();
  }

  @Override
  public void put(long mailbox, long sequence, Envelope envelope, Receipt receipt) {
    if (!commits.submit(new Put(Places.of(mailbox, sequence), envelope, receipt))) {
      receipt.failed();
    }
  }

  @Override
  public void deleteThrough(long mailbox, long sequence) {
    // After closing there is nothing to be done: what is not deleted is delivered once more.
    var _ = commits.submit(new DeleteThrough(mailbox, sequence));
  }

  @Override
  public CompletableFuture<Page> read(
      long mailbox, long from, long through, int countMax, int bytesMax) {
    return look(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT place, value FROM envelope
                  WHERE place BETWEEN ? AND ? ORDER BY place LIMIT ?\
                  """)) {
            select.setLong(1, Places.of(mailbox, from));
            select.setLong(2, Places.of(mailbox, through));
            select.setInt(3, countMax);
            try (ResultSet rows = select.executeQuery()) {
              return page(rows, countMax, bytesMax);
            }
          }
        });
  }

  private static Page page(ResultSet rows, int countMax, int bytesMax) throws SQLException {
    var envelopes = new ArrayList<Stored>();
    int bytes = 0;
    while (rows.next()) {
      var stored =
          new Stored(Places.sequence(rows.getLong(1)), EnvelopeCodec.decode(rows.getBytes(2)));
      envelopes.add(stored);
      bytes += stored.envelope().sizeBytes();
      if (bytes >= bytesMax) {
        return new Page(envelopes, true);
      }
    }
    return new Page(envelopes, envelopes.size() == countMax);
  }

  @Override
  public CompletableFuture<Left> publish(DeviceAddress device, Batch batch, int keptMax) {
    return change(
        connection -> {
          var prekeys = new PrekeyTable(connection, mailbox(connection, device));
          return prekeys.publish(batch, keptMax);
        });
  }

  @Override
  public CompletableFuture<Optional<Bundle>> take(DeviceAddress device) {
    return change(connection -> new PrekeyTable(connection, mailbox(connection, device)).take());
  }

  @Override
  public CompletableFuture<Left> left(DeviceAddress device) {
    return change(connection -> new PrekeyTable(connection, mailbox(connection, device)).left());
  }

  @Override
  public CompletableFuture<Left> forget(DeviceAddress device) {
    return change(connection -> new PrekeyTable(connection, mailbox(connection, device)).clear());
  }

  /// The device's mailbox number, a new one if it has none yet.
  private static long mailbox(Connection connection, DeviceAddress device) throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO mailbox (account, device) VALUES (?, ?) ON CONFLICT DO NOTHING");
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT mailbox FROM mailbox WHERE account = ? AND device = ?")) {
      byte[] account = device.account().bytes();
      insert.setBytes(1, account);
      insert.setInt(2, device.device());
      insert.executeUpdate();
      select.setBytes(1, account);
      select.setInt(2, device.device());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private <T> CompletableFuture<T> change(Work.Statements<T> statements) {
    var result = new CompletableFuture<T>();
    return submitted(new Change<>(statements, result), result);
  }

  private <T> CompletableFuture<T> look(Work.Statements<T> statements) {
    var result = new CompletableFuture<T>();
    return submitted(new Look<>(statements, result), result);
  }

  private <T> CompletableFuture<T> submitted(Work work, CompletableFuture<T> result) {
    if (!commits.submit(work)) {
      result.completeExceptionally(new IllegalStateException("the mail store is closed"));
    }
    return result;
  }

  /// Writes what waits, then closes the file.
  @Override
  public void close() throws SQLException {
    commits.close();
  }
}
