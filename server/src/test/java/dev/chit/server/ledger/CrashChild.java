package dev.chit.server.ledger;

import dev.chit.core.ChitId;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Outcome;
import dev.chit.crypto.SigningKey;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/// A process that pays as fast as it can and tells what was acknowledged, until it is killed.
///
/// Arguments: data directory, number of this run. Prints `NUMBER INDEX` for each acknowledged chit.
final class CrashChild {
  static final SigningKey ALICE = TestLedger.key(10);
  static final SigningKey BOB = TestLedger.key(11);
  private static final int WAITING_MAX = 200;

  private CrashChild() {}

  public static void main(String[] arguments) throws IOException {
    int run = Integer.parseInt(arguments[1]);
    var out =
        new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false);
    var waiting = new Semaphore(WAITING_MAX);
    try (var ledger = new TestLedger(Path.of(arguments[0]))) {
      ledger.service.onCommit(batch -> out.flush());
      for (int number = 0; ; number++) {
        waiting.acquireUninterruptibly();
        int chit = number;
        var _ =
            ledger
                .service
                .submit(payment(ledger, run, number))
                .thenAccept(outcome -> tell(out, chit, outcome, waiting));
      }
    }
  }

  /// The payment of that number in that run: the same for whoever asks.
  static Command payment(TestLedger ledger, int run, int number) {
    boolean there = number % 2 == 0;
    return new Command.Settle(
        ledger.chit(there ? ALICE : BOB, there ? BOB : ALICE, 1, new ChitId(run, number)));
  }

  private static void tell(PrintStream out, int chit, Outcome outcome, Semaphore waiting) {
    out.println(chit + " " + TestLedger.done(outcome).index());
    waiting.release();
  }
}
