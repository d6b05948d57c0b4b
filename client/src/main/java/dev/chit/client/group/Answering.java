package dev.chit.client.group;

import com.google.protobuf.ByteString;
import dev.chit.client.people.Person;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.GroupSentRow;
import dev.chit.client.talk.Poster;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.GroupAgain;
import dev.chit.client.talk.v1.GroupAsk;
import dev.chit.client.talk.v1.GroupContent;
import dev.chit.core.ConversationId;
import dev.chit.core.group.ChangeHash;
import dev.chit.core.group.GroupView;
import dev.chit.core.group.MembershipList;
import dev.chit.crypto.DeviceStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Gives members' devices what they lack.
final class Answering {
  private static final int ENVELOPES_IN_ASK_MAX = 64;

  private final GroupPost post;
  private final Asking asking;

  Answering(GroupPost post, Asking asking) {
    this.post = post;
    this.asking = asking;
  }

  /// Only members are answered, and only of what they were sent.
  void answer(
      Tables tables, GroupContent content, Person from, DeviceStatement device, Poster poster)
      throws SQLException {
    if (!asking.mayAnswer(tables, device)) {
      return;
    }
    GroupAsk ask = content.getAsk();
    if (ask.getEndsCount() > 0 && content.getGroupId().size() == ConversationId.LENGTH) {
      answerChanges(tables, group(content), from, device, ask.getEndsList(), poster);
    }
    List<ByteString> ids = ask.getEnvelopeIdsList();
    for (ByteString id : ids.subList(0, Math.min(ids.size(), ENVELOPES_IN_ASK_MAX))) {
      Optional<GroupSentRow> sent = tables.groups.sent.get(id.toByteArray());
      if (sent.isPresent()) {
        answerEnvelope(tables, sent.get(), from, device, poster);
      }
    }
  }

  private void answerChanges(
      Tables tables,
      ConversationId group,
      Person from,
      DeviceStatement device,
      List<ByteString> ends,
      Poster poster)
      throws SQLException {
    Optional<MembershipList> list = GroupRows.list(tables, group);
    if (list.isEmpty() || list.get().current().role(from.account()).isEmpty()) {
      return;
    }
    List<ChangeHash> known =
        ends.stream()
            .filter(end -> end.size() == ChangeHash.LENGTH)
            .limit(Asking.ENDS_MAX)
            .map(end -> ChangeHash.of(end.toByteArray()))
            .toList();
    Changes.send(tables, poster, device, group, list.get().beyond(known));
  }

  private void answerEnvelope(
      Tables tables, GroupSentRow sent, Person from, DeviceStatement device, Poster poster)
      throws SQLException {
    var group = ConversationId.of(sent.getGroup().toByteArray());
    Optional<GroupView> view = GroupRows.view(tables, group);
    if (view.isEmpty()
        || view.get().role(from.account()).isEmpty()
        || !Addresses.split(sent.getRecipients()).contains(Addresses.of(device))) {
      return;
    }
    post.shareAgain(tables, poster, view.get(), device);
    GroupAgain.Builder again =
        GroupAgain.newBuilder()
            .setMessageId(sent.getMessageId())
            .setEpoch(sent.getEpoch())
            .setContent(sent.getContent());
    poster.post(
        tables,
        device,
        Content.newBuilder()
            .setGroup(GroupContent.newBuilder().setGroupId(sent.getGroup()).setAgain(again)));
  }

  static ConversationId group(GroupContent content) {
    return ConversationId.of(content.getGroupId().toByteArray());
  }
}
