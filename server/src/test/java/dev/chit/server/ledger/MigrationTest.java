package dev.chit.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.chit.core.ChitId;
import dev.chit.core.chit.VerifiedChit;
import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.Limits;
import dev.chit.core.ledger.Outcome;
import dev.chit.crypto.SigningKey;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database as version 0.1's first format had it: alice was issued 1000, paid bob 10, 11 … 17;
/// bob was frozen and thawed. Written by the program of that time with the keys of [TestLedger].
class MigrationTest {
  private static final SigningKey ALICE = TestLedger.key(10);
  private static final SigningKey BOB = TestLedger.key(11);
  private static final long PAID = 10 + 11 + 12 + 13 + 14 + 15 + 16 + 17;

  @TempDir Path directory;

  @BeforeEach
  void anOldDatabase() throws Exception {
    for (String file : new String[] {"ledger.db", "checkpoint"}) {
      try (InputStream old = MigrationTest.class.getResourceAsStream("/ledger-v1/" + file)) {
        Files.copy(Objects.requireNonNull(old), directory.resolve(file));
      }
    }
  }

  @Test
  void whatWasThereIsThereAsItWas() throws Exception {
    try (var ledger = new TestLedger(directory)) {
      assertEquals(15, ledger.service.checkpoint().size());
      Recomputed.check(ledger.service);
      Account alice = ledger.service.account(TestLedger.id(ALICE)).orElseThrow();
      assertEquals(1000 - PAID, alice.balanceMinor());
      assertEquals(0, alice.heldMinor());
      assertFalse(alice.auditor());
      assertEquals(Limits.UNLIMITED, alice.limits());
      Entry first = ledger.service.entries(TestLedger.id(BOB), 6, 1).getFirst();
      assertEquals(0, first.side(TestLedger.id(BOB)).orElseThrow().heldMinor());
      assertEquals(Entry.NO_INDEX, first.closes());
    }
  }

  @Test
  void itGoesOnFromThereAndKnowsWhatWasPaid() throws Exception {
    VerifiedChit chit;
    try (var ledger = new TestLedger(directory)) {
      Outcome again = ledger.pay(ALICE, BOB, 10, new ChitId(1, 0));
      assertEquals(5, assertInstanceOf(Outcome.Repeated.class, again).first().index());
      TestLedger.done(
          ledger.now(ledger.refund(BOB, ALICE, 10, new ChitId(3, 1), new ChitId(1, 0))));
      chit = ledger.chit(ALICE, BOB, 1000 - PAID, new ChitId(3, 2));
      TestLedger.done(ledger.now(new Command.Certify(chit)));
    }
    // Once it is of the present format it stays so.
    try (var ledger = new TestLedger(directory)) {
      TestLedger.done(ledger.now(new Command.Settle(chit)));
      Recomputed.check(ledger.service);
    }
  }
}
