package dev.chit.server.edge;

import com.google.protobuf.ByteString;
import dev.chit.core.ledger.Rejection;
import dev.chit.server.ServerLimits;
import dev.chit.server.calls.Refusals;
import dev.chit.wire.Refusal;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// How many strangers may still ask for an account: from one address, so that nobody fills the
/// ledger alone, and from everywhere, so that nobody does it from many.
///
/// An address that was used up is remembered until its bucket is full again; the number of those is
/// bounded, and beyond it newcomers from new addresses wait.
final class Registrations {
  static final int ADDRESSES_MAX = 10_000;

  /// Whoever has one address of version 6 has its whole network of 64 bits.
  private static final int NETWORK_BYTES = 8;

  static final Refusal TOO_MANY_FROM_HERE =
      new Refusal(
          Rejection.QUOTA.code(),
          "Too many accounts are asked for from this network address: try again in a minute.");

  private final ServerLimits.Registrations limits;
  private final TokenBucket everywhere;
  private final ConcurrentHashMap<ByteString, TokenBucket> addresses = new ConcurrentHashMap<>();

  Registrations(ServerLimits.Registrations limits, long nowNanos) {
    this.limits = limits;
    this.everywhere = TokenBucket.perMinute(limits.perMinute(), nowNanos);
  }

  /// Takes one registration from an address; says why not if there is none left.
  @Nullable Refusal take(InetAddress from, long nowNanos) {
    TokenBucket bucket = bucket(network(from), nowNanos);
    if (bucket == null) {
      return Refusals.BUSY;
    }
    if (bucket.take(1, nowNanos) == 0) {
      return TOO_MANY_FROM_HERE;
    }
    return everywhere.take(1, nowNanos) == 0 ? Refusals.BUSY : null;
  }

  private @Nullable TokenBucket bucket(ByteString network, long nowNanos) {
    TokenBucket known = addresses.get(network);
    if (known != null) {
      return known;
    }
    if (addresses.size() >= ADDRESSES_MAX) {
      addresses.values().removeIf(bucket -> bucket.isFull(nowNanos));
      if (addresses.size() >= ADDRESSES_MAX) {
        return null;
      }
    }
    return addresses.computeIfAbsent(
        network, _ -> TokenBucket.perMinute(limits.perAddressPerMinute(), nowNanos));
  }

  private static ByteString network(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address
        ? ByteString.copyFrom(bytes, 0, NETWORK_BYTES)
        : ByteString.copyFrom(bytes);
  }
}
