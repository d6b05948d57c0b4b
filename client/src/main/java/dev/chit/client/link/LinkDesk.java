package dev.chit.client.link;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.connection.Live;
import dev.chit.client.connection.Transport;
import dev.chit.client.files.Lenders;
import dev.chit.client.files.PieceSupply;
import dev.chit.client.files.Shelf;
import dev.chit.client.group.LinkedMail;
import dev.chit.client.link.v1.LinkEnvelope;
import dev.chit.client.link.v1.PieceFrame;
import dev.chit.client.link.v1.PiecesWanted;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.client.talk.DirectMail;
import dev.chit.client.talk.Talk;
import dev.chit.client.work.Signal;
import dev.chit.client.work.Threads;
import dev.chit.core.AccountId;
import dev.chit.crypto.TlsIdentity;
import dev.chit.sessions.DeviceAddress;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps direct links up with contacts, while the member allows them and this process is meant to
/// hold some: listens, offers, dials. One virtual thread looks after it.
public final class LinkDesk
    implements Link.Carrier, Listener.Host, DirectMail.Links, Lenders, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LinkDesk.class);
  private static final long LOOK_MILLIS = 1_000;

  private final ProfileStore store;
  private final DirectMail mail;
  private final Circle circle;
  private final TlsIdentity me;
  private final Transport transport;
  private final Door door;
  private final Offering offering;
  private final Dialing dialing;
  private final Discovery discovery;
  private final LinkedMail groups;
  private final Shelf shelf;
  private final Lending lending;
  private final Signal signal = new Signal();
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final Map<DeviceAddress, Link> newest = new ConcurrentHashMap<>();
  private final Thread thread = Thread.ofVirtual().name("chit-links").unstarted(this::run);
  private volatile boolean opened;
  private volatile @Nullable Listener listener;
  private volatile Runnable changed = () -> {};

  /// Whom a member has accepted.
  @FunctionalInterface
  public interface Circle {
    boolean holds(Tables tables, AccountId account) throws SQLException;
  }

  /// A link that is up.
  ///
  /// @param dialled whether this end dialled
  public record Up(DeviceAddress device, boolean dialled, Instant since) {}

  public LinkDesk(
      ProfileStore store,
      Talk talk,
      Circle circle,
      LinkedMail groups,
      Shelf shelf,
      TlsIdentity me,
      Transport transport,
      SecureRandom random,
      InstantSource clock) {
    this.store = store;
    this.mail = talk.direct();
    this.circle = circle;
    this.groups = groups;
    this.shelf = shelf;
    this.lending = new Lending(shelf, random);
    this.me = me;
    this.transport = transport;
    this.door = new Door(TimeUnit.MILLISECONDS.toMicros(clock.millis()));
    this.offering = new Offering(store, talk, door, circle, random, clock);
    this.discovery = new Discovery(random, clock, signal::raise);
    this.dialing =
        new Dialing(
            store,
            circle,
            clock,
            new Dialer(transport, me),
            discovery,
            newest::containsKey,
            device -> add(new Link(device, true, this)));
  }

  public void start() {
    mail.use(this);
    groups.use(this::wake);
    thread.start();
  }

  /// From now on this process holds links whenever the profile allows them.
  public void open() {
    opened = true;
    signal.raise();
  }

  /// The member allows links from now on, or no longer.
  public void allow(boolean allowed) throws ChitException, InterruptedException {
    store.run(
        tables -> {
          tables.profile(tables.profile().toBuilder().setLinks(allowed).build());
          return true;
        });
    signal.raise();
  }

  public boolean isAllowed() throws ChitException, InterruptedException {
    return store.run(tables -> tables.profile().getLinks());
  }

  /// Where this process listens; empty if it does not.
  public OptionalInt port() {
    Listener now = listener;
    return now == null ? OptionalInt.empty() : OptionalInt.of(now.port());
  }

  public List<Up> up() {
    return newest.values().stream()
        .map(link -> new Up(link.peer(), link.dialled(), link.since()))
        .toList();
  }

  // ── what the server's connection brings ──

  public void connected(Live live) {
    offering.connected(live);
    discovery.server(true);
    signal.raise();
  }

  public void disconnected() {
    offering.connected(null);
    discovery.server(false);
    signal.raise();
  }

  public void online(AccountId account, boolean online) {
    offering.online(account, online);
    signal.raise();
  }

  /// An offer may have come.
  public void look() {
    signal.raise();
  }

  // ── its thread ──

  private void run() {
    try {
      while (true) {
        if (opened) {
          signal.await(LOOK_MILLIS);
        } else {
          signal.await();
        }
        round();
      }
    } catch (InterruptedException e) {
      LOG.debug("links end");
    }
  }

  private void round() throws InterruptedException {
    try {
      if (opened && isAllowed()) {
        keepUp();
      } else if (listener != null) {
        stop();
        offering.withdraw();
      }
    } catch (ChitException e) {
      LOG.debug("links wait: {}", e.code());
    } catch (IOException | RuntimeException e) {
      LOG.warn("links wait: {}", e.getMessage());
    }
  }

  private void keepUp() throws ChitException, IOException, InterruptedException {
    Listener open = listener;
    if (open == null) {
      offering.readmit();
      open = listen();
      listener = open;
    }
    endOthers();
    offering.dismissOthers();
    offering.round(open.port());
    discovery.round(open.port(), door.tokens());
    dialing.round();
  }

  /// Where it listened last, if that is free: what was offered then still holds.
  private Listener listen() throws ChitException, IOException, InterruptedException {
    int before = store.run(tables -> tables.profile().getLinkPort());
    Listener open;
    try {
      open = listen(before);
    } catch (IOException taken) {
      open = listen(0);
    }
    int port = open.port();
    store.run(
        tables -> {
          tables.profile(tables.profile().toBuilder().setLinkPort(port).build());
          return true;
        });
    return open;
  }

  private Listener listen(int port) throws IOException {
    return Listener.open(port, transport, me, door, this);
  }

  /// Ends links with those who are no contacts any longer.
  private void endOthers() throws ChitException, InterruptedException {
    for (Link link : newest.values()) {
      if (!isContact(link)) {
        link.end();
      }
    }
  }

  private boolean isContact(Link link) throws ChitException, InterruptedException {
    return store.run(tables -> circle.holds(tables, link.peer().account()));
  }

  private void stop() {
    Listener open = listener;
    listener = null;
    if (open != null) {
      open.close();
    }
    discovery.close();
    links.forEach(Link::end);
  }

  // ── links ──

  @Override
  public Link accept(DeviceAddress from) {
    return add(new Link(from, false, this));
  }

  private Link add(Link link) {
    links.add(link);
    return link;
  }

  @Override
  public boolean up(Link link) throws ChitException, InterruptedException {
    if (listener == null || links.size() > LinkLimits.LINKS_MAX || !isContact(link)) {
      return false;
    }
    for (Link other : links) {
      if (!other.equals(link)
          && other.peer().equals(link.peer())
          && other.dialled() == link.dialled()
          && other.up().isDone()) {
        other.end();
      }
    }
    newest.put(link.peer(), link);
    changed.run();
    return true;
  }

  @Override
  public void ended(Link link, Set<Long> left) {
    links.remove(link);
    newest.remove(link.peer(), link);
    links.stream()
        .filter(other -> other.peer().equals(link.peer()) && other.up().getNow(false))
        .findAny()
        .ifPresent(
            other -> {
              newest.putIfAbsent(other.peer(), other);
              other.wake();
            });
    if (!newest.containsKey(link.peer())) {
      lending.unlinked(link.peer());
    }
    mail.takeBack(left);
    changed.run();
    signal.raise();
  }

  @Override
  public boolean sends(Link link) {
    return link.equals(newest.get(link.peer()));
  }

  @Override
  public DirectMail.Waiting waiting(DeviceAddress device, long after)
      throws ChitException, InterruptedException {
    return mail.waiting(device, after);
  }

  @Override
  public void arrived(DeviceAddress from, List<LinkEnvelope> envelopes)
      throws ChitException, InterruptedException {
    mail.arrived(from, envelopes);
  }

  @Override
  public void delivered(List<Long> sequences) throws ChitException, InterruptedException {
    mail.delivered(sequences);
  }

  @Override
  public List<LinkedMail.Waiting> waitingOfGroups(DeviceAddress device, long after, int limit)
      throws ChitException, InterruptedException {
    return groups.waiting(device, after, limit);
  }

  @Override
  public void deliveredOfGroups(DeviceAddress device, List<Long> sequences)
      throws ChitException, InterruptedException {
    groups.delivered(device, sequences, newest::containsKey);
  }

  @Override
  public boolean take(DeviceAddress to, long sequence) {
    Link link = newest.get(to);
    if (link == null) {
      return false;
    }
    return switch (link.leave(sequence)) {
      case TAKEN -> true;
      case NOT_TAKEN -> false;
      case DONE -> {
        mail.takeBack(List.of(sequence));
        yield true;
      }
    };
  }

  // ── files ──

  /// Has links that come and go told.
  public void watch(Runnable watcher) {
    changed = watcher;
  }

  @Override
  public boolean has(AccountId account) {
    return newest.values().stream().anyMatch(link -> link.peer().account().equals(account));
  }

  @Override
  public Optional<PieceSupply> of(AccountId account, byte[] keys) {
    return newest.values().stream()
        .filter(link -> link.peer().account().equals(account))
        .findFirst()
        .map(link -> lending.supply(link, keys));
  }

  @Override
  public Pipe.Ear<PieceFrame> carried(DeviceAddress from, Pipe<PieceFrame> pipe) {
    if (newest.containsKey(from)) {
      return lending.carried(from, pipe);
    }
    pipe.end();
    return Lending.DEAF;
  }

  @Override
  public void wanted(Link link, PiecesWanted pieces) {
    lending.wanted(link, pieces);
  }

  @Override
  public void taken(DeviceAddress by, ByteString blob) throws ChitException, InterruptedException {
    shelf.taken(by.account(), blob);
  }

  @Override
  public void wake() {
    newest.values().forEach(Link::wake);
  }

  @Override
  public void close() {
    Threads.end(thread);
    stop();
  }
}
