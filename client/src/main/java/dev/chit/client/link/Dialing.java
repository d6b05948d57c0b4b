package dev.chit.client.link;

import dev.chit.client.ChitException;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.client.talk.v1.LinkOffer;
import dev.chit.sessions.DeviceAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Dials contacts' devices that have offered it and are not linked, and later again when nobody
/// answers: twice as long after each time, up to a minute.
final class Dialing {
  private static final Logger LOG = LoggerFactory.getLogger(Dialing.class);
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long PAUSE_MILLIS_MAX = 60_000;

  private final ProfileStore store;
  private final LinkDesk.Circle circle;
  private final InstantSource clock;
  private final Dialer dialer;
  private final Discovery discovery;
  private final Predicate<DeviceAddress> linked;
  private final Function<DeviceAddress, Link> made;
  private final Semaphore free = new Semaphore(LinkLimits.DIALS_MAX);

  // Under this object's lock:
  private final Map<DeviceAddress, Attempt> attempts = new HashMap<>();

  /// What was tried with one offer, and with what was heard near here.
  private static final class Attempt {
    final LinkOffer offer;
    final List<InetSocketAddress> near;
    int failures;
    long notBeforeNanos = System.nanoTime();
    boolean underWay;

    Attempt(LinkOffer offer, List<InetSocketAddress> near) {
      this.near = near;
      this.offer = offer;
    }
  }

  private record Offered(LinkOffers.Kept kept, Person person) {}

  private record Call(
      DeviceAddress to, Person person, List<InetSocketAddress> addresses, byte[] token) {}

  Dialing(
      ProfileStore store,
      LinkDesk.Circle circle,
      InstantSource clock,
      Dialer dialer,
      Discovery discovery,
      Predicate<DeviceAddress> linked,
      Function<DeviceAddress, Link> made) {
    this.store = store;
    this.circle = circle;
    this.clock = clock;
    this.dialer = dialer;
    this.discovery = discovery;
    this.linked = linked;
    this.made = made;
  }

  /// Dials those whose time has come.
  void round() throws ChitException, InterruptedException {
    for (Offered one : store.run(this::offered)) {
      byte[] token = one.kept().offer().getToken().toByteArray();
      // Beside the store: this takes a while with many offers and listeners.
      List<InetSocketAddress> near = discovery.of(token);
      List<InetSocketAddress> addresses =
          Stream.concat(
                  Candidates.dialable(one.kept().offer().getAddressesList()).stream(),
                  near.stream())
              .distinct()
              .toList();
      if (isDue(one.kept(), near) && !addresses.isEmpty() && free.tryAcquire()) {
        begin(new Call(one.kept().at(), one.person(), addresses, token));
      }
    }
  }

  private List<Offered> offered(Tables tables) throws SQLException {
    var all = new ArrayList<Offered>();
    for (LinkOffers.Kept kept : LinkOffers.holding(tables, clock.instant())) {
      if (!linked.test(kept.at())
          && !isUnderWay(kept.at())
          && circle.holds(tables, kept.at().account())) {
        Optional<Person> person = People.known(tables, kept.at().account());
        person.ifPresent(it -> all.add(new Offered(kept, it)));
      }
    }
    return all;
  }

  private synchronized boolean isUnderWay(DeviceAddress at) {
    Attempt attempt = attempts.get(at);
    return attempt != null && attempt.underWay;
  }

  private synchronized boolean isDue(LinkOffers.Kept kept, List<InetSocketAddress> near) {
    Attempt before = attempts.get(kept.at());
    if (before == null
        || (!before.underWay && !(before.offer.equals(kept.offer()) && before.near.equals(near)))) {
      before = new Attempt(kept.offer(), near);
      attempts.put(kept.at(), before);
    }
    return !before.underWay && System.nanoTime() - before.notBeforeNanos >= 0;
  }

  private void begin(Call call) {
    Attempt attempt;
    synchronized (this) {
      attempt = attempts.get(call.to());
      if (attempt == null) {
        free.release();
        return;
      }
      attempt.underWay = true;
    }
    var _ = Thread.ofVirtual().name("chit-dial").start(() -> dial(call, attempt));
  }

  private void dial(Call call, Attempt attempt) {
    boolean isUp = false;
    try {
      isUp = dialer.dial(call.to(), call.person(), call.addresses(), call.token(), made);
    } catch (InterruptedException e) {
      LOG.debug("a dial was interrupted");
    } catch (RuntimeException e) {
      LOG.error("a dial failed", e);
    } finally {
      free.release();
      done(attempt, isUp);
    }
  }

  private synchronized void done(Attempt attempt, boolean isUp) {
    attempt.underWay = false;
    attempt.failures = isUp ? 0 : attempt.failures + 1;
    long pause = Math.min(PAUSE_MILLIS_MAX, FIRST_PAUSE_MILLIS << Math.min(attempt.failures, 10));
    attempt.notBeforeNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
  }
}
