package dev.chit.client.group;

import com.google.protobuf.ByteString;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.GroupRow;
import dev.chit.core.AccountId;
import dev.chit.core.group.GroupView;
import java.sql.SQLException;
import java.util.List;

/// Bounds the groups that others tell of, so that nobody fills the places of all. A long list comes
/// in pages, and only the last may name this account: so a few are kept that it is not in yet.
final class Guests {
  /// Groups that one account told of and that this account has been in.
  static final int TOLD_BY_ONE_MAX = 200;

  /// Groups that one account told of and that this account was never in; beyond, the oldest goes.
  static final int FOREIGN_BY_ONE_MAX = 4;

  private Guests() {}

  static boolean haveRoom(Tables tables, AccountId teller) throws SQLException {
    return GroupRows.haveRoom(tables) && toldBy(tables, teller, false).size() < TOLD_BY_ONE_MAX;
  }

  /// Notes who told of a group, once it is kept.
  ///
  /// @param isNew it was not known before
  static void keep(Tables tables, GroupView group, AccountId teller, boolean isNew)
      throws SQLException {
    GroupRow row = tables.groups.groups.get(group.id().bytes()).orElseThrow();
    boolean in = group.role(tables.account()).isPresent();
    if (isNew || (in && row.getForeign())) {
      ByteString by = isNew ? ByteString.copyFrom(teller.bytes()) : row.getToldBy();
      tables.groups.groups.put(
          group.id().bytes(), row.toBuilder().setToldBy(by).setForeign(!in).build());
    }
    List<Row<GroupRow>> foreign = toldBy(tables, teller, true);
    if (foreign.size() > FOREIGN_BY_ONE_MAX) {
      Row<GroupRow> oldest = foreign.getFirst();
      tables.groups.groups.remove(oldest.sequence());
      tables.groups.changes.removeTagged(oldest.value().getId().toByteArray());
    }
  }

  private static List<Row<GroupRow>> toldBy(Tables tables, AccountId teller, boolean foreign)
      throws SQLException {
    ByteString by = ByteString.copyFrom(teller.bytes());
    return tables.groups.groups.after(0, GroupRows.GROUPS_MAX).stream()
        .filter(row -> row.value().getToldBy().equals(by) && row.value().getForeign() == foreign)
        .toList();
  }
}
