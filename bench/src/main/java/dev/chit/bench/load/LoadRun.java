package dev.chit.bench.load;

import dev.chit.bench.BenchException;
import dev.chit.bench.Cpu;
import dev.chit.bench.Latencies;
import dev.chit.bench.Turn;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;

/// Sets a load to work for a time and measures it. Nothing here lasts longer than it is told to.
public final class LoadRun {
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(100);

  private LoadRun() {}

  /// All windows full for this long.
  ///
  /// @param serverCpu CPU seconds that the server has used so far
  public static Turn full(Load load, DoubleSupplier serverCpu, Duration length)
      throws BenchException, InterruptedException {
    load.meter().restart();
    load.run();
    double generatorBefore = Cpu.own();
    double serverBefore = serverCpu.getAsDouble();
    long doneBefore = load.meter().done();
    long start = System.nanoTime();
    watch(load, start + length.toNanos());
    long done = load.meter().done() - doneBefore;
    double seconds = (System.nanoTime() - start) / 1e9;
    double generator = Cpu.own() - generatorBefore;
    double server = serverCpu.getAsDouble() - serverBefore;
    Latencies times = load.meter().acknowledgements();
    double p50 = times.millis(0.5);
    double p99 = times.millis(0.99);
    load.pause();
    drain(load);
    if (done == 0) {
      throw BenchException.failed("Nothing was acknowledged within " + length.toSeconds() + " s.");
    }
    return new Turn(done, seconds, p50, p99, generator, server, Optional.empty(), Map.of());
  }

  /// A fixed rate for this long, the clients in turn. An item that cannot go out in time counts
  /// from when it was due.
  public static Turn.Paced paced(PacedLoad load, int perSecond, Duration length)
      throws BenchException, InterruptedException {
    load.meter().restart();
    long gap = 1_000_000_000L / perSecond;
    long start = System.nanoTime();
    long end = start + length.toNanos();
    long sent = 0;
    for (long due = start; due < end; due += gap) {
      while (due - System.nanoTime() > 0) {
        LockSupport.parkNanos(due - System.nanoTime());
        checkHealth(load);
      }
      load.sendOne((int) (sent++ % load.clients()), due);
    }
    drain(load);
    double seconds = (System.nanoTime() - start) / 1e9;
    Latencies times = load.meter().arrivals();
    return new Turn.Paced(sent / seconds, times.millis(0.5), times.millis(0.99));
  }

  private static void watch(Load load, long untilNanos)
      throws BenchException, InterruptedException {
    for (long left; (left = untilNanos - System.nanoTime()) > 0; ) {
      Thread.sleep(Duration.ofNanos(Math.min(left, LOOK.toNanos())));
      checkHealth(load);
    }
  }

  private static void drain(Load load) throws BenchException, InterruptedException {
    long deadline = System.nanoTime() + DRAIN.toNanos();
    while (load.underWay() > 0) {
      checkHealth(load);
      if (System.nanoTime() > deadline) {
        throw BenchException.failed(
            load.underWay() + " items were not acknowledged within " + DRAIN.toSeconds() + " s.");
      }
      Thread.sleep(2);
    }
  }

  private static void checkHealth(Load load) throws BenchException {
    String trouble = load.meter().trouble();
    if (trouble != null) {
      throw BenchException.failed(trouble);
    }
  }
}
