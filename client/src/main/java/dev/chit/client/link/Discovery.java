package dev.chit.client.link;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks around on the local network while the server is away, and only then. What takes long is
/// done beside the caller.
final class Discovery implements AutoCloseable {
  /// How long the server must be away.
  private static final Duration AWAY = Duration.ofSeconds(5);

  private final SecureRandom random;
  private final InstantSource clock;
  private final Runnable changed;

  // Under this object's lock:
  private @Nullable Neighbourhood open;
  private List<byte[]> announced = List.of();
  private List<InetAddress> announcedAt = List.of();
  private int announcedPort;
  private long announcedSlot;
  private boolean opening;
  private boolean closed;
  private long awaySinceNanos = System.nanoTime();
  private boolean away = true;

  Discovery(SecureRandom random, InstantSource clock, Runnable changed) {
    this.random = random;
    this.clock = clock;
    this.changed = changed;
  }

  synchronized void server(boolean there) {
    if (away == there) {
      away = !there;
      awaySinceNanos = System.nanoTime();
    }
  }

  /// Opens, closes, or says in new words what it has to say.
  synchronized void round(int port, Collection<byte[]> tokens) {
    boolean wanted = away && System.nanoTime() - awaySinceNanos > AWAY.toNanos();
    long slot = Beacon.slot(clock.instant());
    List<InetAddress> own = Candidates.own();
    boolean stale =
        announcedPort != port
            || announcedSlot != slot
            || announced.size() != tokens.size()
            || !announcedAt.equals(own);
    if (closed || opening || (wanted && open != null && !stale) || (!wanted && open == null)) {
      return;
    }
    Neighbourhood before = open;
    open = null;
    if (wanted) {
      announced = List.copyOf(tokens);
      announcedPort = port;
      announcedSlot = slot;
      announcedAt = own;
    }
    opening = true;
    List<byte[]> holders = announced;
    var _ = Thread.ofVirtual().name("chit-mdns").start(() -> turn(before, wanted, port, holders));
  }

  private void turn(@Nullable Neighbourhood before, boolean wanted, int port, List<byte[]> tokens) {
    @Nullable Neighbourhood next = null;
    try {
      if (before != null) {
        before.close();
      }
      if (wanted) {
        next = Neighbourhood.open(port, tokens, random, changed);
      }
    } finally {
      boolean late;
      synchronized (this) {
        late = closed;
        open = late ? null : next;
        opening = false;
      }
      if (late && next != null) {
        next.close();
      }
      changed.run();
    }
  }

  /// Where listeners are that know this token, as far as was heard.
  synchronized List<InetSocketAddress> of(byte[] token) {
    Neighbourhood now = open;
    return now == null ? List.of() : now.of(token, clock.instant());
  }

  /// Says goodbye beside the caller.
  @Override
  public synchronized void close() {
    Neighbourhood now = open;
    open = null;
    closed = true;
    if (now != null) {
      var _ = Thread.ofVirtual().name("chit-mdns").start(now::close);
    }
  }
}
