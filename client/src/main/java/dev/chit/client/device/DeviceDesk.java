package dev.chit.client.device;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.Device;
import dev.chit.client.LinkingDesk;
import dev.chit.client.NotTrustedException;
import dev.chit.client.UsageException;
import dev.chit.client.connection.Live;
import dev.chit.client.connection.ServerChannel;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.proof.LogView;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.talk.Talk;
import dev.chit.core.AccountId;
import dev.chit.core.event.DeviceRevocation;
import dev.chit.core.event.Event;
import dev.chit.core.ledger.Rejection;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.SigningKey;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.DeviceReply;
import dev.chit.wire.v1.RevokeDeviceRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the member does with the account's devices.
public final class DeviceDesk {
  private final ProfileStore store;
  private final People people;
  private final Talk talk;
  private final DeviceMail mail;
  private final SigningKey identity;
  private final int self;
  private final SecureRandom random;

  /// @param self this device's number
  public DeviceDesk(
      ProfileStore store,
      People people,
      Talk talk,
      DeviceMail mail,
      SigningKey identity,
      int self,
      SecureRandom random) {
    this.store = store;
    this.people = people;
    this.talk = talk;
    this.mail = mail;
    this.identity = identity;
    this.self = self;
    this.random = random;
  }

  /// The account's devices as the log has them now, in order of their numbers.
  public List<Device> list(LogView log, Live live) throws ChitException, InterruptedException {
    Person me = me(log, live);
    return store.run(
        tables -> {
          var all = new ArrayList<Device>();
          for (DeviceStatement device : me.devices()) {
            all.add(
                new Device(
                    device.device(),
                    DeviceLabels.of(tables, device.device()),
                    Instant.ofEpochSecond(device.createdSeconds()),
                    device.device() == self));
          }
          return all;
        });
  }

  private Person me(LogView log, Live live) throws ChitException, InterruptedException {
    return people.find(AccountId.ofKey(identity.verifyKey()), log, live).person();
  }

  /// Shows a code, waits for the device that has it, and links that.
  ///
  /// @param channel for the meeting alone
  public Device link(
      LogView log,
      Live live,
      ServerChannel channel,
      Fingerprint server,
      LinkingDesk desk,
      Duration life,
      Duration patience)
      throws ChitException, InterruptedException {
    var first = new FirstDevice(store, random, patience);
    DeviceStatement device;
    try {
      device = first.link(me(log, live), log, live, channel, server, desk, life);
      // So that the new device is told the labels, too.
      var _ = me(log, live);
    } finally {
      if (first.addedAt().isPresent()) {
        tellAll(first.addedAt().getAsLong());
      }
    }
    return store.run(
        tables ->
            new Device(
                device.device(),
                DeviceLabels.of(tables, device.device()),
                Instant.ofEpochSecond(device.createdSeconds()),
                false));
  }

  /// Takes a device away, for ever.
  ///
  /// @throws UsageException `own-device` if it is this one
  public void revoke(int number, LogView log, Live live)
      throws ChitException, InterruptedException {
    if (number == self) {
      throw new UsageException(
          "own-device", "That is this device: revoke it from another one of yours.");
    }
    Optional<DeviceStatement> device = me(log, live).device(number);
    if (device.isEmpty()) {
      throw unknown(number);
    }
    var revocation = new DeviceRevocation(log.ledger(), identity.verifyKey(), number);
    var request =
        RevokeDeviceRequest.newBuilder()
            .setDevice(number)
            .setSignature(ByteString.copyFrom(identity.sign(revocation.signedBytes())))
            .build();
    DeviceReply reply = live.call(ChitGrpc.getRevokeDeviceMethod(), request);
    if (!(log.verify(reply.getLogged(), live).event() instanceof Event.DeviceRevoked revoked)
        || revoked.device() != number
        || !revoked.identity().equals(identity.verifyKey())) {
      throw new NotTrustedException(
          "bad-proof", "The server logged something else than this revocation.", null);
    }
    tellAll(me(log, live).devicesIndex());
  }

  /// Calls a device something else, here and at the account's other devices.
  ///
  /// @throws UsageException `bad-label`
  /// @throws ChitRefusedException `unknown-device`
  public Device rename(int number, String label, LogView log, Live live)
      throws ChitException, InterruptedException {
    String cleaned = DeviceLabels.clean(label);
    if (cleaned.isEmpty() || !cleaned.equals(label.strip())) {
      throw new UsageException(
          "bad-label",
          "A device's name is one line of 1 to " + DeviceLabels.LENGTH_MAX + " characters.");
    }
    Person me = me(log, live);
    DeviceStatement device = me.device(number).orElseThrow(() -> unknown(number));
    return store.run(
        tables -> {
          DeviceLabels.rename(tables, number, cleaned);
          mail.tellOwn(tables, me.devicesIndex(), talk::postTo);
          return new Device(
              number,
              DeviceLabels.of(tables, number),
              Instant.ofEpochSecond(device.createdSeconds()),
              number == self);
        });
  }

  private static ChitRefusedException unknown(int number) {
    return new ChitRefusedException(
        Rejection.UNKNOWN_DEVICE.code(), "Your account has no device " + number + ".");
  }

  private void tellAll(long index) throws ChitException {
    store.runUninterruptibly(
        tables -> {
          mail.tellAll(tables, index, talk::postTo);
          return true;
        });
  }
}
