package dev.chit.client.group;

import com.google.protobuf.ByteString;
import dev.chit.client.people.KnownDevices;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.GroupRow;
import dev.chit.client.talk.Poster;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.GroupChanges;
import dev.chit.client.talk.v1.GroupContent;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.group.Change;
import dev.chit.core.group.ChangeHash;
import dev.chit.core.group.Fault;
import dev.chit.core.group.GroupChange;
import dev.chit.core.group.GroupView;
import dev.chit.core.group.MembershipList;
import dev.chit.core.group.SignedChange;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.SigningKey;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes changes of this account and tells them to the others.
final class Changes {
  /// Bytes of changes in one content.
  static final int PAGE_BYTES = 40_000;

  private final SigningKey identity;
  private final GroupPost post;
  private final InstantSource clock;

  Changes(SigningKey identity, GroupPost post, InstantSource clock) {
    this.identity = identity;
    this.post = post;
    this.clock = clock;
  }

  SignedChange sign(GroupChange change) {
    return SignedChange.of(change, identity.sign(GroupChange.LABEL, change.encode()));
  }

  /// Makes a change, keeps it, and has it told.
  ///
  /// @return why it is not allowed, or null
  @Nullable Fault make(Tables tables, Poster poster, MembershipList list, Change change)
      throws SQLException {
    AccountId me = AccountId.ofKey(identity.verifyKey());
    Fault fault = list.fault(me, change);
    if (fault != null) {
      return fault;
    }
    GroupView before = list.current();
    SignedChange made =
        sign(list.next(identity.verifyKey(), change, clock.instant().getEpochSecond()));
    fault = list.add(made);
    if (fault == null) {
      GroupRows.keep(tables, list, List.of(made));
      tell(tables, poster, list, made, before, me);
    }
    return fault;
  }

  private void tell(
      Tables tables,
      Poster poster,
      MembershipList list,
      SignedChange made,
      GroupView before,
      AccountId me)
      throws SQLException {
    GroupView now = list.current();
    for (AccountId account : now.members()) {
      if (before.role(account).isEmpty()) {
        send(tables, poster, account, list.group(), list.all());
      }
    }
    for (AccountId account : before.members()) {
      if (now.role(account).isEmpty() && !account.equals(me)) {
        // All of it: they were entitled to what came before, and may lack some.
        send(tables, poster, account, list.group(), list.all());
        OthersKeys.forget(tables, list.group(), account);
      }
    }
    boolean leaving = now.role(me).isEmpty();
    Content.Builder content = Content.newBuilder().setGroup(content(list.group(), List.of(made)));
    post.post(tables, poster, leaving ? before : now, post.newMessageId(), content);
    if (leaving) {
      forgetKeys(tables, before);
    }
  }

  /// What is done with a group that this account is no longer in.
  static void forgetKeys(Tables tables, GroupView before) throws SQLException {
    GroupPost.forgetOwn(tables, before.id());
    for (AccountId account : before.members()) {
      OthersKeys.forget(tables, before.id(), account);
    }
  }

  /// Tells this account's other devices of a group that it has just made.
  void tellOwn(Tables tables, Poster poster, MembershipList list) throws SQLException {
    for (DeviceStatement device : KnownDevices.ofOwn(tables, post.self())) {
      send(tables, poster, device, list.group(), list.all());
    }
  }

  /// Sends changes to all devices of somebody, in their sessions, in pages.
  private static void send(
      Tables tables, Poster poster, AccountId to, ConversationId group, List<SignedChange> changes)
      throws SQLException {
    Optional<Person> person = People.known(tables, to);
    if (person.isPresent()) {
      for (DeviceStatement device : person.get().devices()) {
        send(tables, poster, device, group, changes);
      }
    }
  }

  static void send(
      Tables tables,
      Poster poster,
      DeviceStatement to,
      ConversationId group,
      List<SignedChange> changes)
      throws SQLException {
    var page = new ArrayList<SignedChange>();
    int bytes = 0;
    for (SignedChange change : changes) {
      bytes += change.bytes().length;
      if (bytes > PAGE_BYTES && !page.isEmpty()) {
        poster.post(tables, to, Content.newBuilder().setGroup(content(group, page)));
        page.clear();
        bytes = change.bytes().length;
      }
      page.add(change);
    }
    if (!page.isEmpty()) {
      poster.post(tables, to, Content.newBuilder().setGroup(content(group, page)));
    }
  }

