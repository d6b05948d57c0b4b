package dev.chit.bench;

import java.util.Map;
import java.util.Optional;

/// What one side did in one turn.
///
/// @param count items acknowledged end to end
/// @param seconds that it took
/// @param p50Millis from handing over to acknowledgement, at full load; a peer that says only the
///   mean gives that
/// @param p99Millis the same; 0 where a peer does not say
/// @param generatorCpuSeconds of the process that made the load
/// @param serverCpuSeconds of the server, all its processes
/// @param paced delivery at a fixed rate, where the figure has it
/// @param more figures of this side only, by their names in JSON
public record Turn(
    long count,
    double seconds,
    double p50Millis,
    double p99Millis,
    double generatorCpuSeconds,
    double serverCpuSeconds,
    Optional<Paced> paced,
    Map<String, Double> more) {

  /// @param perSecond the rate kept
  /// @param p50Millis from when an item was due to its arrival at the recipient
  /// @param p99Millis the same
  public record Paced(double perSecond, double p50Millis, double p99Millis) {}

  /// The same with what was measured at a fixed rate.
  public Turn with(Paced atFixedRate) {
    return new Turn(
        count,
        seconds,
        p50Millis,
        p99Millis,
        generatorCpuSeconds,
        serverCpuSeconds,
        Optional.of(atFixedRate),
        more);
  }

  /// The same with figures that only this side has.
  public Turn with(Map<String, Double> figures) {
    return new Turn(
        count,
        seconds,
        p50Millis,
        p99Millis,
        generatorCpuSeconds,
        serverCpuSeconds,
        paced,
        figures);
  }

  public double perSecond() {
    return count / seconds;
  }

  /// Whether the load generator worked harder than what it measures.
  boolean generatorBound() {
    return generatorCpuSeconds > serverCpuSeconds;
  }
}
