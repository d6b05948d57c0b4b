package dev.chit.server.mailbox.store;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.chit.server.mailbox.store.PrekeyStore.Batch;
import dev.chit.server.mailbox.store.PrekeyStore.Bundle;
import dev.chit.server.mailbox.store.PrekeyStore.Left;
import dev.chit.server.mailbox.store.PrekeyStore.Prekey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The prekeys of one device, within one transaction. A kind's keys are numbered in the order that
/// they came; the lowest goes first.
final class PrekeyTable {
  private static final int SIGNED = 1;
  private static final int LAST_RESORT = 2;
  private static final int ONE_TIME = 3;
  private static final int ONE_TIME_KEM = 4;

  private final Connection connection;
  private final long mailbox;

  PrekeyTable(Connection connection, long mailbox) {
    this.connection = connection;
    this.mailbox = mailbox;
  }

  Left publish(Batch batch, int keptMax) throws SQLException {
    replace(SIGNED, batch.signed());
    replace(LAST_RESORT, batch.lastResort());
    add(ONE_TIME, batch.oneTime());
    add(ONE_TIME_KEM, batch.oneTimeKem());
    keepNewest(ONE_TIME, keptMax);
    keepNewest(ONE_TIME_KEM, keptMax);
    return left();
  }

  Optional<Bundle> take() throws SQLException {
    Prekey signed = first(SIGNED);
    Prekey lastResort = first(LAST_RESORT);
    if (signed == null || lastResort == null) {
      return Optional.empty();
    }
    Prekey oneTime = takeFirst(ONE_TIME);
    Prekey oneTimeKem = takeFirst(ONE_TIME_KEM);
    return Optional.of(
        new Bundle(
            signed,
            oneTime,
            oneTimeKem == null ? lastResort : oneTimeKem,
            oneTimeKem == null,
            left()));
  }

  Left clear() throws SQLException {
    for (int kind : List.of(SIGNED, LAST_RESORT, ONE_TIME, ONE_TIME_KEM)) {
      keepNewest(kind, 0);
    }
    return left();
  }

  Left left() throws SQLException {
    return new Left(count(ONE_TIME), count(ONE_TIME_KEM));
  }

  private void replace(int kind, @Nullable Prekey prekey) throws SQLException {
    if (prekey != null) {
      keepNewest(kind, 0);
      add(kind, List.of(prekey));
    }
  }

  private void add(int kind, List<Prekey> prekeys) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO prekey (mailbox, kind, number, id, value) VALUES (?1, ?2,
              (SELECT coalesce(max(number), 0) + 1 FROM prekey WHERE mailbox = ?1 AND kind = ?2),
              ?3, ?4)\
            """)) {
      for (Prekey prekey : prekeys) {
        insert.setLong(1, mailbox);
        insert.setInt(2, kind);
        insert.setInt(3, prekey.id());
        insert.setBytes(4, prekey.value().toByteArray());
        insert.executeUpdate();
      }
    }
  }

  private void keepNewest(int kind, int keptMax) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            """
            DELETE FROM prekey WHERE mailbox = ?1 AND kind = ?2 AND number IN (
              SELECT number FROM prekey WHERE mailbox = ?1 AND kind = ?2
              ORDER BY number DESC LIMIT -1 OFFSET ?3)\
            """)) {
      delete.setLong(1, mailbox);
      delete.setInt(2, kind);
      delete.setInt(3, keptMax);
      delete.executeUpdate();
    }
  }

  private @Nullable Prekey first(int kind) throws SQLException {
    return one(
        kind,
        """
        SELECT id, value FROM prekey WHERE mailbox = ? AND kind = ? ORDER BY number LIMIT 1\
        """);
  }

  private @Nullable Prekey takeFirst(int kind) throws SQLException {
    Prekey first = first(kind);
    if (first != null) {
      try (PreparedStatement delete =
          connection.prepareStatement(
              """
              DELETE FROM prekey WHERE mailbox = ?1 AND kind = ?2 AND number = (
                SELECT min(number) FROM prekey WHERE mailbox = ?1 AND kind = ?2)\
              """)) {
        delete.setLong(1, mailbox);
        delete.setInt(2, kind);
        delete.executeUpdate();
      }
    }
    return first;
  }

  private @Nullable Prekey one(int kind, String sql) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, mailbox);
      select.setInt(2, kind);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return null;
        }
        ByteString value = UnsafeByteOperations.unsafeWrap(row.getBytes(2));
        return new Prekey(row.getInt(1), value);
      }
    }
  }

  private int count(int kind) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT count(*) FROM prekey WHERE mailbox = ? AND kind = ?")) {
      select.setLong(1, mailbox);
      select.setInt(2, kind);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