  private static GroupContent.Builder content(ConversationId group, List<SignedChange> changes) {
    GroupChanges.Builder all = GroupChanges.newBuilder();
    changes.forEach(change -> all.addChanges(ByteString.copyFrom(change.bytes())));
    return GroupContent.newBuilder().setGroupId(ByteString.copyFrom(group.bytes())).setChanges(all);
  }

  /// Sees to changes that do not count because others, made at the same time, do; to each once.
  void makeAnew(Tables tables, Poster poster, MembershipList list) throws SQLException {
    AccountId me = AccountId.ofKey(identity.verifyKey());
    for (SignedChange lost : list.lost()) {
      boolean mine = lost.author().equals(me);
      boolean departure = !mine && lost.change().change() instanceof Change.Left;
      if ((mine || departure) && firstSeen(tables, list.group(), lost.hash())) {
        if (mine) {
          makeAnew(tables, poster, list, lost.change().change());
        } else {
          putOut(tables, poster, list, lost.author());
        }
      }
    }
  }

  /// Makes a change of this account again. If it may no longer do so, those who were told of it are
  /// told how things are.
  private void makeAnew(Tables tables, Poster poster, MembershipList list, Change lost)
      throws SQLException {
    Optional<Change> again = stillWanted(list.current(), lost);
    if (again.isPresent() && make(tables, poster, list, again.get()) != null) {
      for (AccountId account : concerned(again.get())) {
        send(tables, poster, account, list.group(), list.all());
      }
    }
  }

  /// Who has left no longer listens: the most senior of the others makes it so.
  private void putOut(Tables tables, Poster poster, MembershipList list, AccountId gone)
      throws SQLException {
    GroupView now = list.current();
    Optional<AccountId> senior =
        now.admins().stream().filter(admin -> !admin.equals(gone)).findFirst();
    if (now.role(gone).isPresent()
        && senior.isPresent()
        && senior.get().equals(AccountId.ofKey(identity.verifyKey()))) {
      var _ = make(tables, poster, list, new Change.Removed(List.of(gone)));
    }
  }

  /// Who is told of a change in their own sessions.
  private static List<AccountId> concerned(Change change) {
    return switch (change) {
      case Change.Added(List<AccountId> accounts) -> accounts;
      case Change.Removed(List<AccountId> accounts) -> accounts;
      case Change.Created _, Change.Left _, Change.RoleSet _, Change.Named _ -> List.of();
    };
  }

  private static boolean firstSeen(Tables tables, ConversationId group, ChangeHash hash)
      throws SQLException {
    GroupRow row = tables.groups.groups.get(group.bytes()).orElse(GroupRow.getDefaultInstance());
    ByteString bytes = ByteString.copyFrom(hash.bytes());
    if (row.getSeenToList().contains(bytes)) {
      return false;
    }
    tables.groups.groups.put(group.bytes(), row.toBuilder().addSeenTo(bytes).build());
    return true;
  }

  private static Optional<Change> stillWanted(GroupView now, Change change) {
    return switch (change) {
      case Change.Added(List<AccountId> accounts) -> {
        List<AccountId> missing =
            accounts.stream().filter(account -> now.role(account).isEmpty()).toList();
        yield missing.isEmpty() ? Optional.empty() : Optional.of(new Change.Added(missing));
      }
      case Change.Removed(List<AccountId> accounts) -> {
        List<AccountId> there =
            accounts.stream().filter(account -> now.role(account).isPresent()).toList();
        yield there.isEmpty() ? Optional.empty() : Optional.of(new Change.Removed(there));
      }
      case Change.Left left -> Optional.of(left);
      // A name or a role that somebody else has set meanwhile stays.
      case Change.Created _, Change.Named _, Change.RoleSet _ -> Optional.empty();
    };
  }
}
