package dev.chit.client.device;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.LinkingDesk;
import dev.chit.client.NotTrustedException;
import dev.chit.client.connection.Live;
import dev.chit.client.connection.MeetingStream;
import dev.chit.client.connection.ServerChannel;
import dev.chit.client.linking.v1.Brought;
import dev.chit.client.linking.v1.Done;
import dev.chit.client.linking.v1.HandOver;
import dev.chit.client.linking.v1.Linked;
import dev.chit.client.linking.v1.LinkingMessage;
import dev.chit.client.linking.v1.LinkingMessage.WhatCase;
import dev.chit.client.people.Person;
import dev.chit.client.proof.LogView;
import dev.chit.client.proof.ProvenEvent;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ProfileRow;
import dev.chit.client.talk.v1.DeviceLabel;
import dev.chit.core.event.Event;
import dev.chit.core.ledger.Device;
import dev.chit.core.ledger.Rejection;
import dev.chit.crypto.BadStatementException;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.Fingerprint;
import dev.chit.sessions.LinkingCode;
import dev.chit.wire.v1.AddDeviceRequest;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.DeviceReply;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// The end of a linking that has the identity: shows a code, lets the member confirm who came,
/// hands the identity over, and has the new device logged.
final class FirstDevice {
  /// How long the new device may take until it is connected and has left its prekeys.
  private static final Duration READY = Duration.ofSeconds(60);

  private final ProfileStore store;
  private final SecureRandom random;
  private final Duration patience;
  private OptionalLong addedAt = OptionalLong.empty();

  FirstDevice(ProfileStore store, SecureRandom random, Duration patience) {
    this.store = store;
    this.random = random;
    this.patience = SealedMeeting.patience(patience);
  }

  /// At what index of the log there is a new device, if it came so far.
  OptionalLong addedAt() {
    return addedAt;
  }

  /// @param me as the log has it now
  /// @param channel for the meeting alone
  /// @param life how long the code is good
  /// @return the new device's statement, which is logged
  DeviceStatement link(
      Person me,
      LogView log,
      Live live,
      ServerChannel channel,
      Fingerprint server,
      LinkingDesk desk,
      Duration life)
      throws ChitException, InterruptedException {
    int number = nextNumber(me);
    LinkingCode code = LinkingCode.make(me.account(), server, random);
    try (MeetingStream stream = channel.meet(code.place(), true)) {
      var _ = stream.receive(patience);
      desk.show(code.text());
      SealedMeeting meeting = SealedMeeting.first(stream, code, random, life, patience);
      String label =
          DeviceLabels.clean(meeting.hear(WhatCase.NEW_DEVICE, patience).getNewDevice().getLabel());
      if (!desk.confirm(label, meeting.checkNumber())) {
        throw new ChitRefusedException(
            "not-confirmed", "The device was not linked; nothing was handed over.");
      }
      HandOver handOver = store.run(tables -> handOver(tables, number));
      meeting.say(LinkingMessage.newBuilder().setHandOver(handOver));
      ByteString statement = meeting.hear(WhatCase.STATEMENT, patience).getStatement();
      DeviceStatement device = checked(statement, me, number);
      store.run(tables -> linkedHere(tables, statement));
      addedAt = OptionalLong.of(add(device, log, live));
      store.run(tables -> named(tables, number, label));
      finish(meeting, number);
      return device;
    }
  }

  private static int nextNumber(Person me) throws ChitRefusedException {
    if (me.devices().size() >= Device.DEVICES_MAX
        || me.highestDevice() >= Device.DEVICES_EVER_MAX) {
      throw new ChitRefusedException(
          Rejection.DEVICE_LIMIT.code(), Rejection.DEVICE_LIMIT.message());
    }
    return me.highestDevice() + 1;
  }

  private static HandOver handOver(Tables tables, int number) throws SQLException {
    ProfileRow row = tables.profile();
    return HandOver.newBuilder()
        .setIdentitySeed(row.getIdentitySeed())
        .setName(row.getName())
        .setDevice(number)
        .setLedger(row.getLedger())
        .setOpenedIndex(row.getOpenedIndex())
        .addAllLabels(row.getDeviceLabelsList())
        .setCheckpoint(tables.log().getCheckpoint())
        .build();
  }

  private static DeviceStatement checked(ByteString bytes, Person me, int number)
      throws ChitException {
    try {
      DeviceStatement statement = DeviceStatement.parse(bytes.toByteArray());
      if (statement.identity().equals(me.identity()) && statement.device() == number) {
        return statement;
      }
    } catch (BadStatementException e) {
      throw wrong(e);
    }
    throw wrong(null);
  }

  private static NotTrustedException wrong(@org.jspecify.annotations.Nullable Throwable cause) {
    return new NotTrustedException(
        "linking-failed", "The new device states something else than it was told.", cause);
  }

  /// @return at what index it is logged
  private static long add(DeviceStatement device, LogView log, Live live)
      throws ChitException, InterruptedException {
    var request =
        AddDeviceRequest.newBuilder().setStatement(ByteString.copyFrom(device.encode())).build();
    DeviceReply reply = live.call(ChitGrpc.getAddDeviceMethod(), request);
    ProvenEvent proven = log.verify(reply.getLogged(), live);
    if (!(proven.event() instanceof Event.DeviceAdded added)
        || !java.util.Arrays.equals(added.statement().bytes(), device.encode())) {
      throw new NotTrustedException(
          "bad-proof", "The server logged something else than this device.", null);
    }
    return proven.index();
  }

  /// Before the log has it, so that the member is not warned of what they do.
  private static boolean linkedHere(Tables tables, ByteString statement) throws SQLException {
    tables.profile(tables.profile().toBuilder().addLinkedHere(statement).build());
    return true;
  }

  private static boolean named(Tables tables, int number, String label) throws SQLException {
    DeviceLabels.merge(
        tables, List.of(DeviceLabel.newBuilder().setDevice(number).setLabel(label).build()));
    return true;
  }

  private void bring(SealedMeeting meeting) throws ChitException, InterruptedException {
    meeting.say(LinkingMessage.newBuilder().setLinked(Linked.getDefaultInstance()));
    for (Brought page : store.run(Luggage::pack)) {
      meeting.say(LinkingMessage.newBuilder().setBrought(page));
    }
    meeting.say(LinkingMessage.newBuilder().setDone(Done.getDefaultInstance()));
  }

  private void finish(SealedMeeting meeting, int number)
      throws ChitException, InterruptedException {
    try {
      bring(meeting);
      var _ = meeting.hear(WhatCase.DONE, READY);
    } catch (ChitException e) {
      throw new ChitRefusedException(
          "link-unfinished",
          "Device "
              + number
              + " was added, but did not say that it is ready. If it is not, revoke it and link it"
              + " again.");
    }
  }
}
