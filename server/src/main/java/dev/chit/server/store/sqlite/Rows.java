package dev.chit.server.store.sqlite;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.event.BadEventException;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.Limits;
import dev.chit.core.ledger.Spending;
import dev.chit.core.log.TileId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/// Between rows and what they mean.
final class Rows {
  /// What [#account] reads.
  static final String ACCOUNT_COLUMNS =
      "a.opened, a.opened_at, a.id, a.name, a.custodial, a.operator,"
          + " b.balance, b.held, b.frozen, b.last, b.limit_payment, b.limit_day,"
          + " b.spent_day, b.spent, b.auditor, b.closed, b.closed_at"
          + " FROM account a JOIN balance b ON b.opened = a.opened";

  /// What [#entry] reads.
  static final String ENTRY_COLUMNS =
      "e.idx, e.body, e.from_account, e.from_balance, e.from_held, e.from_previous, f.id,"
          + " e.to_account, e.to_balance, e.to_held, e.to_previous, t.id, e.closes"
          + " FROM event e LEFT JOIN account f ON f.opened = e.from_account"
          + " LEFT JOIN account t ON t.opened = e.to_account";

  private Rows() {}

  static Account account(ResultSet row) throws SQLException {
    return new Account(
        AccountId.of(row.getBytes(3)),
        new AccountName(row.getString(4)),
        row.getLong(1),
        row.getLong(2),
        row.getBoolean(5),
        row.getBoolean(6),
        row.getBoolean(9),
        row.getBoolean(15),
        row.getLong(7),
        row.getLong(8),
        row.getLong(10),
        new Limits(limit(row, 11), limit(row, 12)),
        new Spending(row.getLong(13), row.getLong(14)),
        closed(row, 16));
  }

  private static Account.@Nullable Closed closed(ResultSet row, int first) throws SQLException {
    long index = row.getLong(first);
    return row.wasNull() ? null : new Account.Closed(index, row.getLong(first + 1));
  }

  static void bindClosed(PreparedStatement statement, int first, Account.@Nullable Closed closed)
      throws SQLException {
    if (closed == null) {
      statement.setNull(first, Types.INTEGER);
      statement.setNull(first + 1, Types.INTEGER);
    } else {
      statement.setLong(first, closed.index());
      statement.setLong(first + 1, closed.atMillis());
    }
  }

  static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong(1), event(row.getBytes(2)), side(row, 3), side(row, 8), index(row, 13));
  }

  private static Event event(byte[] body) throws SQLException {
    try {
      return EventCodec.decode(body);
    } catch (BadEventException e) {
      throw new SQLException("a damaged event: " + e.getMessage(), e);
    }
  }

  /// Where a full tile is kept.
  static long position(TileId id) {
    return ((long) id.level() << 56) | id.index();
  }

  private static Entry.@Nullable Side side(ResultSet row, int first) throws SQLException {
    long opened = row.getLong(first);
    if (row.wasNull()) {
      return null;
    }
    return new Entry.Side(
        AccountId.of(row.getBytes(first + 4)),
        opened,
        row.getLong(first + 1),
        row.getLong(first + 2),
        row.getLong(first + 3));
  }

  static long index(ResultSet row, int column) throws SQLException {
    long index = row.getLong(column);
    return row.wasNull() ? Entry.NO_INDEX : index;
  }

  private static long limit(ResultSet row, int column) throws SQLException {
    long limit = row.getLong(column);
    return row.wasNull() ? Limits.NONE : limit;
  }

  static void bindLimit(PreparedStatement statement, int column, long limit) throws SQLException {
    if (limit == Limits.NONE) {
      statement.setNull(column, Types.INTEGER);
    } else {
      statement.setLong(column, limit);
    }
  }

  static void bindIndex(PreparedStatement statement, int column, long index) throws SQLException {
    if (index == Entry.NO_INDEX) {
      statement.setNull(column, Types.INTEGER);
    } else {
      statement.setLong(column, index);
    }
  }

  static void bindSide(PreparedStatement statement, int first, Entry.@Nullable Side side)
      throws SQLException {
    if (side == null) {
      for (int column = first; column < first + 4; column++) {
        statement.setNull(column, Types.INTEGER);
      }
    } else {
      statement.setLong(first, side.openedIndex());
      statement.setLong(first + 1, side.balanceMinor());
      statement.setLong(first + 2, side.heldMinor());
      statement.setLong(first + 3, side.previousIndex());
    }
  }
}
