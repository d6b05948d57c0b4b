package dev.chit.client.link;

import com.google.protobuf.ByteString;
import dev.chit.client.talk.v1.LinkAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Addresses that are offered, and those of others that are worth dialling.
final class Candidates {
  private Candidates() {}

  /// This machine's, as others may reach it; loopback if there is no other.
  static List<InetAddress> own() {
    var found = new ArrayList<InetAddress>();
    var loopback = new ArrayList<InetAddress>();
    try {
      for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        if (each.isUp()) {
          each.getInterfaceAddresses().stream()
              .map(it -> it.getAddress())
              .forEach(it -> (it.isLoopbackAddress() ? loopback : found).add(it));
        }
      }
    } catch (SocketException e) {
      return List.of();
    }
    found.removeIf(address -> !isDialable(address));
    List<InetAddress> offered = found.isEmpty() ? loopback : found;
    return offered.stream()
        .map(Candidates::withoutScope)
        .distinct()
        .sorted(Comparator.comparing(InetAddress::getHostAddress))
        .limit(LinkLimits.ADDRESSES_MAX)
        .toList();
  }

  private static InetAddress withoutScope(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address as the system gave it", e);
    }
  }

  /// Neither everybody nor nobody, nor this very machine or what is special to its cable.
  static boolean isDialable(InetAddress address) {
    return !address.isAnyLocalAddress()
        && !address.isMulticastAddress()
        && !address.isLinkLocalAddress()
        && !address.isLoopbackAddress()
        && !isBroadcast(address);
  }

  private static boolean isBroadcast(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address && (bytes[0] == 0 || bytes[0] == -1);
  }

  static LinkAddress row(InetAddress address, int port) {
    return LinkAddress.newBuilder()
        .setIp(ByteString.copyFrom(address.getAddress()))
        .setPort(port)
        .build();
  }

  /// Those of somebody's offer that may be dialled. Loopback only if this machine has nothing else
  /// either: then both are on the same one.
  static List<InetSocketAddress> dialable(List<LinkAddress> offered) {
    boolean alone = own().stream().allMatch(InetAddress::isLoopbackAddress);
    return offered.stream()
        .limit(LinkLimits.ADDRESSES_MAX)
        .flatMap(one -> address(one).stream())
        .filter(it -> isDialable(it.getAddress()) || (alone && it.getAddress().isLoopbackAddress()))
        .distinct()
        .toList();
  }

  private static Optional<InetSocketAddress> address(LinkAddress offered) {
    int port = offered.getPort();
    if (port < LinkLimits.PORT_MIN || port > 65_535) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new InetSocketAddress(InetAddress.getByAddress(offered.getIp().toByteArray()), port));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
