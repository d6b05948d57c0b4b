package dev.chit.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.ChitId;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Outcome;
import dev.chit.crypto.SigningKey;
import dev.chit.server.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The n-th commit fails, for every n: nothing is acknowledged that is not on disk, and presenting
/// everything again to the restarted ledger settles each chit exactly once.
class CommitFailureTest {
  private static final SigningKey ALICE = TestLedger.key(10);
  private static final SigningKey BOB = TestLedger.key(11);
  private static final int COMMITS = 8;
  private static final int PAYMENTS = 4;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFailedCommitIsNeverAcknowledged(boolean isWritten) throws Exception {
    for (int failing = 2; failing <= COMMITS; failing++) {
      failAt(failing, isWritten, Files.createDirectory(directory.resolve("n" + failing)));
    }
  }

  private static void failAt(int failing, boolean isWritten, Path data) throws StoreException {
    List<Command> commands = new ArrayList<>();
    List<CompletableFuture<Outcome>> told = new ArrayList<>();
    try (var ledger =
        new TestLedger(
            data,
            store -> new FaultyStore(store, failing, isWritten),
            settings -> settings.withBounds(1, 1))) {
      commands.addAll(commands(ledger));
      for (Command command : commands) {
        CompletableFuture<Outcome> future = ledger.service.submit(command);
        told.add(future);
        future.handle((outcome, failure) -> outcome).join();
      }
      int acknowledged = (int) told.stream().filter(f -> !f.isCompletedExceptionally()).count();
      assertEquals(failing - 2, Math.min(acknowledged, COMMITS - 1));
      if (acknowledged < commands.size()) {
        assertEquals(LedgerState.FAILED, ledger.service.state());
        assertInstanceOf(
            LedgerUnavailableException.class,
            assertThrows(CompletionException.class, told.getLast()::join).getCause());
        // What is on disk can still be read.
        assertTrue(ledger.service.balance(TestLedger.id(ledger.operator)).isPresent());
      }
    }
    presentAgain(commands, told, isWritten ? failing - 1 : failing - 2, data);
  }

  private static void presentAgain(
      List<Command> commands, List<CompletableFuture<Outcome>> told, int onDisk, Path data)
      throws StoreException {
    try (var ledger = new TestLedger(data, UnaryOperator.identity(), UnaryOperator.identity())) {
      for (int i = 0; i < commands.size(); i++) {
        Outcome outcome = ledger.now(commands.get(i));
        if (i < onDisk) {
          assertInstanceOf(Outcome.Repeated.class, outcome, "command " + i);
        } else {
          assertInstanceOf(Outcome.Done.class, outcome, "command " + i);
        }
        if (!told.get(i).isCompletedExceptionally()
            && outcome instanceof Outcome.Repeated(var first)) {
          assertEquals(TestLedger.done(told.get(i).join()), first);
        }
      }
      assertEquals(
          PAYMENTS, ledger.service.balance(TestLedger.id(BOB)).orElseThrow().balanceMinor());
    }
  }

  private static List<Command> commands(TestLedger ledger) {
    var random = new Random(1);
    var commands = new ArrayList<Command>();
    commands.add(TestLedger.opening("alice", ALICE));
    commands.add(TestLedger.opening("bob", BOB));
    commands.add(ledger.issueCommand(ALICE, 100, random));
    for (int i = 0; i < PAYMENTS; i++) {
      commands.add(new Command.Settle(ledger.chit(ALICE, BOB, 1, new ChitId(i, i))));
    }
    return commands;
  }
}
