package dev.chit.client.group;

import com.google.protobuf.ByteString;
import dev.chit.client.state.Tables;
import dev.chit.core.ConversationId;
import dev.chit.core.group.GroupView;
import dev.chit.core.group.MembershipList;
import dev.chit.core.group.SignedChange;
import dev.chit.crypto.Ed25519;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Groups that go with a member to a further device of theirs: the lists, and no keys.
public final class GroupLuggage {
  private GroupLuggage() {}

  /// The groups that this account is in.
  public static List<ConversationId> groups(Tables tables) throws SQLException {
    return GroupRows.of(tables, tables.account()).stream().map(GroupView::id).toList();
  }

  /// All changes of a group, in order.
  public static List<ByteString> changes(Tables tables, ConversationId group) throws SQLException {
    Optional<MembershipList> list = GroupRows.list(tables, group);
    return list.isEmpty()
        ? List.of()
        : list.get().all().stream().map(change -> ByteString.copyFrom(change.bytes())).toList();
  }

  /// Keeps changes of a group behind those that there are. What does not fit is left out.
  public static void keep(Tables tables, ConversationId group, List<ByteString> changes)
      throws SQLException {
    MembershipList list = GroupRows.list(tables, group).orElse(null);
    var added = new ArrayList<SignedChange>();
    for (ByteString bytes : changes) {
      SignedChange change;
      try {
        change = SignedChange.parse(bytes.toByteArray(), Ed25519.verifier());
      } catch (IllegalArgumentException e) {
        continue;
      }
      if (list == null) {
        if (change.change().number() == 0 && change.change().groupId().equals(group)) {
          list = MembershipList.of(change);
          added.add(change);
        }
      } else if (list.canJudge(change) && !list.knows(change.hash()) && list.add(change) == null) {
        added.add(change);
      }
    }
    if (list != null && !added.isEmpty() && GroupRows.haveRoom(tables)) {
      GroupRows.keep(tables, list, added);
    }
  }
}
