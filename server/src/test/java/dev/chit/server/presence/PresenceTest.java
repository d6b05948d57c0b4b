package dev.chit.server.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.AccountId;
import dev.chit.server.presence.Presence.Change;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PresenceTest {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Presence presence = new Presence(timer);
  private final LinkedBlockingQueue<List<Change>> told = new LinkedBlockingQueue<>();

  /// Until it is released, the moment lasts.
  private final CountDownLatch moment = new CountDownLatch(1);

  @BeforeEach
  void hold() {
    timer.execute(
        () -> {
          try {
            moment.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private List<Change> toldAfterTheMoment() throws Exception {
    moment.countDown();
    return Objects.requireNonNull(told.poll(60, TimeUnit.SECONDS));
  }

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void whoHasTwoConnectionsIsOnlineUntilBothEnd() {
    AccountId alice = account(1);
    Presence.Watcher one = changes -> {};
    Presence.Watcher other = changes -> assertFalse(changes.isEmpty());
    presence.join(alice, "alice", one, Terms.USUAL);
    presence.join(alice, "alice", other, Terms.USUAL);
    presence.leave(alice, one);
    assertTrue(presence.isOnline(alice));
    presence.leave(alice, other);
    assertFalse(presence.isOnline(alice));
    assertEquals(0, presence.count());
  }

  @Test
  void changesOfAMomentAreToldTogetherToThoseWhoAskedForThem() throws Exception {
    presence.join(account(0), "watcher", told::add, watching(1, 2));
    presence.join(account(9), "indifferent", changes -> told.add(List.of()), Terms.USUAL);
    presence.join(account(1), "bob", changes -> {}, Terms.USUAL);
    presence.join(account(2), "carol", changes -> {}, Terms.USUAL);
    presence.join(account(3), "dora", changes -> {}, Terms.USUAL);
    assertEquals(
        List.of(new Change(account(1), "bob", true), new Change(account(2), "carol", true)),
        toldAfterTheMoment());
    assertTrue(told.isEmpty());
  }

  @Test
  void whoComesAndGoesInAMomentIsNotTold() throws Exception {
    Presence.Watcher brief = changes -> {};
    presence.join(account(1), "brief", brief, Terms.USUAL);
    presence.leave(account(1), brief);
    presence.join(account(2), "bob", changes -> {}, Terms.USUAL);
    presence.join(account(0), "watcher", told::add, watching(1, 2));
    assertEquals(List.of(new Change(account(2), "bob", true)), toldAfterTheMoment());
  }

  @Test
  void atMostSixtyFourChangesAreToldAtOnceAndAllOnlineCanBeAskedFor() throws Exception {
    int[] all = IntStream.rangeClosed(0, Presence.CHANGES_MAX).toArray();
    for (int i : all) {
      presence.join(account(i), "m" + i, changes -> {}, Terms.USUAL);
    }
    presence.join(account(1_000), "watcher", told::add, watching(all));
    assertEquals(Presence.CHANGES_MAX, toldAfterTheMoment().size());
    assertEquals(Presence.CHANGES_MAX + 2, presence.online(account(0), 1_000).size());
    assertEquals(10, presence.online(account(0), 10).size());
  }

  @Test
  void nobodyIsSeenByThoseWhomTheyDoNotLet() {
    presence.join(account(1), "listed", changes -> {}, shown(Terms.Shown.LISTED, 7));
    presence.join(account(2), "hidden", changes -> {}, shown(Terms.Shown.NOBODY, 7));
    Terms blocking = new Terms(Set.of(), Terms.Shown.EVERYONE, Set.of(), Set.of(account(7)));
    presence.join(account(3), "blocking", changes -> {}, blocking);

    assertTrue(presence.isOnline(account(1), account(7)));
    assertFalse(presence.isOnline(account(1), account(8)));
    assertFalse(presence.isOnline(account(2), account(7)));
    assertFalse(presence.isOnline(account(3), account(7)));
    assertTrue(presence.isOnline(account(3), account(8)));
    assertTrue(presence.isOnline(account(2), account(2)), "everybody sees themselves");
    assertEquals(List.of("listed"), names(presence.online(account(7), 10)));
    assertEquals(List.of("blocking"), names(presence.online(account(8), 10)));
    assertEquals(3, presence.count());
  }

  @Test
  void whoShowsAndHidesIsToldAsOneWhoComesAndGoes() throws Exception {
    Presence.Watcher carols = changes -> {};
    Presence.Watcher bobs = changes -> {};
    Presence.Watcher hiddens = changes -> {};
    presence.join(account(0), "watcher", told::add, watching(1, 2, 3));
    presence.join(account(1), "bob", bobs, Terms.USUAL);
    presence.join(account(2), "carol", carols, shown(Terms.Shown.NOBODY));
    presence.join(account(3), "hidden", hiddens, shown(Terms.Shown.NOBODY));
    assertEquals(List.of(new Change(account(1), "bob", true)), toldAfterTheMoment());

    presence.join(account(1), "bob", bobs, shown(Terms.Shown.LISTED, 5));
    assertEquals(List.of(new Change(account(1), "bob", false)), toldAfterTheMoment());
    presence.leave(account(3), hiddens);
    presence.leave(account(1), bobs);
    presence.join(account(2), "carol", carols, shown(Terms.Shown.LISTED, 0));
    assertEquals(
        List.of(new Change(account(2), "carol", true)), toldAfterTheMoment(), "and nobody else");
  }

  private static List<String> names(List<Change> changes) {
    return changes.stream().map(Change::name).toList();
  }

  private static Terms watching(int... accounts) {
    return new Terms(accounts(accounts), Terms.Shown.EVERYONE, Set.of(), Set.of());
  }

  private static Terms shown(Terms.Shown shown, int... listed) {
    return new Terms(Set.of(), shown, accounts(listed), Set.of());
  }

  private static Set<AccountId> accounts(int... numbers) {
    return IntStream.of(numbers)
        .mapToObj(PresenceTest::account)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static AccountId account(int i) {
    return new AccountId(i, i);
  }
}
