package dev.chit.client.group;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.chit.client.Standing;
import dev.chit.client.people.Consent;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.GroupEarlyRow;
import dev.chit.client.talk.Expiry;
import dev.chit.client.talk.GroupInbox;
import dev.chit.client.talk.Poster;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.GroupChanges;
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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Takes in what members say of and in their groups. Whatever does not fit is dropped; what may
/// only be missing something is asked for.
final class Arriving implements GroupInbox {
  private final AccountId me;
  private final SignatureVerifier verifier;
  private final Lists lists;
  private final Answering answering;
  private final Asking asking;
  private final Early early;
  private final Messages messages;

  Arriving(
      AccountId me,
      SignatureVerifier verifier,
      Lists lists,
      Answering answering,
      Asking asking,
      Early early) {
    this.me = me;
    this.verifier = verifier;
    this.lists = lists;
    this.answering = answering;
    this.asking = asking;
    this.early = early;
    this.messages = new Messages(me, lists, early, this::changed);
  }

  @Override
  public void counting(Expiry expiry) {
    messages.counting(expiry);
  }

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
        early.hold(tables, device, delivery);
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
          messages.take(
              tables,
              new Messages.Said(
                  from,
                  device,
                  opened.plain().group(),
                  opened.plain().message(),
                  ChangeHash.of(opened.plain().epoch()),
                  content,
                  delivery.getReceivedAtMillis()),
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
          changed(tables, Answering.group(content), device, content.getChanges(), poster);
        }
      }
      case KEY -> {
        if (content.getGroupId().size() == ConversationId.LENGTH) {
          key(tables, Answering.group(content), from, device, content.getKey(), poster);
        }
      }
      case ASK -> answering.answer(tables, content, from, device, poster);
      case AGAIN -> again(tables, from, device, content, atMillis, poster);
      case WHAT_NOT_SET -> {}
    }
  }

  private void again(
      Tables tables,
      Person from,
      DeviceStatement device,
      GroupContent said,
      long atMillis,
      Poster poster)
      throws SQLException {
    Content content = content(said.getAgain().getContent().toByteArray());
    if (content != null
        && said.getGroupId().size() == ConversationId.LENGTH
        && said.getAgain().getMessageId().size() == MessageId.LENGTH
        && said.getAgain().getEpoch().size() == ChangeHash.LENGTH) {
      messages.take(tables, Messages.Said.again(from, device, said, content, atMillis), poster);
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
      lists.askForChanges(tables, group, device, poster);
    }
    // Somebody may have come by a change that is not known here yet: then their key is taken, and
    // what it opens is judged when it comes.
    if (!known || view.get().role(from.account()).isPresent()) {
      try {
        SenderKeyShare share = SenderKeyShare.parse(key.getShare().toByteArray());
        OthersKeys.take(tables, group, device, share);
        takeEarly(tables, device.account()::equals, poster);
      } catch (IllegalArgumentException e) {
        lost(tables, from, "it holds no sender key");
      }
    }
  }

  private void changed(
      Tables tables,
      ConversationId group,
      DeviceStatement device,
      GroupChanges changes,
      Poster poster)
      throws SQLException {
    lists.changed(tables, group, device, changes, poster);
    Optional<GroupView> now = GroupRows.view(tables, group);
    if (now.isPresent() && now.get().role(me).isPresent()) {
      takeEarly(tables, sender -> now.get().role(sender).isPresent(), poster);
    }
  }

  /// Judges once more what came too early.
  private void takeEarly(Tables tables, Predicate<AccountId> senders, Poster poster)
      throws SQLException {
    for (GroupEarlyRow row : early.take(tables, senders)) {
      Optional<Person> from = People.known(tables, AccountId.of(row.getAccount().toByteArray()));
      Optional<DeviceStatement> device = from.flatMap(p -> p.sender(row.getDevice()));
      if (device.isPresent() && row.getMessage().isEmpty()) {
        Delivery delivery =
            Delivery.newBuilder()
                .setId(row.getEnvelopeId())
                .setEnvelope(row.getEnvelope())
                .setReceivedAtMillis(row.getReceivedAtMillis())
                .build();
        envelope(tables, from.get(), device.get(), delivery, poster);
      } else if (device.isPresent()) {
        GroupContent message = Early.message(row);
        again(tables, from.get(), device.get(), message, row.getReceivedAtMillis(), poster);
      }
    }
  }

  // ── helpers ──

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
