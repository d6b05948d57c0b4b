package dev.chit.client.group;

import com.google.protobuf.ByteString;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.GroupOutboxRow;
import dev.chit.client.state.v1.GroupOwnKeyRow;
import dev.chit.client.state.v1.GroupSentRow;
import dev.chit.client.talk.Poster;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.GroupContent;
import dev.chit.client.talk.v1.GroupKey;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import dev.chit.core.group.GroupView;
import dev.chit.crypto.DeviceStatement;
import dev.chit.sessions.DeviceAddress;
import dev.chit.sessions.GroupPlain;
import dev.chit.sessions.SenderKey;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Seals something for a group as part of a job: the sender key's next state, its shares for those
/// who lack it, and the envelope to send are saved together, or nothing is.
final class GroupPost {
  /// Messages kept for who cannot open them and asks.
  static final int SENT_KEPT = 500;

  private static final int ENVELOPE_ID_LENGTH = 16;

  private final DeviceAddress me;
  private final SecureRandom random;
  private final InstantSource clock;
  private final Runnable outboxFilled;

  /// @param outboxFilled called once there is something to send
  GroupPost(DeviceAddress me, SecureRandom random, InstantSource clock, Runnable outboxFilled) {
    this.me = me;
    this.random = random;
    this.clock = clock;
    this.outboxFilled = outboxFilled;
  }

  /// This device's number.
  int self() {
    return me.device();
  }

  MessageId newMessageId() {
    var id = new byte[MessageId.LENGTH];
    random.nextBytes(id);
    return MessageId.of(id);
  }

  /// Members whose keys are not known yet get nothing, and count as refused.
  ///
  /// @return to how many devices it goes
  int post(Tables tables, Poster poster, GroupView group, MessageId id, Content.Builder content)
      throws SQLException {
    Map<ByteString, DeviceStatement> to = devices(tables, group);
    if (to.isEmpty()) {
      return 0;
    }
    SenderKey key = shared(tables, poster, group, to);
    byte[] body = content.setSentAtMillis(clock.millis()).build().toByteArray();
    SenderKey.Sealed sealed =
        key.seal(new GroupPlain(group.id(), me, id, group.head().bytes(), body));
    saveOwn(tables, group.id(), sealed.next(), to.keySet());
    var envelopeId = new byte[ENVELOPE_ID_LENGTH];
    random.nextBytes(envelopeId);
    ByteString recipients = Addresses.join(to.keySet());
    tables.groups.outbox.add(
        null,
        null,
        GroupOutboxRow.newBuilder()
            .setGroup(ByteString.copyFrom(group.id().bytes()))
            .setMessageId(ByteString.copyFrom(id.bytes()))
            .setEnvelopeId(ByteString.copyFrom(envelopeId))
            .setEnvelope(ByteString.copyFrom(sealed.envelope()))
            .setPending(recipients)
            .setRefused(unknown(tables, group))
            .setAtMillis(clock.millis())
            .build());
    tables.groups.sent.add(
        envelopeId,
        null,
        GroupSentRow.newBuilder()
            .setGroup(ByteString.copyFrom(group.id().bytes()))
            .setMessageId(ByteString.copyFrom(id.bytes()))
            .setEpoch(ByteString.copyFrom(group.head().bytes()))
            .setContent(ByteString.copyFrom(body))
            .setRecipients(recipients)
            .build());
    tables.groups.sent.keepNewest(SENT_KEPT);
    tables.afterCommit(outboxFilled);
    return to.size();
  }

  /// The key to seal with, which all of these devices have or will have before the message comes.
  /// It is another one than before if that was worn out, or if somebody has it who is not among
  /// them.
  private SenderKey shared(
      Tables tables, Poster poster, GroupView group, Map<ByteString, DeviceStatement> to)
      throws SQLException {
    Optional<GroupOwnKeyRow> own = tables.groups.ownKeys.get(group.id().bytes());
    Set<ByteString> given = new LinkedHashSet<>();
    SenderKey key = null;
    if (own.isPresent()) {
      key = SenderKey.decode(own.get().getKey().toByteArray());
      given.addAll(Addresses.split(own.get().getGiven()));
    }
    if (key == null || key.isWornOut(clock.millis()) || !to.keySet().containsAll(given)) {
      key = SenderKey.generate(random, clock.millis());
      given.clear();
    }
    for (Map.Entry<ByteString, DeviceStatement> device : to.entrySet()) {
      if (!given.contains(device.getKey())) {
        poster.post(tables, device.getValue(), share(group, key));
      }
    }
    return key;
  }

  /// Tells a device this one's sender key once more, if it may have it.
  void shareAgain(Tables tables, Poster poster, GroupView group, DeviceStatement device)
      throws SQLException {
    Optional<GroupOwnKeyRow> own = tables.groups.ownKeys.get(group.id().bytes());
    if (own.isPresent() && Addresses.split(own.get().getGiven()).contains(Addresses.of(device))) {
      SenderKey key = SenderKey.decode(own.get().getKey().toByteArray());
      poster.post(tables, device, share(group, key));
    }
  }

  private static Content.Builder share(GroupView group, SenderKey key) {
    return Content.newBuilder()
        .setGroup(
            GroupContent.newBuilder()
                .setGroupId(ByteString.copyFrom(group.id().bytes()))
                .setKey(
                    GroupKey.newBuilder()
                        .setShare(ByteString.copyFrom(key.share().encode()))
                        .setEpoch(ByteString.copyFrom(group.head().bytes()))));
  }

  private static void saveOwn(
      Tables tables, ConversationId group, SenderKey key, Set<ByteString> given)
      throws SQLException {
    tables.groups.ownKeys.put(
        group.bytes(),
        GroupOwnKeyRow.newBuilder()
            .setKey(ByteString.copyFrom(key.encode()))
            .setGiven(Addresses.join(given))
            .build());
  }

  /// After this the group has no key of this device: the next message makes one.
  static void forgetOwn(Tables tables, ConversationId group) throws SQLException {
    var row = tables.groups.ownKeys.find(group.bytes());
    if (row.isPresent()) {
      tables.groups.ownKeys.remove(row.get().sequence());
    }
  }

  /// How many members' keys are not known.
  int unknown(Tables tables, GroupView group) throws SQLException {
    int unknown = 0;
    for (AccountId member : group.members()) {
      if (!member.equals(me.account()) && People.known(tables, member).isEmpty()) {
        unknown++;
      }
    }
    return unknown;
  }

  private Map<ByteString, DeviceStatement> devices(Tables tables, GroupView group)
      throws SQLException {
    Map<ByteString, DeviceStatement> all = new LinkedHashMap<>();
    for (AccountId member : group.members()) {
      Optional<Person> person = People.known(tables, member);
      if (person.isPresent()) {
        for (DeviceStatement device : person.get().devices()) {
          boolean self = member.equals(me.account()) && device.device() == me.device();
          if (!self) {
            all.put(Addresses.of(device), device);
          }
        }
      }
    }
    return all;
  }
}
