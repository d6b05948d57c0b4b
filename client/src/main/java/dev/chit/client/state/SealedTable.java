package dev.chit.client.state;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.chit.sessions.vault.Vault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One kind of rows, in the order in which they came. A row's content is sealed for its place; it
/// is found by its sequence number, or by keyed hashes of an id that is unique and of a tag that is
/// not. For the state thread only.
///
/// @param <M> what a row holds
public final class SealedTable<M extends MessageLite> {
  private static final int ROWS_AT_ONCE = 256;

  private final Connection database;
  private final Vault vault;
  private final String name;
  private final Parser<M> parser;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private long last;

  /// @param sequence grows with time, never used twice while the store is open
  public record Row<M>(long sequence, M value) {}

  SealedTable(Connection database, Vault vault, String name, Parser<M> parser) throws SQLException {
    this.database = database;
    this.vault = vault;
    this.name = name;
    this.parser = parser;
    try (var statement = database.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS "
              + name
              + " (sequence INTEGER PRIMARY KEY, id BLOB UNIQUE, tag BLOB, value BLOB NOT NULL)");
      statement.execute(
          "CREATE INDEX IF NOT EXISTS %1$s_tag ON %1$s (tag, sequence) WHERE tag IS NOT NULL"
              .formatted(name));
      try (ResultSet found = statement.executeQuery("SELECT max(sequence) FROM " + name)) {
        last = found.next() ? found.getLong(1) : 0;
      }
    }
  }

  /// Appends a row and returns its sequence number.
  ///
  /// @param id unique, or null
  /// @param tag shared by rows that belong together, or null
  public long add(byte @Nullable [] id, byte @Nullable [] tag, M value) throws SQLException {
    addAt(last + 1, id, tag, value);
    return last;
  }

  /// As [#add], for rows that have an order of their own: at a sequence number that is still free.
  public void addAt(long sequence, byte @Nullable [] id, byte @Nullable [] tag, M value)
      throws SQLException {
    PreparedStatement insert =
        statement("INSERT INTO " + name + " (sequence, id, tag, value) VALUES (?, ?, ?, ?)");
    insert.setLong(1, sequence);
    insert.setBytes(2, hash("id", id));
    insert.setBytes(3, hash("tag", tag));
    insert.setBytes(4, seal(sequence, value));
    insert.executeUpdate();
    last = Math.max(last, sequence);
  }

  /// Appends a row, or changes the one with this id.
  public void put(byte[] id, M value) throws SQLException {
    put(id, null, value);
  }

  /// As [#put(byte[], MessageLite)]; a row that is there keeps its tag.
  public void put(byte[] id, byte @Nullable [] tag, M value) throws SQLException {
    Optional<Row<M>> row = find(id);
    if (row.isPresent()) {
      replace(row.get().sequence(), value);
    } else {
      add(id, tag, value);
    }
  }

  public Optional<Row<M>> find(byte[] id) throws SQLException {
    PreparedStatement select = statement("SELECT sequence, value FROM " + name + " WHERE id = ?");
    select.setBytes(1, hash("id", id));
    return rows(select).stream().findFirst();
  }

  public Optional<M> get(byte[] id) throws SQLException {
    return find(id).map(Row::value);
  }

  /// Rows above a sequence number, oldest first.
  public List<Row<M>> after(long sequence, int limit) throws SQLException {
    PreparedStatement select =
        statement(
            "SELECT sequence, value FROM "
                + name
                + " WHERE sequence > ? ORDER BY sequence LIMIT ?");
    select.setLong(1, sequence);
    select.setInt(2, limit);
    return rows(select);
  }

  /// Calls with every row, oldest first, a page at a time; the visitor may remove or change it.
  public void forEach(Visitor<M> visitor) throws SQLException {
    long through = 0;
    while (true) {
      List<Row<M>> page = after(through, ROWS_AT_ONCE);
      if (page.isEmpty()) {
        return;
      }
      for (Row<M> row : page) {
        visitor.visit(row);
      }
      through = page.getLast().sequence();
    }
  }

  /// Looks at a row.
  @FunctionalInterface
  public interface Visitor<M> {
    void visit(Row<M> row) throws SQLException;
  }

  /// Rows below a sequence number, newest first.
  public List<Row<M>> before(long sequence, int limit) throws SQLException {
    PreparedStatement select =
        statement(
            "SELECT sequence, value FROM "
                + name
                + " WHERE sequence < ? ORDER BY sequence DESC LIMIT ?");
    select.setLong(1, sequence);
    select.setInt(2, limit);
    return rows(select);
  }

  /// Rows of a tag below a sequence number, newest first.
  public List<Row<M>> tagged(byte[] tag, long before, int limit) throws SQLException {
    PreparedStatement select =
        statement(
            "SELECT sequence, value FROM "
                + name
                + " WHERE tag = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?");
    select.setBytes(1, hash("tag", tag));
    select.setLong(2, before);
    select.setInt(3, limit);
    return rows(select);
  }

  /// Changes a row's content.
  public void replace(long sequence, M value) throws SQLException {
    PreparedStatement update = statement("UPDATE " + name + " SET value = ? WHERE sequence = ?");
    update.setBytes(1, seal(sequence, value));
    update.setLong(2, sequence);
    update.executeUpdate();
  }

  /// How many rows have a tag.
  public long count(byte[] tag) throws SQLException {
    PreparedStatement select = statement("SELECT count(*) FROM " + name + " WHERE tag = ?");
    select.setBytes(1, hash("tag", tag));
    try (ResultSet found = select.executeQuery()) {
      found.next();
      return found.getLong(1);
    }
  }

  /// Drops the oldest rows without a tag beyond a number.
  public void keepNewestUntagged(int rows) throws SQLException {
    PreparedStatement delete =
        statement(
            "DELETE FROM %1$s WHERE sequence IN (SELECT sequence FROM %1$s WHERE tag IS NULL"
                    .formatted(name)
                + " ORDER BY sequence DESC LIMIT -1 OFFSET ?)");
    delete.setInt(1, rows);
    delete.executeUpdate();
  }

  public void untag(long sequence) throws SQLException {
    PreparedStatement update = statement("UPDATE " + name + " SET tag = NULL WHERE sequence = ?");
    update.setLong(1, sequence);
    update.executeUpdate();
  }

  public Optional<M> at(long sequence) throws SQLException {
    PreparedStatement select =
        statement("SELECT sequence, value FROM " + name + " WHERE sequence = ?");
    select.setLong(1, sequence);
    return rows(select).stream().findFirst().map(Row::value);
  }

  public void remove(long sequence) throws SQLException {
    PreparedStatement delete = statement("DELETE FROM " + name + " WHERE sequence = ?");
    delete.setLong(1, sequence);
    delete.executeUpdate();
  }

  /// Drops all rows of a tag.
  public void removeTagged(byte[] tag) throws SQLException {
    PreparedStatement delete = statement("DELETE FROM " + name + " WHERE tag = ?");
    delete.setBytes(1, hash("tag", tag));
    delete.executeUpdate();
  }

  public void removeThrough(long sequence) throws SQLException {
    PreparedStatement delete = statement("DELETE FROM " + name + " WHERE sequence <= ?");
    delete.setLong(1, sequence);
    delete.executeUpdate();
  }

  /// Drops the oldest rows beyond a number. Counts by sequence numbers, so that it costs little and
  /// may keep fewer where there are gaps.
  public void keepNewest(int rows) throws SQLException {
    if (last > rows) {
      removeThrough(last - rows);
    }
  }

  private List<Row<M>> rows(PreparedStatement select) throws SQLException {
    try (ResultSet found = select.executeQuery()) {
      var rows = new ArrayList<Row<M>>();
      while (found.next()) {
        long sequence = found.getLong(1);
        byte[] plain = vault.open(name, sequence, found.getBytes(2));
        rows.add(new Row<>(sequence, parser.parseFrom(plain)));
      }
      return rows;
    } catch (InvalidProtocolBufferException e) {
      throw new SQLException("a row of table " + name + " is not what it should be", e);
    }
  }

  private byte[] seal(long sequence, M value) {
    return vault.seal(name, sequence, value.toByteArray());
  }

  private byte @Nullable [] hash(String purpose, byte @Nullable [] value) {
    return value == null ? null : vault.keyedHash(name + "-" + purpose, value);
  }

  private PreparedStatement statement(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = database.prepareStatement(sql);
      statements.put(sql, statement);
    }
    return statement;
  }
}
