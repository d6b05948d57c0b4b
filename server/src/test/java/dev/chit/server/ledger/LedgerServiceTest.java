package dev.chit.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.ChitId;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.Outcome;
import dev.chit.core.ledger.Rejection;
import dev.chit.core.log.MerkleTree;
import dev.chit.crypto.SigningKey;
import dev.chit.server.store.StoreException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerServiceTest {
  private static final SigningKey ALICE = TestLedger.key(10);
  private static final SigningKey BOB = TestLedger.key(11);

  @TempDir Path directory;

  private final Random random = new Random(1);

  @Test
  void aPaymentMovesMoneyOnceAndSurvivesARestart() throws StoreException {
    ChitId id = TestLedger.randomId(random);
    long index;
    try (var ledger = new TestLedger(directory)) {
      ledger.open("alice", ALICE);
      ledger.open("bob", BOB);
      ledger.issue(ALICE, 1000, random);
      Entry entry = TestLedger.done(ledger.pay(ALICE, BOB, 300, id));
      index = entry.index();
      assertEquals(
          new Outcome.Refused(Rejection.INSUFFICIENT_FUNDS),
          ledger.pay(ALICE, BOB, 701, TestLedger.randomId(random)));
    }
    try (var ledger = new TestLedger(directory)) {
      assertEquals(300, ledger.service.balance(TestLedger.id(BOB)).orElseThrow().balanceMinor());
      assertTrue(
          ledger.pay(ALICE, BOB, 300, id) instanceof Outcome.Repeated(Entry first)
              && first.index() == index);
      Receipt receipt = ledger.service.receipt(id).orElseThrow();
      assertTrue(
          receipt
              .proof()
              .verify(
                  index,
                  receipt.checkpoint().size(),
                  MerkleTree.leafHash(receipt.entry().bytes()),
                  receipt.checkpoint().root()));
      assertEquals(3, ledger.service.entries(TestLedger.id(ALICE), Long.MAX_VALUE, 10).size());
    }
  }
}
