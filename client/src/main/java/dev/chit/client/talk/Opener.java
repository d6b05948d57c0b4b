package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Empty;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.chit.client.Standing;
import dev.chit.client.people.Consent;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.state.Tables;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.Text;
import dev.chit.client.watch.Unseen;
import dev.chit.core.AccountId;
import dev.chit.core.ClearText;
import dev.chit.crypto.DeviceStatement;
import dev.chit.sessions.DeviceAddress;
import dev.chit.sessions.GroupEnvelope;
import dev.chit.sessions.LocalDevice;
import dev.chit.sessions.OpenFailure;
import dev.chit.sessions.OpenResult;
import dev.chit.sessions.PeerState;
import dev.chit.sessions.Sessions;
import dev.chit.wire.v1.Delivery;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Opens a batch of envelopes as one job: sessions, history and the mark that they came are saved
/// together, or nothing is.
final class Opener {
  /// Envelope ids remembered: more than a mailbox can hold, so that none is taken twice.
  static final int RECEIVED_KEPT = 50_000;

  private final Sessions sessions;
  private final Contents contents;
  private final Healing healing;
  private final Gossip gossip;
  private final GroupInbox groups;
  private final Poster poster;

  Opener(
      Sessions sessions,
      Contents contents,
      Healing healing,
      Gossip gossip,
      GroupInbox groups,
      Poster poster) {
    this.sessions = sessions;
    this.contents = contents;
    this.healing = healing;
    this.gossip = gossip;
    this.groups = groups;
    this.poster = poster;
  }

  /// @param deliveries from people whose keys are known; others are dropped with a warning
  /// @param waited so many deliveries of the connection had waited for this device
  void open(Tables tables, List<Delivery> deliveries, long waited) throws SQLException {
    LocalDevice me = LocalDevice.decode(tables.device());
    for (Delivery delivery : deliveries) {
      me = open(tables, me, delivery, waited);
    }
    tables.received.keepNewest(RECEIVED_KEPT);
  }

  private LocalDevice open(Tables tables, LocalDevice me, Delivery delivery, long waited)
      throws SQLException {
    AccountId sender = AccountId.of(delivery.getSender().toByteArray());
    byte[] key =
        Keys.envelope(
            sender,
            delivery.getSenderDevice(),
            delivery.getId().toByteArray(),
            delivery.getEnvelope().toByteArray());
    if (tables.received.find(key).isPresent()) {
      return me;
    }
    tables.received.add(key, null, Empty.getDefaultInstance());
    Optional<Person> person = People.known(tables, sender);
    Optional<DeviceStatement> device = person.flatMap(p -> p.sender(delivery.getSenderDevice()));
    if (person.isEmpty() || device.isEmpty()) {
      Unseen.warn(
          tables,
          "message-lost",
          "A message was dropped: the server could not prove its sender's key.");
      return me;
    }
    if (person.get().custodial() || ClearText.isOne(delivery.getEnvelope().toByteArray())) {
      clear(tables, person.get(), device.get(), delivery, waited);
      return me;
    }
    if (GroupEnvelope.isOne(delivery.getEnvelope().toByteArray())) {
      groups.envelope(tables, person.get(), device.get(), delivery, poster);
      return me;
    }
    return open(tables, me, person.get(), device.get(), delivery, waited);
  }

  /// Takes a text that is not sealed. Of somebody with a key of their own there is none, and of
  /// somebody whose key the server keeps there is nothing sealed that would be worth its seal.
  private void clear(
      Tables tables, Person from, DeviceStatement device, Delivery delivery, long waited)
      throws SQLException {
    if (!from.custodial()) {
      Consent.unreadable(tables, from, "it is not sealed, and they have a key of their own");
      return;
    }
    ClearText text;
    try {
      text = ClearText.decode(delivery.getEnvelope().toByteArray());
    } catch (IllegalArgumentException e) {
      Consent.unreadable(tables, from, "it is no text, and the server keeps their key");
      return;
    }
    Content content = Content.newBuilder().setText(Text.newBuilder().setText(text.text())).build();
    contents.take(
        tables,
        new Received(
            from,
            device,
            text.id(),
            content,
            delivery.getReceivedAtMillis(),
            isLate(delivery, waited)));
  }

  private static boolean isLate(Delivery delivery, long waited) {
    return delivery.getNumber() > 0 && delivery.getNumber() <= waited;
  }

  private LocalDevice open(
      Tables tables,
      LocalDevice me,
      Person from,
      DeviceStatement device,
      Delivery delivery,
      long waited)
      throws SQLException {
    byte[] key = Keys.device(device.account(), device.device());
    PeerState peer = Sealer.peer(tables, key).orElseGet(() -> PeerState.of(device));
    var address = new DeviceAddress(device.account(), device.device());
    OpenResult result = sessions.open(me, peer, address, delivery.getEnvelope().toByteArray());
    return switch (result) {
      case OpenResult.Opened opened -> {
        tables.peers.put(key, BytesValue.of(ByteString.copyFrom(opened.peer().encode())));
        if (opened.me() != me) {
          tables.device(opened.me().encode());
        }
        take(tables, from, device, opened, delivery, waited);
        yield opened.me();
      }
      case OpenResult.NotOpened(OpenFailure failure) -> {
        notOpened(tables, from, device, failure, delivery.getId());
        yield me;
      }
    };
  }

  private void take(
      Tables tables,
      Person from,
      DeviceStatement device,
      OpenResult.Opened opened,
      Delivery delivery,
      long waited)
      throws SQLException {
    Content content;
    try {
      content = Content.parseFrom(opened.plain().body());
    } catch (InvalidProtocolBufferException e) {
      Consent.unreadable(tables, from, "it has a form that this program does not know");
      return;
    }
    gossip.heard(tables, from, content);
    contents.take(
        tables,
        new Received(
            from,
            device,
            opened.plain().message(),
            content,
            delivery.getReceivedAtMillis(),
            isLate(delivery, waited)));
  }

  private void notOpened(
      Tables tables, Person from, DeviceStatement device, OpenFailure failure, ByteString envelope)
      throws SQLException {
    // Who is blocked is not even asked.
    if (failure == OpenFailure.ALREADY_OPENED
        || Consent.standing(tables, from.account()) == Standing.BLOCKED) {
      return;
    }
    if (!failure.healable() || !healing.ask(tables, device, envelope)) {
      Consent.unreadable(tables, from, failure.code());
    }
  }
}
