package dev.chit.client.group;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.chit.client.MessageState;
import dev.chit.client.Standing;
import dev.chit.client.people.Consent;
import dev.chit.client.people.Person;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.state.v1.UnseenGroupMessage;
import dev.chit.client.state.v1.UnseenMessage;
import dev.chit.client.talk.GroupInbox;
import dev.chit.client.talk.Keys;
import dev.chit.client.talk.Poster;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.GroupAgain;
import dev.chit.client.talk.v1.GroupContent;
import dev.chit.client.talk.v1.GroupKey;
import dev.chit.client.watch.Unseen;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import dev.chit.core.SignatureVerifier;
import dev.chit.core.group.ChangeHash;
import dev.chit.core.group.GroupView;
import dev.chit.crypto.DeviceStatement;
import dev.chit.sessions.DeviceAddress;
import dev.chit.sessions.GroupEnvelope;
import dev.chit.sessions.OpenFailure;
import dev.chit.sessions.ReceivedSenderKey;
import dev.chit.sessions.SenderKeyId;
import dev.chit.sessions.SenderKeyShare;
import dev.chit.wire.v1.Delivery;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes in what members say of and in their groups. Whatever does not fit is dropped; what may
/// only be missing something is asked for.
final class Arriving implements GroupInbox {
  private final AccountId me;
  private final SignatureVerifier verifier;
  private final Lists lists;
  private final Answering answering;
  private final Asking asking;

  Arriving(
      AccountId me, SignatureVerifier verifier, Lists lists, Answering answering, Asking asking) {
    this.me = me;
    this.verifier = verifier;
    this.lists = lists;
    this.answering = answering;
    this.asking = asking;
  }

  /// A message to a group, and whom it is from.
  ///
  /// @param envelope its id, empty if it came again in a session
  private record Said(
      Person from,
      DeviceStatement device,
      ConversationId group,
      MessageId id,
      ChangeHash epoch,
      Content content,
      long atMillis,
      ByteString envelope) {}

  // ── messages ──

  @Override
  public void envelope(
      Tables tables, Person from, DeviceStatement device, Delivery delivery, Poster poster)
      throws SQLException {
    byte[] envelope = delivery.getEnvelope().toByteArray();
    @Nullable SenderKeyId id;
    try {
      id = GroupEnvelope.keyOf(envelope);
    } catch (IllegalArgumentException e) {
      id = null;
    }
    if (id == null) {
      return;
    }
    Optional<ReceivedSenderKey> key = OthersKeys.find(tables, id, device);
    if (key.isEmpty()) {
      if (!GroupRows.shared(tables, from.account())) {
        lists.tellGone(tables, from, device, poster);
      } else if (!ask(tables, poster, device, delivery)) {
        lost(tables, from, "its key is missing");
      }
      return;
    }
    var address = new DeviceAddress(device.account(), device.device());
    switch (key.get().open(address, envelope, verifier)) {
      case ReceivedSenderKey.Opened opened -> {
        OthersKeys.keep(tables, opened.key(), device);
        Content content = content(opened.plain().body());
        if (content != null) {
          take(
              tables,
              new Said(
                  from,
                  device,
                  opened.plain().group(),
                  opened.plain().message(),
                  ChangeHash.of(opened.plain().epoch()),
                  content,
                  delivery.getReceivedAtMillis(),
                  delivery.getId()),
              poster);
        }
      }
      case ReceivedSenderKey.NotOpened(OpenFailure failure) -> {
        if (failure == OpenFailure.ALREADY_OPENED) {
          return;
        }
        if (!failure.healable() || !ask(tables, poster, device, delivery)) {
          lost(tables, from, failure.code());
        }
      }
    }
  }

  private boolean ask(Tables tables, Poster poster, DeviceStatement device, Delivery delivery)
      throws SQLException {
    return asking.forEnvelope(tables, poster, device, delivery.getId());
  }

  private void take(Tables tables, Said said, Poster poster) throws SQLException {
    Optional<GroupView> group = GroupRows.view(tables, said.group());
    if (group.isEmpty()) {
      return;
    }
    boolean known = GroupRows.knows(tables, said.group(), said.epoch());
    boolean member = group.get().role(said.from().account()).isPresent();
    if (member && said.content().getKindCase() == Content.KindCase.GROUP) {
      GroupContent content = said.content().getGroup();
      if (isOf(content, said.group()) && content.hasChanges()) {
        lists.changed(tables, said.group(), said.device(), content.getChanges(), poster);
      }
      return;
    }
    if (group.get().role(me).isEmpty()) {
      return;
    }
    if (!known) {
      // Without the changes that the sender knows, nobody can say whether they are a member.
      ByteString again = member ? ByteString.EMPTY : said.envelope();
      lists.askForChanges(tables, said.group(), said.device(), again, poster);
    }
    if (member && said.content().getKindCase() == Content.KindCase.TEXT) {
      text(tables, said);
    }
  }

