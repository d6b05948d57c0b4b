package dev.chit.client.link;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listeners on the same network, by multicast DNS: a service without a name that means anything,
/// and a [Beacon] as its text. Open only while the server is away.
final class Neighbourhood implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Neighbourhood.class);
  private static final String TYPE = "_chit-link._tcp.local.";
  private static final int HEARD_MAX = 256;
  private static final int TEXT_BYTES_MAX = 1_200;

  private final List<JmDNS> nets = new ArrayList<>();
  private final Map<InetSocketAddress, byte[]> heard = new ConcurrentHashMap<>();
  private final Runnable changed;

  private Neighbourhood(Runnable changed) {
    this.changed = changed;
  }

  /// Announces a listener on this machine's networks and looks for others. May take seconds.
  ///
  /// @param tokens of those who may find it
  /// @param changed called when another was found
  static Neighbourhood open(
      int port, Collection<byte[]> tokens, SecureRandom random, Runnable changed) {
    var neighbourhood = new Neighbourhood(changed);
    for (InetAddress own : networks()) {
      try {
        JmDNS net = JmDNS.create(own, nobody(random));
        neighbourhood.nets.add(net);
        net.addServiceListener(TYPE, neighbourhood.new Finder());
        byte[] text =
            Beacon.text(
                tokens, new InetSocketAddress(own, port), Beacon.slot(Instant.now()), random);
        net.registerService(ServiceInfo.create(TYPE, nobody(random), port, 0, 0, text));
      } catch (IOException e) {
        LOG.debug("a network has no multicast: {}", e.getMessage());
      }
    }
    return neighbourhood;
  }

  private static List<InetAddress> networks() {
    List<InetAddress> own =
        Candidates.own().stream().filter(it -> !it.isLoopbackAddress()).toList();
    List<InetAddress> four = own.stream().filter(Inet4Address.class::isInstance).toList();
    return four.isEmpty() ? own : four;
  }

  /// A name that says nothing.
  private static String nobody(SecureRandom random) {
    return "n" + Long.toHexString(random.nextLong() & Long.MAX_VALUE);
  }

  /// Where listeners are that know this token.
  List<InetSocketAddress> of(byte[] token, Instant now) {
    return heard.entrySet().stream()
        .filter(it -> Beacon.isBy(token, it.getValue(), it.getKey(), now))
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparing(InetSocketAddress::toString))
        .limit(LinkLimits.ADDRESSES_MAX)
        .toList();
  }

  private final class Finder implements ServiceListener {
    @Override
    public void serviceAdded(ServiceEvent event) {
      event.getDNS().requestServiceInfo(event.getType(), event.getName());
    }

    @Override
    public void serviceRemoved(ServiceEvent event) {
      places(event.getInfo()).forEach(heard::remove);
    }

    @Override
    public void serviceResolved(ServiceEvent event) {
      byte[] text = event.getInfo().getTextBytes();
      if (text == null || text.length > TEXT_BYTES_MAX) {
        return;
      }
      for (InetSocketAddress place : places(event.getInfo())) {
        if (heard.size() < HEARD_MAX || heard.containsKey(place)) {
          heard.put(place, text);
        }
      }
      changed.run();
    }
  }

  private static List<InetSocketAddress> places(ServiceInfo info) {
    int port = info.getPort();
    if (port < LinkLimits.PORT_MIN || port > 65_535) {
      return List.of();
    }
    return List.of(info.getInetAddresses()).stream()
        .limit(LinkLimits.ADDRESSES_MAX)
        .filter(Candidates::isDialable)
        .map(address -> new InetSocketAddress(address, port))
        .toList();
  }

  /// May take seconds, to say goodbye.
  @Override
  public void close() {
    for (JmDNS net : nets) {
      try {
        net.close();
      } catch (IOException e) {
        LOG.debug("a network did not close well: {}", e.getMessage());
      }
    }
  }
}
