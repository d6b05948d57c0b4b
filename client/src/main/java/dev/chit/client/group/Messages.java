package dev.chit.client.group;

import com.google.protobuf.ByteString;
import dev.chit.client.people.Person;
import dev.chit.client.state.Tables;
import dev.chit.client.talk.Expiry;
import dev.chit.client.talk.Poster;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.GroupAgain;
import dev.chit.client.talk.v1.GroupChanges;
import dev.chit.client.talk.v1.GroupContent;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import dev.chit.core.group.ChangeHash;
import dev.chit.core.group.GroupView;
import dev.chit.crypto.DeviceStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Judges messages to groups.
final class Messages {
  private final AccountId me;
  private final Lists lists;
  private final Early early;
  private final ChangesInbox changes;
  private volatile @Nullable Expiry expiry;

  Messages(AccountId me, Lists lists, Early early, ChangesInbox changes) {
    this.me = me;
    this.lists = lists;
    this.early = early;
    this.changes = changes;
  }

  void counting(Expiry until) {
    expiry = until;
  }

  /// Takes changes that a member passed on to the group.
  @FunctionalInterface
  interface ChangesInbox {
    void take(
        Tables tables,
        ConversationId group,
        DeviceStatement device,
        GroupChanges changes,
        Poster poster)
        throws SQLException;
  }

  /// A message to a group, and whom it is from.
  record Said(
      Person from,
      DeviceStatement device,
      ConversationId group,
      MessageId id,
      ChangeHash epoch,
      Content content,
      long atMillis) {

    static Said again(
        Person from, DeviceStatement device, GroupContent said, Content content, long atMillis) {
      return new Said(
          from,
          device,
          ConversationId.of(said.getGroupId().toByteArray()),
          MessageId.of(said.getAgain().getMessageId().toByteArray()),
          ChangeHash.of(said.getAgain().getEpoch().toByteArray()),
          content,
          atMillis);
    }

    GroupContent again() {
      return GroupContent.newBuilder()
          .setGroupId(ByteString.copyFrom(group.bytes()))
          .setAgain(
              GroupAgain.newBuilder()
                  .setMessageId(ByteString.copyFrom(id.bytes()))
                  .setEpoch(ByteString.copyFrom(epoch.bytes()))
                  .setContent(ByteString.copyFrom(content.toByteArray())))
          .build();
    }
  }

  /// Takes in what a member said. What nobody can judge yet is held.
  void take(Tables tables, Said said, Poster poster) throws SQLException {
    Optional<GroupView> group = GroupRows.view(tables, said.group());
    if (group.isEmpty()) {
      early.hold(tables, said.device(), said.again(), said.atMillis());
      return;
    }
    boolean member = group.get().role(said.from().account()).isPresent();
    if (member && said.content().getKindCase() == Content.KindCase.GROUP) {
      GroupContent content = said.content().getGroup();
      if (isOf(content, said.group()) && content.hasChanges()) {
        changes.take(tables, said.group(), said.device(), content.getChanges(), poster);
      }
      return;
    }
    boolean here = group.get().role(me).isPresent();
    if (!GroupRows.knows(tables, said.group(), said.epoch())) {
      if (here) {
        lists.askForChanges(tables, said.group(), said.device(), poster);
      }
      if (!here || !member) {
        early.hold(tables, said.device(), said.again(), said.atMillis());
        return;
      }
    }
    if (here && member) {
      Sayings.take(tables, said, expiry);
    }
  }

  private static boolean isOf(GroupContent content, ConversationId group) {
    return content.getGroupId().size() == ConversationId.LENGTH
        && Answering.group(content).equals(group);
  }
}
