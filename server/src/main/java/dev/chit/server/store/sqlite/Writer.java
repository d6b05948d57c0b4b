package dev.chit.server.store.sqlite;

import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.Device;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.Hold;
import dev.chit.core.ledger.Invite;
import dev.chit.core.ledger.Refunded;
import dev.chit.core.log.Tile;
import dev.chit.server.store.Commit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/// The one connection that writes, its statements prepared once. A payment costs it one row of
/// `event` and, once a batch for each account concerned, one update of `balance`; a certified chit
/// one row of `hold` more, and its end one update of that.
final class Writer implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement insertEvent;
  private final PreparedStatement passName;
  private final PreparedStatement insertAccount;
  private final PreparedStatement insertBalance;
  private final PreparedStatement updateBalance;
  private final PreparedStatement putInvite;
  private final PreparedStatement putHold;
  private final PreparedStatement putRefunded;
  private final PreparedStatement putDevice;
  private final PreparedStatement insertTile;
  private final PreparedStatement putCheckpoint;

  Writer(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
    insertEvent =
        connection.prepareStatement(
            "INSERT INTO event (idx, body, from_account, from_balance, from_held, from_previous,"
                + " to_account, to_balance, to_held, to_previous, closes)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    passName =
        connection.prepareStatement(
            "UPDATE account SET folded = folded || ' ' || opened WHERE folded = ?");
    insertAccount =
        connection.prepareStatement(
            "INSERT INTO account (opened, opened_at, id, name, folded, custodial, operator)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)");
    insertBalance =
        connection.prepareStatement(
            "INSERT INTO balance (balance, held, frozen, last, limit_payment, limit_day,"
                + " spent_day, spent, auditor, closed, closed_at, opened)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    updateBalance =
        connection.prepareStatement(
            "UPDATE balance SET balance = ?, held = ?, frozen = ?, last = ?, limit_payment = ?,"
                + " limit_day = ?, spent_day = ?, spent = ?, auditor = ?, closed = ?,"
                + " closed_at = ? WHERE opened = ?");
    putInvite =
        connection.prepareStatement(
            "INSERT INTO invite (code_hash, made, used) VALUES (?, ?, ?)"
                + " ON CONFLICT (code_hash) DO UPDATE SET used = excluded.used");
    putHold =
        connection.prepareStatement(
            "INSERT INTO hold (certified, until, closed) VALUES (?, ?, ?)"
                + " ON CONFLICT (certified) DO UPDATE SET closed = excluded.closed");
    putRefunded =
        connection.prepareStatement(
            "INSERT INTO refund (settled, minor) VALUES (?, ?)"
                + " ON CONFLICT (settled) DO UPDATE SET minor = excluded.minor");
    putDevice =
        connection.prepareStatement(
            "INSERT INTO device (opened, number, added, revoked) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (opened, number) DO UPDATE SET revoked = excluded.revoked");
    insertTile = connection.prepareStatement("INSERT INTO tile (position, hashes) VALUES (?, ?)");
    putCheckpoint =
        connection.prepareStatement(
            "INSERT INTO checkpoint (one, note) VALUES (1, ?)"
                + " ON CONFLICT (one) DO UPDATE SET note = excluded.note");
  }

  void commit(Commit commit) throws SQLException {
    insertEvents(commit.changes().entries(), commit.events());
    writeAccounts(commit);
    for (Invite invite : commit.changes().invites()) {
      write(invite);
    }
    for (Hold hold : commit.changes().holds()) {
      write(hold);
    }
    for (Refunded refunded : commit.changes().refunds()) {
      putRefunded.setLong(1, refunded.settledIndex());
      putRefunded.setLong(2, refunded.minor());
      putRefunded.executeUpdate();
    }
    for (Device device : commit.changes().devices()) {
      write(device);
    }
    for (Tile tile : commit.tiles()) {
      insertTile.setLong(1, Rows.position(tile.id()));
      insertTile.setBytes(2, tile.bytes());
      insertTile.executeUpdate();
    }
    putCheckpoint.setString(1, commit.checkpoint());
    putCheckpoint.executeUpdate();
    connection.commit();
  }

  void rollback() throws SQLException {
    connection.rollback();
  }

  private void insertEvents(List<Entry> entries, List<byte[]> events) throws SQLException {
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      insertEvent.setLong(1, entry.index());
      insertEvent.setBytes(2, events.get(i));
      Rows.bindSide(insertEvent, 3, entry.from());
      Rows.bindSide(insertEvent, 7, entry.to());
      Rows.bindIndex(insertEvent, 11, entry.closes());
      insertEvent.addBatch();
    }
    insertEvent.executeBatch();
  }

  private void writeAccounts(Commit commit) throws SQLException {
    long firstIndex = commit.changes().entries().getFirst().index();
    boolean opened = false;
    for (Account account : commit.changes().accounts()) {
      boolean isNew = account.openedIndex() >= firstIndex;
      opened |= isNew;
      if (isNew) {
        addAccount(account);
      }
      addBalance(isNew ? insertBalance : updateBalance, account);
    }
    if (opened) {
      insertAccount.executeBatch();
      insertBalance.executeBatch();
    }
    updateBalance.executeBatch();
  }

  /// Whoever had the name before, and ended, keeps it with a number behind it that no name has.
  private void addAccount(Account account) throws SQLException {
    passName.setString(1, account.name().folded());
    passName.executeUpdate();
    insertAccount.setLong(1, account.openedIndex());
    insertAccount.setLong(2, account.openedAtMillis());
    insertAccount.setBytes(3, account.id().bytes());
    insertAccount.setString(4, account.name().value());
    insertAccount.setString(5, account.name().folded());
    insertAccount.setBoolean(6, account.custodial());
    insertAccount.setBoolean(7, account.operator());
    insertAccount.addBatch();
  }

  private static void addBalance(PreparedStatement statement, Account account) throws SQLException {
    statement.setLong(1, account.balanceMinor());
    statement.setLong(2, account.heldMinor());
    statement.setBoolean(3, account.frozen());
    statement.setLong(4, account.lastIndex());
    Rows.bindLimit(statement, 5, account.limits().perPaymentMinor());
    Rows.bindLimit(statement, 6, account.limits().perDayMinor());
    statement.setLong(7, account.spending().epochDay());
    statement.setLong(8, account.spending().minor());
    statement.setBoolean(9, account.auditor());
    Rows.bindClosed(statement, 10, account.closed());
    statement.setLong(12, account.openedIndex());
    statement.addBatch();
  }

  private void write(Invite invite) throws SQLException {
    putInvite.setBytes(1, invite.hash().bytes());
    putInvite.setLong(2, invite.madeIndex());
    Rows.bindIndex(putInvite, 3, invite.usedIndex());
    putInvite.executeUpdate();
  }

  private void write(Device device) throws SQLException {
    putDevice.setLong(1, device.openedIndex());
    putDevice.setInt(2, device.number());
    putDevice.setLong(3, device.addedIndex());
    Rows.bindIndex(putDevice, 4, device.revokedIndex());
    putDevice.executeUpdate();
  }

  private void write(Hold hold) throws SQLException {
    putHold.setLong(1, hold.certifiedIndex());
    putHold.setLong(2, hold.untilSeconds());
    Rows.bindIndex(putHold, 3, hold.closedIndex());
    putHold.executeUpdate();
  }

  @Override
  public void close() {
    Sql.close(connection);
  }
}
