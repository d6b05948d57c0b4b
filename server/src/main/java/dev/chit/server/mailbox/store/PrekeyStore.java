package dev.chit.server.mailbox.store;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What devices left behind so that others can start a session with them.
public interface PrekeyStore {
  /// @param value public key, then the device key's signature
  record Prekey(int id, ByteString value) {}

  /// @param signed the signed X25519 prekey; null keeps the one before
  /// @param lastResort the KEM prekey that may be used again; null keeps the one before
  record Batch(
      @Nullable Prekey signed,
      @Nullable Prekey lastResort,
      List<Prekey> oneTime,
      List<Prekey> oneTimeKem) {}

  /// How many one-time prekeys a device has left.
  record Left(int oneTime, int oneTimeKem) {}

  /// What one caller gets. The one-time prekeys in it are gone from the store.
  ///
  /// @param kem a one-time KEM prekey, or the last resort
  record Bundle(
      Prekey signed, @Nullable Prekey oneTime, Prekey kem, boolean kemIsLastResort, Left left) {}

  /// Adds to what the device has; of one-time prekeys beyond `keptMax` of a kind the oldest go.
  CompletableFuture<Left> publish(DeviceAddress device, Batch batch, int keptMax);

  /// Takes a bundle; empty if the device has never published one.
  CompletableFuture<Optional<Bundle>> take(DeviceAddress device);

  CompletableFuture<Left> left(DeviceAddress device);

  /// Deletes all that the device has published.
  CompletableFuture<Left> forget(DeviceAddress device);
}
