package dev.chit.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One sitting: our side and the peer's, turn by turn, so that both meet the same machine.
final class Sitting {
  /// Between turns, so that one's last writes do not fall into the other's time.
  private static final Duration REST = Duration.ofMillis(500);

  private final BenchOptions options;
  private final Report report;
  private final PrintStream err;

  Sitting(BenchOptions options, Report report, PrintStream err) {
    this.options = options;
    this.report = report;
    this.err = err;
  }

  void hold(Sides sides) throws BenchException, InterruptedException {
    Side ours = sides.ours();
    Optional<Side> peer = sides.peer();
    List<Turn> ourTurns = new ArrayList<>();
    List<Turn> peerTurns = new ArrayList<>();
    report.begins();
    if (options.warmUpSeconds() > 0) {
      var _ = ours.turn(options.warmUp());
      if (peer.isPresent()) {
        var _ = peer.get().turn(options.warmUp());
      }
    }
    for (int number = 1; number <= options.runs(); number++) {
      ourTurns.add(turn(number, ours));
      if (peer.isPresent()) {
        peerTurns.add(turn(number, peer.get()));
      }
    }
    warn(ourTurns, ours.name());
    warn(peerTurns, options.opponent().orElse(""));
    report.ends(
        new Report.Measured(ourTurns, ours.figures()),
        new Report.Measured(peerTurns, peer.isPresent() ? peer.get().figures() : Map.of()));
  }

  private Turn turn(int number, Side side) throws BenchException, InterruptedException {
    Thread.sleep(REST);
    Turn turn = side.turn(options.turn());
    report.turn(number, side, turn);
    return turn;
  }

  private void warn(List<Turn> turns, String side) {
    if (options.figure() == Figure.FILE) {
      // Both clients are a part of what is measured.
      return;
    }
    long bound = turns.stream().filter(Turn::generatorBound).count();
    if (bound * 2 > turns.size()) {
      err.println(
          "chit bench: the load generator used more CPU than "
              + side
              + " did; on one machine that figure is a lower bound.");
    }
  }
}
