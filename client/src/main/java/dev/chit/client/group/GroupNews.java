package dev.chit.client.group;

import com.google.protobuf.ByteString;
import dev.chit.client.Incoming;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.UnseenGroupNews;
import dev.chit.client.watch.Unseen;
import dev.chit.core.AccountId;
import dev.chit.core.group.Change;
import dev.chit.core.group.GroupView;
import dev.chit.core.group.MembershipList;
import dev.chit.core.group.SignedChange;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Tells what became different in a group.
final class GroupNews {
  private GroupNews() {}

  /// @param before null if the group was not known
  static void tell(
      Tables tables,
      @Nullable GroupView before,
      MembershipList list,
      List<SignedChange> added,
      AccountId me)
      throws SQLException {
    GroupView now = list.current();
    AccountId by = author(added, now);
    List<AccountId> members = before == null ? List.of() : before.members();
    List<AccountId> came = without(now.members(), members);
    List<AccountId> gone = without(members, now.members());
    if (came.contains(me)) {
      tell(tables, now, Incoming.GroupNews.Kind.INVITED, by, List.of(me));
      return;
    }
    if (!members.contains(me)) {
      return;
    }
    if (!came.isEmpty()) {
      tell(tables, now, Incoming.GroupNews.Kind.ADDED, by, came);
    }
    List<AccountId> left = gone.stream().filter(account -> left(added, account)).toList();
    for (AccountId account : left) {
      tell(tables, now, Incoming.GroupNews.Kind.LEFT, account, List.of(account));
    }
    List<AccountId> removed = without(gone, left);
    if (!removed.isEmpty()) {
      tell(tables, now, Incoming.GroupNews.Kind.REMOVED, by, removed);
    }
    if (before != null) {
      tellRest(tables, before, now, by);
    }
  }

  private static void tellRest(Tables tables, GroupView before, GroupView now, AccountId by)
      throws SQLException {
    if (!Objects.equals(before.name(), now.name())) {
      tell(tables, now, Incoming.GroupNews.Kind.NAMED, by, List.of());
    }
    List<AccountId> promoted = new ArrayList<>(without(now.admins(), before.admins()));
    if (!promoted.isEmpty()) {
      tell(tables, now, Incoming.GroupNews.Kind.ADMIN, by, promoted);
    }
    List<AccountId> demoted = new ArrayList<>(without(before.admins(), now.admins()));
    demoted.retainAll(now.members());
    if (!demoted.isEmpty()) {
      tell(tables, now, Incoming.GroupNews.Kind.MEMBER, by, demoted);
    }
  }

  private static void tell(
      Tables tables,
      GroupView group,
      Incoming.GroupNews.Kind what,
      AccountId by,
      List<AccountId> accounts)
      throws SQLException {
    UnseenGroupNews.Builder news =
        UnseenGroupNews.newBuilder()
            .setGroup(ByteString.copyFrom(group.id().bytes()))
            .setWhat(what.name())
            .setBy(ByteString.copyFrom(by.bytes()));
    accounts.forEach(account -> news.addAccounts(ByteString.copyFrom(account.bytes())));
    Unseen.add(tables, news);
  }

  /// Of the newest change that counts.
  private static AccountId author(List<SignedChange> added, GroupView now) {
    for (SignedChange change : added.reversed()) {
      if (change.hash().equals(now.head())) {
        return change.author();
      }
    }
    return added.getLast().author();
  }

  private static boolean left(List<SignedChange> added, AccountId account) {
    return added.stream()
        .anyMatch(
            change ->
                change.author().equals(account) && change.change().change() instanceof Change.Left);
  }

  private static List<AccountId> without(List<AccountId> all, List<AccountId> others) {
    var rest = new ArrayList<>(all);
    rest.removeAll(new java.util.HashSet<>(others));
    return rest;
  }
}
