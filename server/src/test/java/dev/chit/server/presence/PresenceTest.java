package dev.chit.server.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.AccountId;
import dev.chit.server.presence.Presence.Change;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
    presence.join(alice, "alice", one);
    presence.join(alice, "alice", other);
    presence.leave(alice, "alice", one);
    assertTrue(presence.isOnline(alice));
    presence.leave(alice, "alice", other);
    assertFalse(presence.isOnline(alice));
    assertEquals(0, presence.count());
  }

  @Test
  void changesOfAMomentAreToldTogether() throws Exception {
    Presence.Watcher watcher = told::add;
    presence.join(account(0), "watcher", watcher);
    presence.join(account(1), "bob", changes -> {});
    List<Change> first = toldAfterTheMoment();
    assertEquals(
        List.of(new Change(account(0), "watcher", true), new Change(account(1), "bob", true)),
        first);
  }

  @Test
  void whoComesAndGoesInAMomentIsNotTold() throws Exception {
    Presence.Watcher watcher = told::add;
    Presence.Watcher brief = changes -> {};
    presence.join(account(1), "brief", brief);
    presence.leave(account(1), "brief", brief);
    presence.join(account(0), "watcher", watcher);
    assertEquals(List.of(new Change(account(0), "watcher", true)), toldAfterTheMoment());
  }

  @Test
  void atMostSixtyFourChangesAreToldAtOnceAndAllOnlineCanBeAskedFor() throws Exception {
    Presence.Watcher watcher = told::add;
    for (int i = 0; i <= Presence.CHANGES_MAX; i++) {
      presence.join(account(i), "m" + i, i == 0 ? watcher : changes -> {});
    }
    List<Change> first = toldAfterTheMoment();
    assertEquals(Presence.CHANGES_MAX, first.size());
    assertEquals(Presence.CHANGES_MAX + 1, presence.online(1_000).size());
    assertEquals(10, presence.online(10).size());
  }

  private static AccountId account(int i) {
    return new AccountId(i, i);
  }
}
