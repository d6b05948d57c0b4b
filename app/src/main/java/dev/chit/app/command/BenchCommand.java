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
      "chit bench relay [--against mosquitto] [options]"
    },
    description = {
      "",
      "Runs a server on temporary data and puts it under load from this process, alone or",
      "turn by turn with a peer.",
      "",
      "  --clients N   connections at once (pay 256, relay 100)",
      "  --window N    items under way in each (pay 8, relay 32)",
      "  --seconds S   length of a turn (10)",
      "  --warm-up S   run before the first turn (10)",
      "  --runs N      turns of each side (5 with --against, else 1)",
      "  --scale N     pgbench's scale factor (100)",
      "  --dir DIR     where servers keep their data (the system's temporary directory)",
      "  --json        one JSON object a line; the last holds ours, peer and ratio"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  chit bench pay --against pgbench", "  chit bench relay --seconds 30 --json"})
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
