package dev.chit.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.ChitId;
import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.Outcome;
import dev.chit.core.log.Hash;
import dev.chit.core.log.LogFrontier;
import dev.chit.core.log.MerkleTree;
import dev.chit.crypto.SigningKey;
import dev.chit.server.store.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerQueriesTest {
  private static final SigningKey ALICE = TestLedger.key(10);
  private static final SigningKey BOB = TestLedger.key(11);
  private static final SigningKey CAROL = TestLedger.key(12);

  @TempDir Path directory;

  private final Random random = new Random(1);
  private TestLedger ledger;

  @BeforeEach
  void threeMembers() throws StoreException {
    ledger = new TestLedger(directory);
    ledger.open("alice", ALICE);
    ledger.open("Bob", BOB);
    ledger.open("carol", CAROL);
    ledger.issue(ALICE, 100_000, random);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void everyReceiptVerifiesInTreesOfEverySize() throws StoreException {
    // Up to 600 leaves: within a tile, across tiles, and after a restart from tiles and events.
    for (int i = 0; i < 6; i++) {
      pay(ALICE, BOB, 100);
      checkReceipts();
      ledger.close();
      ledger = new TestLedger(directory);
      checkReceipts();
    }
  }

  private void checkReceipts() throws StoreException {
    long size = ledger.service.checkpoint().size();
    for (long index = size - 1; index >= 0; index -= 1 + random.nextInt(40)) {
      Receipt receipt = ledger.service.receipt(index).orElseThrow();
      assertEquals(index, receipt.entry().index());
      Hash leaf = MerkleTree.leafHash(receipt.entry().bytes());
      assertTrue(
          receipt.proof().verify(index, size, leaf, receipt.checkpoint().root()), "leaf " + index);
    }
    assertTrue(ledger.service.receipt(size).isEmpty());
    assertTrue(ledger.service.receipt(-1).isEmpty());
  }

  @Test
  void everyEarlierTreeIsABeginningOfTheNewest() throws StoreException {
    List<Hash> roots = new ArrayList<>();
    pay(ALICE, BOB, 530);
    var tree = LogFrontier.empty();
    roots.add(tree.root());
    for (byte[] event : ledger.service.events(0, 1000)) {
      tree.append(MerkleTree.leafHash(event));
      roots.add(tree.root());
    }
    long size = ledger.service.checkpoint().size();
    for (int from = 0; from <= size; from += 13) {
      assertTrue(
          ledger
              .service
              .consistency(from, size)
              .verify(from, size, roots.get(from), ledger.service.checkpoint().root()),
          "from " + from);
    }
    assertThrows(IllegalArgumentException.class, () -> ledger.service.consistency(0, size + 1));
  }

  @Test
  void historyIsReadInPagesNewestFirst() throws StoreException {
    pay(ALICE, BOB, 25);
    AccountId bob = TestLedger.id(BOB);
    List<Entry> all = ledger.service.entries(bob, Long.MAX_VALUE, 100);
    assertEquals(26, all.size());
    List<Entry> paged = new ArrayList<>();
    for (List<Entry> page = ledger.service.entries(bob, Long.MAX_VALUE, 7);
        !page.isEmpty();
        page = ledger.service.entries(bob, page.getLast().index(), 7)) {
      paged.addAll(page);
    }
    assertEquals(all, paged);
    assertEquals(25, all.getFirst().side(bob).orElseThrow().balanceMinor());
    assertEquals(0, all.getLast().side(bob).orElseThrow().balanceMinor());
    // Below an index that is somebody else's.
    long carols = ledger.service.account(TestLedger.id(CAROL)).orElseThrow().openedIndex();
    assertEquals(List.of(all.getLast()), ledger.service.entries(bob, carols, 7));
    assertTrue(ledger.service.entries(TestLedger.id(TestLedger.key(99)), 50, 7).isEmpty());
  }

  @Test
  void whatHappenedSinceAnIndexIsToldOldestFirst() throws StoreException {
    pay(ALICE, BOB, 300);
    AccountId bob = TestLedger.id(BOB);
    List<Entry> all = ledger.service.entries(bob, Long.MAX_VALUE, 1000).reversed();
    RecentEntries since = ledger.service.entriesSince(bob, all.get(20).index(), 1000);
    assertEquals(all.subList(20, 301), since.entries());
    assertTrue(since.isComplete());
    assertEquals(all, ledger.service.entriesSince(bob, 0, 301).entries());
    assertTrue(ledger.service.entriesSince(bob, 0, 301).isComplete());
    RecentEntries newest = ledger.service.entriesSince(bob, 0, 300);
    assertEquals(all.subList(1, 301), newest.entries());
    assertFalse(newest.isComplete());
    assertTrue(ledger.service.entriesSince(bob, 1 << 20, 10).entries().isEmpty());
  }

  @Test
  void accountsAreFoundByNameAndListedInItsOrder() throws StoreException {
    assertEquals(
        TestLedger.id(BOB), ledger.service.account(new AccountName("bOB")).orElseThrow().id());
    assertEquals(List.of("alice", "Bob", "carol", "operator"), names("", "", 10));
    assertEquals(List.of("Bob", "carol"), names("", "Alice", 2));
    assertEquals(List.of("Bob"), names("B", "", 10));
    assertEquals(List.of(), names("x", "", 10));
  }

  private List<String> names(String prefix, String after, int max) throws StoreException {
    return ledger.service.accounts(prefix, after, max).stream()
        .map(Account::name)
        .map(AccountName::value)
        .toList();
  }

  @Test
  void statsSayWhatIsInCirculation() throws StoreException {
    pay(ALICE, ledger.operator, 10);
    LedgerStats stats = ledger.service.stats();
    assertEquals(4, stats.accounts());
    assertEquals(100_000 - 10, stats.circulationMinor());
    assertEquals(ledger.service.checkpoint().size(), stats.logSize());
  }

  @Test
  void theWholeLogCanBeExported() throws StoreException {
    pay(ALICE, BOB, 50);
    assertEquals(50 + 3 + 1 + 1, Recomputed.check(ledger.service).lives.size() + 4);
  }

  private void pay(SigningKey from, SigningKey to, int times) {
    List<CompletableFuture<Outcome>> futures = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      ChitId id = TestLedger.randomId(random);
      futures.add(ledger.service.submit(new Command.Settle(ledger.chit(from, to, 1, id))));
    }
    futures.forEach(future -> TestLedger.done(future.join()));
  }
}
