package dev.chit.app.command;

import dev.chit.app.console.Caller;
import dev.chit.app.console.ProgressBar;
import dev.chit.bench.Bench;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
    customSynopsis = {
      "chit bench pay   [--against pgbench]   [options]",
      "chit bench pay   --entries N [--against N]   [options]",
      "chit bench relay [--against mosquitto] [options]",
      "chit bench store [--against ejabberd]  [options]",
      "chit bench file  [--against scp] [--over relay|link] [options]",
      "chit bench audit [options]"
    },
    description = {
      "",
      "Runs a server on temporary data and puts it under load from this process, alone or",
      "turn by turn with a peer. With --entries the server's ledger is filled first, and",
      "--against a number compares what a payment costs in it and in a ledger of that size.",
      "relay sends messages to members who are there, store to members who are away.",
      "file sends one whole file after the other from one client to another.",
      "audit checks a log, turn by turn with what its signatures alone would take.",
      "",
      "  --clients N   connections at once (pay 64, relay and store 100); accounts (audit 1000)",
      "  --window N    items under way in each (pay 16, relay and store 32)",
      "  --sign WHEN   chits ahead of a turn or live, while it measures (pay; ahead)",
      "  --seconds S   length of a turn (10)",
      "  --warm-up S   run before the first turn (10)",
      "  --runs N      turns of each side (5 with --against, else 1)",
      "  --scale N     pgbench's scale factor (100)",
      "  --entries N   fill the ledger with so many entries first (pay)",
      "  --keep DIR    keep the filled data directory there, and use it again if it is there",
      "  --size SIZE   of the file, like 64M or 2G (file; 1G)",
      "  --over WAY    by the relay, or over a link between both clients (file; relay)",
      "  --events N    length of the log (audit 200000)",
      "  --dir DIR     where servers keep their data (the system's temporary directory)",
      "  --json        one JSON object a line; the last holds ours, peer and ratio"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit bench pay --against pgbench",
      "  chit bench relay --seconds 30 --json",
      "  chit bench pay --entries 10000000 --keep ./large --against 10000",
      "  chit bench store --against ejabberd",
      "  chit bench file --against scp --dir /dev/shm",
      "  chit bench audit --json"
    })
final class BenchCommand implements Callable<Integer> {
  private final Context context;
  private final List<String> words;

  private BenchCommand(Context context, List<String> words) {
    this.context = context;
    this.words = words;
  }

  /// The bench reads its words by itself: picocli only explains them.
  static CommandLine line(Context context, List<String> words) {
    return new CommandLine(new BenchCommand(context, words)).setUnmatchedArgumentsAllowed(true);
  }

  @Override
  public Integer call() {
    Caller caller = context.caller();
    boolean isWatched = !words.contains("--json");
    try (ProgressBar bar = ProgressBar.of(caller, isWatched)) {
      return Bench.run(words.toArray(String[]::new), caller.out(), caller.err(), bar::at);
    }
  }
}