  private static void text(Tables tables, Said said) throws SQLException {
    byte[] key = Keys.message(said.from().account(), said.id());
    boolean blocked = Consent.standing(tables, said.from().account()) == Standing.BLOCKED;
    if (blocked || tables.messages.find(key).isPresent()) {
      return;
    }
    ByteString id = ByteString.copyFrom(said.id().bytes());
    ByteString account = ByteString.copyFrom(said.from().account().bytes());
    ByteString group = ByteString.copyFrom(said.group().bytes());
    String text = said.content().getText().getText();
    tables.messages.add(
        key,
        said.group().bytes(),
        MessageRow.newBuilder()
            .setId(id)
            .setAccount(account)
            .setText(text)
            .setAtMillis(said.atMillis())
            .setState(MessageState.RECEIVED.name())
            .setGroup(group)
            .build());
    Unseen.add(
        tables,
        UnseenGroupMessage.newBuilder()
            .setGroup(group)
            .setMessage(
                UnseenMessage.newBuilder()
                    .setId(id)
                    .setFrom(said.from().name().value())
                    .setAccount(account)
                    .setText(text)
                    .setAtMillis(said.atMillis())));
  }

  // ── in sessions ──

  @Override
  public void content(
      Tables tables,
      Person from,
      DeviceStatement device,
      GroupContent content,
      long atMillis,
      Poster poster)
      throws SQLException {
    switch (content.getWhatCase()) {
      case CHANGES -> {
        if (content.getGroupId().size() == ConversationId.LENGTH) {
          lists.changed(tables, Answering.group(content), device, content.getChanges(), poster);
        }
      }
      case KEY -> {
        if (content.getGroupId().size() == ConversationId.LENGTH) {
          key(tables, Answering.group(content), from, device, content.getKey(), poster);
        }
      }
      case ASK -> answering.answer(tables, content, from, device, poster);
      case AGAIN -> {
        if (content.getGroupId().size() == ConversationId.LENGTH) {
          again(
              tables, Answering.group(content), from, device, content.getAgain(), atMillis, poster);
        }
      }
      case WHAT_NOT_SET -> {}
    }
  }

  private void again(
      Tables tables,
      ConversationId group,
      Person from,
      DeviceStatement device,
      GroupAgain again,
      long atMillis,
      Poster poster)
      throws SQLException {
    Content content = content(again.getContent().toByteArray());
    if (content != null
        && again.getMessageId().size() == MessageId.LENGTH
        && again.getEpoch().size() == ChangeHash.LENGTH) {
      take(
          tables,
          new Said(
              from,
              device,
              group,
              MessageId.of(again.getMessageId().toByteArray()),
              ChangeHash.of(again.getEpoch().toByteArray()),
              content,
              atMillis,
              ByteString.EMPTY),
          poster);
    }
  }

  private void key(
      Tables tables,
      ConversationId group,
      Person from,
      DeviceStatement device,
      GroupKey key,
      Poster poster)
      throws SQLException {
    Optional<GroupView> view = GroupRows.view(tables, group);
    if (view.isEmpty()
        || view.get().role(me).isEmpty()
        || key.getEpoch().size() != ChangeHash.LENGTH) {
      return;
    }
    boolean known = GroupRows.knows(tables, group, ChangeHash.of(key.getEpoch().toByteArray()));
    if (!known) {
      lists.askForChanges(tables, group, device, ByteString.EMPTY, poster);
    }
    // Somebody may have come by a change that is not known here yet: then their key is taken, and
    // what it opens is judged when it comes.
    if (!known || view.get().role(from.account()).isPresent()) {
      try {
        SenderKeyShare share = SenderKeyShare.parse(key.getShare().toByteArray());
        OthersKeys.take(tables, group, device, share);
      } catch (IllegalArgumentException e) {
        lost(tables, from, "it holds no sender key");
      }
    }
  }

  // ── helpers ──

  private static boolean isOf(GroupContent content, ConversationId group) {
    return content.getGroupId().size() == ConversationId.LENGTH
        && Answering.group(content).equals(group);
  }

  private static @Nullable Content content(byte[] bytes) {
    try {
      return Content.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }

  private static void lost(Tables tables, Person from, String why) throws SQLException {
    if (Consent.standing(tables, from.account()) == Standing.BLOCKED) {
      return;
    }
    Unseen.warn(
        tables,
        "message-lost",
        "A message of " + from.name() + " to a group was dropped: " + why + ".");
  }
}
