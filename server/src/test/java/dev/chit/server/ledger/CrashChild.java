package dev.chit.server.ledger;

import dev.chit.core.ChitId;
import dev.chit.core.chit.VerifiedChit;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Outcome;
import dev.chit.crypto.SigningKey;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;

/// A process that takes chits through their lives as fast as it can and tells what was
/// acknowledged, until it is killed.
///
/// Arguments: data directory, number of this run. Prints `NUMBER STEP INDEX` for each acknowledged
/// step in the life of a chit.
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
        List<Command> life = life(ledger, run, number);
        for (int step = 0; step < life.size(); step++) {
          waiting.acquireUninterruptibly();
          String what = number + " " + step;
          var _ =
              ledger
                  .service
                  .submit(life.get(step))
                  .thenAccept(outcome -> tell(out, what, outcome, waiting));
        }
      }
    }
  }

  /// What happens to the chit of that number in that run, one after the other: the same for whoever
  /// asks.
  static List<Command> life(TestLedger ledger, int run, int number) {
    SigningKey payer = number % 2 == 0 ? ALICE : BOB;
    SigningKey payee = number % 2 == 0 ? BOB : ALICE;
    VerifiedChit chit = ledger.chit(payer, payee, 1, new ChitId(run, number));
    return switch (number % 7) {
      case 0 -> List.of(new Command.Certify(chit), new Command.Settle(chit));
      case 1 -> List.of(new Command.Certify(chit), ledger.cancel(payee, chit.id()));
      case 2 -> List.of(ledger.revoke(payer, chit));
      case 3 -> List.of(new Command.Certify(chit));
      default -> List.of(new Command.Settle(chit));
    };
  }

  private static void tell(PrintStream out, String what, Outcome outcome, Semaphore waiting) {
    out.println(what + " " + TestLedger.done(outcome).index());
    waiting.release();
  }
}
