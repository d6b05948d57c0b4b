package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.NotTrustedException;
import dev.chit.client.connection.Caller;
import dev.chit.client.state.ProfileStore;
import dev.chit.crypto.BadStatementException;
import dev.chit.crypto.DeviceStatement;
import dev.chit.sessions.LocalDevice;
import dev.chit.sessions.Prekey;
import dev.chit.sessions.PrekeyBundle;
import dev.chit.sessions.PublishBatch;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.PublishPrekeysRequest;
import dev.chit.wire.v1.TakePrekeysRequest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Leaves this device's prekeys with the server, and takes those of others. New private halves are
/// on disk before their public ones leave.
final class Prekeys {
  /// One-time prekeys of each kind that the server should hold.
  static final int KEPT = LocalDevice.ONE_TIME_BATCH_MAX;

  /// How often it is looked whether the signed prekeys are due, however long the connection lasts.
  static final long LOOK_MILLIS = TimeUnit.HOURS.toMillis(1);

  private static final int NOTHING_SAID = -1;

  private final ProfileStore store;
  private final SecureRandom random;
  private final InstantSource clock;

  /// How many the server said are left.
  private final AtomicInteger left = new AtomicInteger(NOTHING_SAID);

  Prekeys(ProfileStore store, SecureRandom random, InstantSource clock) {
    this.store = store;
    this.random = random;
    this.clock = clock;
  }

  /// The server says that they run low.
  void low(int oneTimeLeft) {
    left.set(oneTimeLeft);
  }

  /// One round of the worker: publishes if there is reason to.
  ///
  /// @return after how many milliseconds to look again
  long publish(Caller server) throws ChitException, InterruptedException {
    int said = left.getAndSet(NOTHING_SAID);
    Optional<PublishBatch> batch =
        store.run(
            tables -> {
              LocalDevice device = LocalDevice.decode(tables.device());
              boolean due = !tables.profile().getPrekeysPublished();
              if (!due && said == NOTHING_SAID && !device.rotationDue(clock.instant())) {
                return Optional.empty();
              }
              int oneTime = said == NOTHING_SAID ? 0 : Math.max(0, KEPT - said);
              var more = device.replenish(due ? KEPT : oneTime, random, clock.instant());
              tables.device(more.device().encode());
              tables.profile(tables.profile().toBuilder().setPrekeysPublished(false).build());
              return Optional.of(more.batch());
            });
    if (batch.isPresent()) {
      var _ = server.call(ChitGrpc.getPublishPrekeysMethod(), message(batch.get()));
      store.run(
          tables -> {
            tables.profile(tables.profile().toBuilder().setPrekeysPublished(true).build());
            return true;
          });
    }
    return LOOK_MILLIS;
  }

  /// Takes one bundle of a device's prekeys. What is in it is verified when a session starts.
  PrekeyBundle take(DeviceStatement device, Caller server)
      throws ChitException, InterruptedException {
    var request =
        TakePrekeysRequest.newBuilder()
            .setAccount(ByteString.copyFrom(device.account().bytes()))
            .setDevice(device.device())
            .build();
    dev.chit.wire.v1.PrekeyBundle bundle = server.call(ChitGrpc.getTakePrekeysMethod(), request);
    try {
      return new PrekeyBundle(
          DeviceStatement.parse(bundle.getDevice().toByteArray()),
          prekey(bundle.getSignedX25519()),
          bundle.hasOneTimeX25519() ? prekey(bundle.getOneTimeX25519()) : null,
          prekey(bundle.getKem()),
          bundle.getKemIsLastResort());
    } catch (BadStatementException | IllegalArgumentException e) {
      throw new NotTrustedException(
          "bad-proof", "The server handed out prekeys that are not the device's.", e);
    }
  }

  private static Prekey prekey(dev.chit.wire.v1.Prekey prekey) {
    return new Prekey(prekey.getId(), prekey.getValue().toByteArray());
  }

  private static PublishPrekeysRequest message(PublishBatch batch) {
    return PublishPrekeysRequest.newBuilder()
        .setSignedX25519(message(batch.signedX25519()))
        .setLastResortKem(message(batch.lastResortKem()))
        .addAllOneTimeX25519(messages(batch.oneTimeX25519()))
        .addAllOneTimeKem(messages(batch.oneTimeKem()))
        .build();
  }

  private static List<dev.chit.wire.v1.Prekey> messages(List<Prekey> prekeys) {
    return prekeys.stream().map(Prekeys::message).toList();
  }

  private static dev.chit.wire.v1.Prekey message(Prekey prekey) {
    return dev.chit.wire.v1.Prekey.newBuilder()
        .setId(prekey.id())
        .setValue(ByteString.copyFrom(prekey.value()))
        .build();
  }
}
