package dev.chit.bench.logs;

import dev.chit.bench.BenchException;
import dev.chit.bench.Cpu;
import dev.chit.bench.Side;
import dev.chit.bench.Turn;
import dev.chit.core.SignatureVerifier;
import dev.chit.crypto.Ed25519;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What no audit can be faster than: the same judge, on the same signatures, on all processors, and
/// nothing else.
final class VerifyLimit implements Side {
  /// Between two looks at the clock.
  private static final int CHUNK = 64;

  private final List<SignedOrder> orders;
  private final SignatureVerifier verifier = Ed25519.verifier();

  VerifyLimit(List<SignedOrder> orders) {
    this.orders = orders;
  }

  @Override
  public String name() {
    return "limit";
  }

  @Override
  public Turn turn(Duration length) throws BenchException, InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    double cpuBefore = Cpu.own();
    long start = System.nanoTime();
    var counts = new ArrayList<Future<Long>>();
    long count = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        int from = i * (orders.size() / threads);
        counts.add(pool.submit(() -> verify(from, start + length.toNanos())));
      }
      for (Future<Long> each : counts) {
        count += each.get();
      }
    } catch (ExecutionException e) {
      throw BenchException.failed("The limit could not be measured: " + e.getCause(), e);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Turn(count, seconds, 0, 0, 0, Cpu.own() - cpuBefore, Optional.empty(), Map.of());
  }

  private long verify(int from, long untilNanos) {
    long count = 0;
    int at = from;
    while (System.nanoTime() - untilNanos < 0) {
      for (int i = 0; i < CHUNK; i++) {
        SignedOrder order = orders.get(at);
        if (!verifier.verify(order.key(), order.message(), order.signature())) {
          throw new IllegalStateException("a good signature was refused");
        }
        at = at + 1 == orders.size() ? 0 : at + 1;
      }
      count += CHUNK;
    }
    return count;
  }

  @Override
  public void close() {}
}
