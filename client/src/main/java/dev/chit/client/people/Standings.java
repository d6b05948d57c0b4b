package dev.chit.client.people;

import com.google.protobuf.ByteString;
import dev.chit.client.Standing;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.StandingRow;
import dev.chit.core.AccountId;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// How this profile stands with everybody, as rows.
final class Standings {
  private static final byte[] NOBODY = {};

  private Standings() {}

  static Standing of(Tables tables, AccountId account) throws SQLException {
    return of(row(tables, account));
  }

  static Standing of(StandingRow row) {
    return row.getStanding().isEmpty() ? Standing.STRANGER : Standing.valueOf(row.getStanding());
  }

  static StandingRow row(Tables tables, AccountId account) throws SQLException {
    return tables.standings.get(account.bytes()).orElseGet(() -> fresh(account));
  }

  private static StandingRow fresh(AccountId account) {
    return StandingRow.newBuilder()
        .setAccount(ByteString.copyFrom(account.bytes()))
        .setStanding(Standing.STRANGER.name())
        .build();
  }

  /// Changes what is noted of somebody, and not the standing.
  static void note(Tables tables, AccountId account, UnaryOperator<StandingRow.Builder> change)
      throws SQLException {
    StandingRow row = row(tables, account);
    tables.standings.put(account.bytes(), tag(of(row)), change.apply(row.toBuilder()).build());
  }

  /// Counts of what was kept, held and dropped begin anew.
  static void set(Tables tables, AccountId account, Standing standing) throws SQLException {
    StandingRow row =
        row(tables, account).toBuilder()
            .setStanding(standing.name())
            .clearTexts()
            .clearTextBytes()
            .clearHeld()
            .clearHeldBytes()
            .clearDropped()
            .build();
    Optional<Row<StandingRow>> before = tables.standings.find(account.bytes());
    if (before.isPresent()) {
      tables.standings.remove(before.get().sequence());
    }
    tables.standings.add(account.bytes(), tag(standing), row);
    tables.standings.put(NOBODY, StandingRow.getDefaultInstance());
  }

  static long count(Tables tables, Standing standing) throws SQLException {
    return tables.standings.count(tag(standing));
  }

  /// Those of a standing, the newest first.
  static List<StandingRow> all(Tables tables, Standing standing, int limit) throws SQLException {
    return tables.standings.tagged(tag(standing), Long.MAX_VALUE, limit).stream()
        .map(Row::value)
        .toList();
  }

  /// Counts what came while too many strangers asked already.
  ///
  /// @return how much since somebody was answered
  static int crowdedOut(Tables tables) throws SQLException {
    StandingRow row = tables.standings.get(NOBODY).orElse(StandingRow.getDefaultInstance());
    int dropped = row.getDropped() + 1;
    tables.standings.put(NOBODY, row.toBuilder().setDropped(dropped).build());
    return dropped;
  }

  private static byte[] tag(Standing standing) {
    return standing.name().getBytes(StandardCharsets.US_ASCII);
  }
}
