package dev.chit.client.group;

import com.google.protobuf.ByteString;
import dev.chit.client.people.Person;
import dev.chit.client.state.Tables;
import dev.chit.client.talk.Poster;
import dev.chit.client.talk.v1.GroupChanges;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.SignatureVerifier;
import dev.chit.core.group.GroupView;
import dev.chit.core.group.MembershipList;
import dev.chit.core.group.SignedChange;
import dev.chit.crypto.DeviceStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes in changes of groups, whoever passes them on: each is judged by its own signature and
/// place.
final class Lists {
  private final AccountId me;
  private final SignatureVerifier verifier;
  private final Changes changes;
  private final Asking asking;
  private final Runnable membersCame;

  /// @param membersCame called after somebody came into a group
  Lists(
      AccountId me,
      SignatureVerifier verifier,
      Changes changes,
      Asking asking,
      Runnable membersCame) {
    this.me = me;
    this.verifier = verifier;
    this.changes = changes;
    this.asking = asking;
    this.membersCame = membersCame;
  }

  /// Keeps those that are new and allowed, and asks the device for what they follow if it is
  /// missing.
  void changed(
      Tables tables, ConversationId group, DeviceStatement device, GroupChanges said, Poster poster)
      throws SQLException {
    Optional<MembershipList> known = GroupRows.list(tables, group);
    @Nullable GroupView before = known.map(MembershipList::current).orElse(null);
    MembershipList list = known.orElse(null);
    var added = new ArrayList<SignedChange>();
    boolean missing = false;
    for (ByteString bytes : said.getChangesList()) {
      SignedChange change;
      try {
        change = SignedChange.parse(bytes.toByteArray(), verifier);
      } catch (IllegalArgumentException e) {
        continue;
      }
      if (list == null) {
        list = begun(tables, group, change, device.account());
        if (list != null) {
          added.add(change);
        }
      } else if (!list.canJudge(change)) {
        missing |= change.change().groupId().equals(group);
      } else if (!list.knows(change.hash()) && list.add(change) == null) {
        added.add(change);
      }
    }
    if (list != null && !added.isEmpty()) {
      keep(tables, before, list, added, poster);
      Guests.keep(tables, list.current(), device.account(), before == null);
    }
    if (list != null && missing) {
      asking.forChanges(tables, poster, device, group, list.ends());
    }
  }

  private static @Nullable MembershipList begun(
      Tables tables, ConversationId group, SignedChange change, AccountId teller)
      throws SQLException {
    boolean begins = change.change().number() == 0 && change.change().groupId().equals(group);
    return begins && Guests.haveRoom(tables, teller) ? MembershipList.of(change) : null;
  }

  private void keep(
      Tables tables,
      @Nullable GroupView before,
      MembershipList list,
      List<SignedChange> added,
      Poster poster)
      throws SQLException {
    GroupRows.keep(tables, list, added);
    GroupNews.tell(tables, before, list, added, me);
    if (before != null) {
      GroupView now = list.current();
      if (before.role(me).isPresent() && now.role(me).isEmpty()) {
        Changes.forgetKeys(tables, before);
      }
      for (AccountId account : before.members()) {
        if (now.role(account).isEmpty()) {
          OthersKeys.forget(tables, list.group(), account);
        }
      }
    }
    changes.makeAnew(tables, poster, list);
    tables.afterCommit(membersCame);
  }

  /// Tells a member who still writes to this account that it is gone, by the change that made it
  /// so.
  void tellGone(Tables tables, Person member, DeviceStatement device, Poster poster)
      throws SQLException {
    for (GroupView view : GroupRows.all(tables)) {
      boolean gone = view.role(me).isEmpty() && view.role(member.account()).isPresent();
      if (gone && asking.mayTell(tables, device)) {
        Optional<SignedChange> newest = GroupRows.change(tables, view.id(), view.head());
        if (newest.isPresent()) {
          Changes.send(tables, poster, device, view.id(), List.of(newest.get()));
        }
      }
    }
  }

  /// Asks a device for the changes that it knows and this one does not.
  void askForChanges(Tables tables, ConversationId group, DeviceStatement device, Poster poster)
      throws SQLException {
    Optional<MembershipList> list = GroupRows.list(tables, group);
    if (list.isPresent()) {
      asking.forChanges(tables, poster, device, group, list.get().ends());
    }
  }
}
