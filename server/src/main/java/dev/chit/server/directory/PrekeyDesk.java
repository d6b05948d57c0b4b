package dev.chit.server.directory;

import com.google.protobuf.UnsafeByteOperations;
import dev.chit.core.ledger.Rejection;
import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.server.mailbox.store.DeviceAddress;
import dev.chit.server.mailbox.store.PrekeyStore;
import dev.chit.server.mailbox.store.PrekeyStore.Left;
import dev.chit.wire.Limits;
import dev.chit.wire.v1.Prekey;
import dev.chit.wire.v1.PrekeyBundle;
import dev.chit.wire.v1.PublishPrekeysReply;
import dev.chit.wire.v1.PublishPrekeysRequest;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Where devices leave prekeys and others take them. The signatures in them are for the takers to
/// check, who know the device's key from the log.
public final class PrekeyDesk {
  /// Fewer one-time prekeys of a kind than this, and the device is told.
  private static final int LOW = 20;

  private static final int X25519_BYTES = 32 + 64;

  private final PrekeyStore store;

  public PrekeyDesk(PrekeyStore store) {
    this.store = store;
  }

  public CompletionStage<PublishPrekeysReply> publish(
      DeviceAddress device, PublishPrekeysRequest request) {
    try {
      var batch =
          new PrekeyStore.Batch(
              request.hasSignedX25519() ? x25519(request.getSignedX25519()) : null,
              request.hasLastResortKem() ? kem(request.getLastResortKem()) : null,
              checkCount(request.getOneTimeX25519List()).stream().map(PrekeyDesk::x25519).toList(),
              checkCount(request.getOneTimeKemList()).stream().map(PrekeyDesk::kem).toList());
      return store
          .publish(device, batch, Limits.PREKEYS_KEPT_MAX)
          .thenApply(
              left ->
                  PublishPrekeysReply.newBuilder()
                      .setOneTimeX25519Kept(left.oneTime())
                      .setOneTimeKemKept(left.oneTimeKem())
                      .build());
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedStage(new RefusedException(Refusals.of(Rejection.BAD_PREKEY)));
    }
  }

  /// Deletes what a device has left here that is its account's no longer.
  public void forget(DeviceAddress device) {
    var _ = store.forget(device);
  }

  /// @param statement of the device, 172 bytes
  public CompletionStage<Taken> take(DeviceAddress device, byte[] statement) {
    return store
        .take(device)
        .thenCompose(
            found ->
                found.isEmpty()
                    ? CompletableFuture.failedStage(
                        new RefusedException(Refusals.of(Rejection.NO_PREKEYS)))
                    : CompletableFuture.completedStage(taken(found.get(), statement)));
  }

  /// A bundle for the taker; for the device how few are left, if they are few.
  public record Taken(PrekeyBundle bundle, OptionalInt low) {}

  /// How few one-time prekeys the device has left, if they are few.
  public CompletionStage<OptionalInt> low(DeviceAddress device) {
    return store.left(device).thenApply(PrekeyDesk::low);
  }

  private static OptionalInt low(Left left) {
    int fewest = Math.min(left.oneTime(), left.oneTimeKem());
    return fewest < LOW ? OptionalInt.of(fewest) : OptionalInt.empty();
  }

  private static Taken taken(PrekeyStore.Bundle found, byte[] statement) {
    PrekeyBundle.Builder bundle =
        PrekeyBundle.newBuilder()
            .setDevice(UnsafeByteOperations.unsafeWrap(statement))
            .setSignedX25519(message(found.signed()))
            .setKem(message(found.kem()))
            .setKemIsLastResort(found.kemIsLastResort());
    PrekeyStore.@Nullable Prekey oneTime = found.oneTime();
    if (oneTime != null) {
      bundle.setOneTimeX25519(message(oneTime));
    }
    return new Taken(bundle.build(), low(found.left()));
  }

  private static List<Prekey> checkCount(List<Prekey> prekeys) {
    if (prekeys.size() > Limits.PREKEYS_PUBLISHED_MAX) {
      throw new IllegalArgumentException(prekeys.size() + " prekeys");
    }
    return prekeys;
  }

  private static PrekeyStore.Prekey x25519(Prekey prekey) {
    return checked(prekey, X25519_BYTES);
  }

  private static PrekeyStore.Prekey kem(Prekey prekey) {
    return checked(prekey, Limits.PREKEY_BYTES_MAX);
  }

  private static PrekeyStore.Prekey checked(Prekey prekey, int length) {
    if (prekey.getValue().size() != length) {
      throw new IllegalArgumentException("prekey of " + prekey.getValue().size() + " bytes");
    }
    return new PrekeyStore.Prekey(prekey.getId(), prekey.getValue());
  }

  private static Prekey message(PrekeyStore.Prekey prekey) {
    return Prekey.newBuilder().setId(prekey.id()).setValue(prekey.value()).build();
  }
}
