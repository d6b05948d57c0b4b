package dev.chit.client.device;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.NotTrustedException;
import dev.chit.client.connection.MeetingStream;
import dev.chit.client.connection.ServerChannel;
import dev.chit.client.linking.v1.Brought;
import dev.chit.client.linking.v1.Done;
import dev.chit.client.linking.v1.HandOver;
import dev.chit.client.linking.v1.LinkingMessage;
import dev.chit.client.linking.v1.LinkingMessage.WhatCase;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.LogRow;
import dev.chit.client.state.v1.ProfileRow;
import dev.chit.core.AccountId;
import dev.chit.core.VerifyKey;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.Secrets;
import dev.chit.crypto.SigningKey;
import dev.chit.sessions.LinkingCode;
import dev.chit.sessions.LocalDevice;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The end of a linking that becomes a device: gets the identity, makes keys of its own, and keeps
/// nothing before the account has it.
public final class NewDevice implements AutoCloseable {
  private static final int PAGES_MAX = 1_000;

  private final LinkingCode code;
  private final MeetingStream stream;
  private final SealedMeeting meeting;
  private final SecureRandom random;
  private final Duration patience;
  private final Duration confirmation;
  private @Nullable HandOver handed;
  private @Nullable LocalDevice device;
  private final List<Brought> brought = new ArrayList<>();

  private NewDevice(
      LinkingCode code,
      MeetingStream stream,
      SealedMeeting meeting,
      SecureRandom random,
      Duration patience,
      Duration confirmation) {
    this.code = code;
    this.stream = stream;
    this.meeting = meeting;
    this.random = random;
    this.patience = patience;
    this.confirmation = confirmation;
  }

  /// Comes to the device that shows the code.
  ///
  /// @param confirmation how long the member may take to confirm
  public static NewDevice come(
      LinkingCode code, ServerChannel channel, Duration patience, Duration confirmation)
      throws ChitException, InterruptedException {
    var random = new SecureRandom();
    Duration each = SealedMeeting.patience(patience);
    MeetingStream stream = channel.meet(code.place(), false);
    try {
      SealedMeeting meeting = SealedMeeting.second(stream, code, random, each);
      return new NewDevice(code, stream, meeting, random, each, confirmation);
    } catch (ChitException | InterruptedException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  /// Becomes a device of the account; what it gets is in memory only.
  ///
  /// @param check is shown the check number before the member is asked at the other end
  public void link(String label, Consumer<String> check)
      throws ChitException, InterruptedException {
    meeting.say(
        LinkingMessage.newBuilder()
            .setNewDevice(
                dev.chit.client.linking.v1.NewDevice.newBuilder()
                    .setLabel(DeviceLabels.clean(label))));
    check.accept(meeting.checkNumber());
    HandOver hand = meeting.hear(WhatCase.HAND_OVER, confirmation).getHandOver();
    handed = hand;
    LocalDevice made = device(hand);
    device = made;
    meeting.say(
        LinkingMessage.newBuilder().setStatement(ByteString.copyFrom(made.statement().encode())));
    var _ = meeting.hear(WhatCase.LINKED, patience);
    while (true) {
      LinkingMessage next = meeting.hear(patience);
      if (next.hasDone()) {
        return;
      }
      if (!next.hasBrought() || brought.size() >= PAGES_MAX) {
        throw wrong();
      }
      brought.add(next.getBrought());
    }
  }

  private LocalDevice device(HandOver hand) throws NotTrustedException {
    byte[] seed = hand.getIdentitySeed().toByteArray();
    if (seed.length != SigningKey.SEED_LENGTH || hand.getDevice() < 1 || !isOfServer(hand)) {
      throw wrong();
    }
    try (SigningKey identity = SigningKey.ofSeed(seed)) {
      if (!AccountId.ofKey(identity.verifyKey()).equals(code.account())) {
        throw wrong();
      }
      return LocalDevice.create(identity, hand.getDevice(), random, Instant.now());
    } finally {
      Secrets.wipe(seed);
    }
  }

  private boolean isOfServer(HandOver hand) {
    try {
      VerifyKey logKey = VerifyKey.of(hand.getLedger().getLogKey().toByteArray());
      return Fingerprint.ofKey(logKey).equals(code.server());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static NotTrustedException wrong() {
    return new NotTrustedException(
        "linking-failed", "The other device handed over something else than the code says.", null);
  }

  /// The first rows of the new profile.
  ///
  /// @param address puts the server's address into the row
  public boolean fill(Tables tables, Consumer<ProfileRow.Builder> address) throws SQLException {
    HandOver hand = java.util.Objects.requireNonNull(handed, "not linked");
    LocalDevice made = java.util.Objects.requireNonNull(device, "not linked");
    ProfileRow.Builder row =
        ProfileRow.newBuilder()
            .setIdentitySeed(hand.getIdentitySeed())
            .setAccount(ByteString.copyFrom(code.account().bytes()))
            .setName(hand.getName())
            .setLedger(hand.getLedger())
            .setOpenedIndex(hand.getOpenedIndex())
            .addAllDeviceLabels(hand.getLabelsList());
    address.accept(row);
    tables.profile(row.setFingerprint(code.server().text()).build());
    tables.device(made.encode());
    tables.log(LogRow.newBuilder().setCheckpoint(hand.getCheckpoint()).build());
    Luggage.unpack(tables, brought);
    return true;
  }

  /// Says that the profile is on disk.
  public void ready() throws ChitException, InterruptedException {
    meeting.say(LinkingMessage.newBuilder().setDone(Done.getDefaultInstance()));
    stream.finish(patience);
  }

  @Override
  public void close() {
    stream.close();
  }
}
