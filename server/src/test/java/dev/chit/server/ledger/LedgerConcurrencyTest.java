package dev.chit.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.ChitId;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.Outcome;
import dev.chit.core.ledger.Rejection;
import dev.chit.crypto.SigningKey;
import dev.chit.server.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerConcurrencyTest {
  private static final SigningKey ALICE = TestLedger.key(10);
  private static final SigningKey BOB = TestLedger.key(11);

  @TempDir Path directory;

  private final Random random = new Random(1);

  @Test
  void hundredsOfPaymentsAtOnceNeverOverdraw() throws Exception {
    try (var ledger = new TestLedger(directory)) {
      aliceHas(ledger, 1000);
      List<Command> payments =
          IntStream.range(0, 600)
              .mapToObj(i -> new Command.Settle(ledger.chit(ALICE, BOB, 7, new ChitId(1, i))))
              .map(Command.class::cast)
              .toList();
      List<Outcome> outcomes = atOnce(ledger, payments);
      long paid = outcomes.stream().filter(Outcome.Done.class::isInstance).count();
      assertEquals(1000 / 7, paid);
      assertEquals(
          600 - paid,
          Collections.frequency(outcomes, new Outcome.Refused(Rejection.INSUFFICIENT_FUNDS)));
      assertEquals(1000 % 7, balance(ledger, ALICE));
      assertEquals(7 * paid, balance(ledger, BOB));
      Recomputed.check(ledger.service);
    }
  }

  @Test
  void aStormOfOneChitPaysOnce() throws Exception {
    try (var ledger = new TestLedger(directory)) {
      aliceHas(ledger, 1000);
      var chit = new Command.Settle(ledger.chit(ALICE, BOB, 7, new ChitId(1, 1)));
      List<Outcome> outcomes = atOnce(ledger, Collections.nCopies(500, chit));
      Set<Entry> entries = new HashSet<>();
      int done = 0;
      for (Outcome outcome : outcomes) {
        if (outcome instanceof Outcome.Done first) {
          done++;
          entries.add(first.entry());
        } else {
          entries.add(assertInstanceOf(Outcome.Repeated.class, outcome).first());
        }
      }
      assertEquals(1, done);
      assertEquals(1, entries.size());
      assertEquals(7, balance(ledger, BOB));
    }
  }

  @Test
  void theQueueTakesItsBoundAndNotOneMore() throws Exception {
    var gate = new Gate();
    try (var ledger =
        new TestLedger(directory, gate::before, settings -> settings.withBounds(10, 4))) {
      aliceHas(ledger, 1000);
      gate.shut();
      List<CompletableFuture<Outcome>> futures = new ArrayList<>();
      futures.add(submit(ledger, 0));
      gate.awaitArrival();
      for (int i = 1; i <= 10; i++) {
        futures.add(submit(ledger, i));
      }
      assertEquals(new Outcome.Refused(Rejection.BUSY), submit(ledger, 11).join());
      gate.open();
      for (CompletableFuture<Outcome> future : futures) {
        assertInstanceOf(Outcome.Done.class, future.join());
      }
      // 11 payments: one in the batch at the gate, then at most four at a time.
      assertTrue(ledger.service.stats().batches() >= 3 + 1 + 3);
    }
  }

  @Test
  void closingFinishesWhatIsQueuedAndRefusesTheRest() throws Exception {
    var gate = new Gate();
    var ledger = new TestLedger(directory, gate::before, settings -> settings);
    aliceHas(ledger, 1000);
    gate.shut();
    CompletableFuture<Outcome> first = submit(ledger, 1);
    gate.awaitArrival();
    CompletableFuture<Outcome> second = submit(ledger, 2);
    var closing = Thread.startVirtualThread(() -> ledger.service.close(Duration.ofMinutes(1)));
    while (ledger.service.state() == LedgerState.RUNNING) {
      Thread.onSpinWait();
    }
    assertEquals(new Outcome.Refused(Rejection.BUSY), submit(ledger, 3).join());
    gate.open();
    closing.join();
    assertInstanceOf(Outcome.Done.class, first.join());
    assertInstanceOf(Outcome.Done.class, second.join());
    assertEquals(LedgerState.CLOSED, ledger.service.state());
    assertEquals(new Outcome.Refused(Rejection.BUSY), submit(ledger, 4).join());
  }

  @Test
  void aDrainThatTakesTooLongRefusesWhatWaits() throws Exception {
    var gate = new Gate();
    var ledger = new TestLedger(directory, gate::before, settings -> settings);
    aliceHas(ledger, 1000);
    gate.shut();
    CompletableFuture<Outcome> first = submit(ledger, 1);
    gate.awaitArrival();
    CompletableFuture<Outcome> second = submit(ledger, 2);
    var closing = Thread.startVirtualThread(() -> ledger.service.close(Duration.ofMillis(1)));
    while (ledger.service.state() != LedgerState.CLOSED) {
      Thread.onSpinWait();
    }
    gate.open();
    closing.join();
    assertInstanceOf(Outcome.Done.class, first.join());
    assertEquals(new Outcome.Refused(Rejection.BUSY), second.join());
  }

  @Test
  void listenersHearOfEveryBatchInOrder() throws Exception {
    List<Long> heard = Collections.synchronizedList(new ArrayList<>());
    try (var ledger = new TestLedger(directory)) {
      ledger.service.onCommit(batch -> batch.entries().forEach(entry -> heard.add(entry.index())));
      aliceHas(ledger, 1000);
      atOnce(
          ledger,
          IntStream.range(0, 300)
              .mapToObj(i -> new Command.Settle(ledger.chit(ALICE, BOB, 1, new ChitId(1, i))))
              .map(Command.class::cast)
              .toList());
    }
    assertEquals(IntStream.range(2, 305).mapToObj(Long::valueOf).toList(), heard);
  }

  private void aliceHas(TestLedger ledger, long minor) {
    ledger.open("alice", ALICE);
    ledger.open("bob", BOB);
    ledger.issue(ALICE, minor, random);
  }

  private static CompletableFuture<Outcome> submit(TestLedger ledger, int number) {
    return ledger.service.submit(
        new Command.Settle(ledger.chit(ALICE, BOB, 1, new ChitId(2, number))));
  }

  /// From eight threads that start together.
  private static List<Outcome> atOnce(TestLedger ledger, List<? extends Command> commands)
      throws InterruptedException {
    int threads = 8;
    var start = new CountDownLatch(1);
    List<CompletableFuture<Outcome>> futures = Collections.synchronizedList(new ArrayList<>());
    List<Thread> running = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int first = thread;
      running.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    awaitStart(start);
                    for (int i = first; i < commands.size(); i += threads) {
                      futures.add(ledger.service.submit(commands.get(i)));
                    }
                  }));
    }
    start.countDown();
    for (Thread thread : running) {
      thread.join();
    }
    return futures.stream().map(CompletableFuture::join).toList();
  }

  private static void awaitStart(CountDownLatch start) {
    try {
      start.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static long balance(TestLedger ledger, SigningKey key) throws StoreException {
    return ledger.service.balance(TestLedger.id(key)).orElseThrow().balanceMinor();
  }
}
