package dev.chit.client.group;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import dev.chit.client.people.Consent;
import dev.chit.client.people.Person;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.GroupRow;
import dev.chit.client.talk.v1.GroupContent;
import dev.chit.client.talk.v1.GroupKey;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.group.Change;
import dev.chit.core.group.ChangeHash;
import dev.chit.core.group.GroupChange;
import dev.chit.core.group.GroupName;
import dev.chit.core.group.GroupView;
import dev.chit.core.group.MembershipList;
import dev.chit.core.group.SignedChange;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Groups and their lists of changes as the profile keeps them.
public final class GroupRows {
  /// Groups that a profile knows, those that it left among them.
  public static final int GROUPS_MAX = 1_000;

  private GroupRows() {}

  public static Optional<GroupView> view(Tables tables, ConversationId group) throws SQLException {
    return tables.groups.groups.get(group.bytes()).map(GroupRows::view);
  }

  static GroupView view(GroupRow row) {
    return new GroupView(
        ConversationId.of(row.getId().toByteArray()),
        new GroupName(row.getName()),
        Addresses.accounts(row.getMembers()),
        Addresses.accounts(row.getAdmins()),
        ChangeHash.of(row.getHead().toByteArray()),
        row.getNumber());
  }

  /// The groups that an account is in, in the order in which they came.
  public static List<GroupView> of(Tables tables, AccountId member) throws SQLException {
    return all(tables).stream().filter(group -> group.role(member).isPresent()).toList();
  }

  /// All that are known.
  static List<GroupView> all(Tables tables) throws SQLException {
    return tables.groups.groups.after(0, GROUPS_MAX).stream()
        .map(row -> view(row.value()))
        .toList();
  }

  static Optional<SignedChange> change(Tables tables, ConversationId group, ChangeHash hash)
      throws SQLException {
    return tables.groups.changes.find(key(group, hash)).map(GroupRows::change);
  }

  static boolean knows(Tables tables, ConversationId group, ChangeHash change) throws SQLException {
    return tables.groups.changes.find(key(group, change)).isPresent();
  }

  static Optional<MembershipList> list(Tables tables, ConversationId group) throws SQLException {
    List<Row<BytesValue>> rows =
        tables
            .groups
            .changes
            .tagged(group.bytes(), Long.MAX_VALUE, MembershipList.CHANGES_MAX)
            .reversed();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    MembershipList list = MembershipList.of(change(rows.getFirst()));
    for (Row<BytesValue> row : rows.subList(1, rows.size())) {
      if (list.add(change(row)) != null) {
        throw new IllegalStateException("a change that was allowed when it was kept");
      }
    }
    return Optional.of(list);
  }

  /// Whether somebody is a member, or was one once.
  static boolean wasEver(Tables tables, ConversationId group, AccountId account)
      throws SQLException {
    Optional<GroupView> view = view(tables, group);
    if (view.isEmpty() || view.get().role(account).isPresent()) {
      return view.isPresent();
    }
    Optional<MembershipList> list = list(tables, group);
    return list.isPresent()
        && list.get().all().stream()
            .map(SignedChange::change)
            .anyMatch(it -> begins(it, account) || adds(it, account));
  }

  private static boolean begins(GroupChange change, AccountId account) {
    return change.number() == 0 && change.account().equals(account);
  }

  private static boolean adds(GroupChange change, AccountId account) {
    return change.change() instanceof Change.Added(List<AccountId> accounts)
        && accounts.contains(account);
  }

  private static SignedChange change(Row<BytesValue> row) {
    return SignedChange.trusted(row.value().getValue().toByteArray());
  }

  /// Keeps a list with what was added to it.
  static void keep(Tables tables, MembershipList list, List<SignedChange> added)
      throws SQLException {
    ConversationId group = list.group();
    for (SignedChange change : added) {
      tables.groups.changes.add(
          key(group, change.hash()),
          group.bytes(),
          BytesValue.of(ByteString.copyFrom(change.bytes())));
    }
    GroupView now = list.current();
    GroupRow before = tables.groups.groups.get(group.bytes()).orElse(GroupRow.getDefaultInstance());
    tables.groups.groups.put(
        group.bytes(),
        before.toBuilder()
            .setId(ByteString.copyFrom(group.bytes()))
            .setName(now.name().value())
            .setMembers(Addresses.accounts(now.members()))
            .setAdmins(Addresses.accounts(now.admins()))
            .setHead(ByteString.copyFrom(now.head().bytes()))
            .setNumber(now.number())
            .build());
  }

  /// Whether something belongs to a group that this account and the sender are in, and so needs
  /// nobody's consent: what members say to each other's clients, and their asking for what they
  /// lack. So does the key of a stranger who may have come by a change that is not known here yet.
  public static boolean isOfMember(Tables tables, Person sender, GroupContent content)
      throws SQLException {
    AccountId me = tables.account();
    if (content.getGroupId().size() == ConversationId.LENGTH) {
      var group = ConversationId.of(content.getGroupId().toByteArray());
      Optional<GroupView> view = view(tables, group).filter(it -> it.role(me).isPresent());
      return view.isPresent()
          && (view.get().role(sender.account()).isPresent()
              || (content.hasKey() && isNewcomers(tables, group, sender, content.getKey())));
    }
    return content.hasAsk() && shared(tables, sender.account());
  }

  private static boolean isNewcomers(
      Tables tables, ConversationId group, Person sender, GroupKey key) throws SQLException {
    return switch (Consent.standing(tables, sender.account())) {
      case STRANGER, ASKING, ACCEPTED ->
          key.getEpoch().size() == ChangeHash.LENGTH
              && !knows(tables, group, ChangeHash.of(key.getEpoch().toByteArray()));
      case REFUSED, BLOCKED -> false;
    };
  }

  /// Whether this account is in a group with somebody.
  public static boolean shared(Tables tables, AccountId other) throws SQLException {
    return of(tables, tables.account()).stream().anyMatch(group -> group.role(other).isPresent());
  }

  static boolean haveRoom(Tables tables) throws SQLException {
    return tables.groups.groups.after(0, GROUPS_MAX).size() < GROUPS_MAX;
  }

  private static byte[] key(ConversationId group, ChangeHash change) {
    return ByteBuffer.allocate(ConversationId.LENGTH + ChangeHash.LENGTH)
        .put(group.bytes())
        .put(change.bytes())
        .array();
  }
}
