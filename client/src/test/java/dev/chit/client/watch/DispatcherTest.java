package dev.chit.client.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chit.client.Incoming;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.v1.UnseenRow;
import dev.chit.client.state.v1.UnseenWarning;
import dev.chit.core.AccountId;
import dev.chit.sessions.vault.Unlock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DispatcherTest {
  @TempDir Path home;

  private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Semaphore called = new Semaphore(0);
  private final Semaphore goOn = new Semaphore(0);
  private ProfileStore store;
  private Dispatcher dispatcher;

  @BeforeEach
  void create() throws Exception {
    store =
        ProfileStore.create(
            home.resolve("profile"), new Unlock.NoPassphrase(), new SecureRandom(), _ -> true);
    dispatcher = new Dispatcher(store);
    dispatcher.start();
  }

  @AfterEach
  void close() {
    goOn.release(Dispatcher.NEWS_MAX * 10);
    dispatcher.close();
    store.close();
  }

  @Test
  void soMuchNewsWaitsForASlowListenerAndThenTheOldestGiveWay() throws Exception {
    dispatcher.watch(this::hearSlowly);
    dispatcher.tell(news(0));
    called.acquire();
    for (int i = 1; i <= Dispatcher.NEWS_MAX; i++) {
      dispatcher.tell(news(i));
    }
    assertEquals(names(0, Dispatcher.NEWS_MAX), hear(Dispatcher.NEWS_MAX + 1));

    dispatcher.tell(news(0));
    called.acquire();
    for (int i = 1; i <= Dispatcher.NEWS_MAX + 1; i++) {
      dispatcher.tell(news(i));
    }
    assertEquals("0", hear(1).getFirst());
    assertEquals(names(2, Dispatcher.NEWS_MAX + 1), hear(Dispatcher.NEWS_MAX));
  }

  @Test
  void soMuchIsKeptForTheNextListenerAndThenTheOldestGiveWay() throws Exception {
    store.run(
        tables -> {
          for (int i = 1; i < Unseen.ROWS_MAX; i++) {
            tables.unseen.add(null, null, row(i));
          }
          return true;
        });
    dispatcher.warn("test", "" + Unseen.ROWS_MAX);
    assertEquals(List.of("1", "" + Unseen.ROWS_MAX, "" + Unseen.ROWS_MAX), kept());
    dispatcher.warn("test", "" + (Unseen.ROWS_MAX + 1));
    assertEquals(List.of("2", "" + (Unseen.ROWS_MAX + 1), "" + Unseen.ROWS_MAX), kept());
  }

  @Test
  void whatAListenerHasSeenIsNotToldAgainThoughItIsTheLastThingDone() throws Exception {
    dispatcher.warn("test", "seen");
    dispatcher.warn("test", "not seen");
    dispatcher.watch(
        _ -> {
          called.release();
          goOn.acquireUninterruptibly();
        });
    called.acquire();
    Thread closing = Thread.startVirtualThread(dispatcher::close);
    // Only then is the listener's thread interrupted.
    while (closing.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    goOn.release();
    closing.join();
    assertEquals(List.of("not seen", "not seen", "1"), kept());
  }

  @Test
  void whatAListenerCouldNotTakeIsToldAgain() throws Exception {
    dispatcher.warn("test", "first");
    var refused = new AtomicBoolean();
    dispatcher.watch(
        event -> {
          heard.add(((Incoming.Warning) event).message());
          if (refused.compareAndSet(false, true)) {
            called.release();
            throw new CancellationException("not now");
          }
        });
    called.acquire();
    dispatcher.warn("test", "second");
    for (String expected : List.of("first", "first", "second")) {
      assertEquals(expected, heard.poll(60, TimeUnit.SECONDS));
    }
  }

  /// The oldest, the newest, and how many.
  private List<String> kept() throws Exception {
    List<UnseenRow> rows =
        store.run(
            tables ->
                tables.unseen.after(0, 2 * Unseen.ROWS_MAX).stream()
                    .map(row -> row.value())
                    .toList());
    return List.of(
        rows.getFirst().getWarning().getMessage(),
        rows.getLast().getWarning().getMessage(),
        "" + rows.size());
  }

  private static UnseenRow row(int number) {
    return UnseenRow.newBuilder()
        .setWarning(UnseenWarning.newBuilder().setCode("test").setMessage("" + number))
        .build();
  }

  private void hearSlowly(Incoming event) {
    called.release();
    goOn.acquireUninterruptibly();
    heard.add(((Incoming.Presence) event).name());
  }

  /// Lets the listener hear so many, and no more.
  private List<String> hear(int count) throws InterruptedException {
    goOn.release(count);
    var names = new java.util.ArrayList<String>();
    for (int i = 0; i < count; i++) {
      names.add(heard.poll(60, TimeUnit.SECONDS));
    }
    called.drainPermits();
    return names;
  }

  private static Incoming.Presence news(int number) {
    return new Incoming.Presence("" + number, new AccountId(number, number), true);
  }

  private static List<String> names(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(String::valueOf).toList();
  }
}
