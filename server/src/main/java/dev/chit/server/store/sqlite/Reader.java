package dev.chit.server.store.sqlite;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.event.InviteHash;
import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.Device;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.Invite;
import dev.chit.core.log.Tile;
import dev.chit.core.log.TileId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The queries of one connection, each prepared once. Used by one thread at a time.
final class Reader implements AutoCloseable {
  private static final String SIZE = "SELECT coalesce(max(idx) + 1, 0) FROM event";
  private static final String ENTRY = "SELECT " + Rows.ENTRY_COLUMNS + " WHERE e.idx = ?";
  private static final String EVENTS = "SELECT body FROM event WHERE idx >= ? ORDER BY idx LIMIT ?";
  private static final String LOGGED =
      "SELECT body, closes IS NOT NULL FROM event WHERE idx >= ? ORDER BY idx LIMIT ?";
  private static final String ACCOUNT = "SELECT " + Rows.ACCOUNT_COLUMNS + " WHERE a.id = ?";
  private static final String NAMED = "SELECT " + Rows.ACCOUNT_COLUMNS + " WHERE a.folded = ?";
  private static final String ACCOUNTS =
      "SELECT "
          + Rows.ACCOUNT_COLUMNS
          + " WHERE a.folded > ? AND a.folded >= ? AND a.folded < ? AND instr(a.folded, ' ') = 0"
          + " ORDER BY a.folded LIMIT ?";
  private static final String COUNT = "SELECT count(*) FROM balance";
  private static final String INVITE = "SELECT made, used FROM invite WHERE code_hash = ?";
  private static final String DEVICES =
      "SELECT number, added, revoked FROM device WHERE opened = ? ORDER BY number";
  private static final String CLOSING =
      "SELECT "
          + Rows.ENTRY_COLUMNS
          + " WHERE e.idx = (SELECT closed FROM hold WHERE certified = ?)";
  private static final String REFUNDED = "SELECT minor FROM refund WHERE settled = ?";
  private static final String DUE_HOLDS =
      "SELECT "
          + Rows.ENTRY_COLUMNS
          + " WHERE e.idx IN (SELECT certified FROM hold WHERE closed IS NULL AND until < ?"
          + " ORDER BY until LIMIT ?)";
  private static final String OPEN_HOLDS = "SELECT count(*) FROM hold WHERE closed IS NULL";
  private static final String TILE = "SELECT hashes FROM tile WHERE position = ?";
  private static final String CHECKPOINT = "SELECT note FROM checkpoint";

  /// Sorts after every character of a folded name.
  private static final String AFTER_ALL = "\u007f";

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Reader(Connection connection) {
    this.connection = connection;
  }

  /// Reads one row.
  @FunctionalInterface
  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  long size() throws SQLException {
    return query(SIZE, row -> row.getLong(1)).getFirst();
  }

  Optional<Entry> entry(long index) throws SQLException {
    return first(query(ENTRY, Rows::entry, index));
  }

  List<byte[]> events(long from, int max) throws SQLException {
    return query(EVENTS, row -> row.getBytes(1), from, max);
  }

  List<SqliteIdLog.LoggedBytes> logged(long from, int max) throws SQLException {
    return query(
        LOGGED, row -> new SqliteIdLog.LoggedBytes(row.getBytes(1), row.getBoolean(2)), from, max);
  }

  Optional<Account> account(AccountId id) throws SQLException {
    return first(query(ACCOUNT, Rows::account, (Object) id.bytes()));
  }

  Optional<Account> account(AccountName name) throws SQLException {
    return first(query(NAMED, Rows::account, name.folded()));
  }

  List<Account> accounts(String prefix, String after, int max) throws SQLException {
    return query(ACCOUNTS, Rows::account, after, prefix, prefix + AFTER_ALL, max);
  }

  long accountCount() throws SQLException {
    return query(COUNT, row -> row.getLong(1)).getFirst();
  }

  Optional<Invite> invite(InviteHash codeHash) throws SQLException {
    return first(
        query(
            INVITE,
            row -> {
              long made = row.getLong(1);
              long used = row.getLong(2);
              return new Invite(codeHash, made, row.wasNull() ? Entry.NO_INDEX : used);
            },
            (Object) codeHash.bytes()));
  }

  /// What was done to an account's devices: see [dev.chit.core.ledger.LedgerView#devices].
  List<Device> devices(Account account) throws SQLException {
    return query(
        DEVICES,
        row ->
            new Device(
                account.id(),
                account.openedIndex(),
                row.getInt(1),
                row.getLong(2),
                Rows.index(row, 3)),
        account.openedIndex());
  }

  /// What ended the hold of a `certified` event, if something did.
  Optional<Entry> closing(long certified) throws SQLException {
    return first(query(CLOSING, Rows::entry, certified));
  }

  long refundedMinor(long settled) throws SQLException {
    return first(query(REFUNDED, row -> row.getLong(1), settled)).orElse(0L);
  }

  /// The `certified` entries whose time was over before a second and whose sums are still held.
  List<Entry> dueHolds(long nowSeconds, int max) throws SQLException {
    return query(DUE_HOLDS, Rows::entry, nowSeconds, max);
  }

  long openHolds() throws SQLException {
    return query(OPEN_HOLDS, row -> row.getLong(1)).getFirst();
  }

  Optional<Tile> tile(TileId id) throws SQLException {
    return first(query(TILE, row -> Tile.of(id, row.getBytes(1)), Rows.position(id)));
  }

  Optional<String> checkpoint() throws SQLException {
    return first(query(CHECKPOINT, row -> row.getString(1)));
  }

  /// Follows the chain of an account's entries. Each step reads what may be newer than the step
  /// before, which is harmless: entries never change.
  List<Entry> history(AccountId account, long below, int max) throws SQLException {
    var entries = new ArrayList<Entry>();
    long index = start(account, below);
    while (index != Entry.NO_INDEX && entries.size() < max) {
      Entry entry = entry(index).orElseThrow(() -> new SQLException("a broken chain of entries"));
      if (index < below) {
        entries.add(entry);
      }
      index =
          entry
              .side(account)
              .orElseThrow(() -> new SQLException("a chain of another account"))
              .previousIndex();
    }
    return entries;
  }

  /// Where the walk begins: at `below` itself if that is the account's, else at its newest entry.
  private long start(AccountId account, long below) throws SQLException {
    Optional<Entry.Side> side = entry(below).flatMap(entry -> entry.side(account));
    if (side.isPresent()) {
      return side.get().previousIndex();
    }
    return account(account).map(Account::lastIndex).orElse(Entry.NO_INDEX);
  }

  private <T> List<T> query(String sql, Row<T> row, Object... arguments) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    var rows = new ArrayList<T>();
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        rows.add(row.read(result));
      }
    }
    return rows;
  }

  private static <T> Optional<T> first(List<T> rows) {
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
  }

  @Override
  public void close() {
    Sql.close(connection);
  }
}
