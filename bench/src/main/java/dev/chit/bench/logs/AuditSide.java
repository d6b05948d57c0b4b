package dev.chit.bench.logs;

import dev.chit.audit.Audit;
import dev.chit.audit.AuditReport;
import dev.chit.audit.Expected;
import dev.chit.audit.ExportReader;
import dev.chit.bench.BenchException;
import dev.chit.bench.Cpu;
import dev.chit.bench.Progress;
import dev.chit.bench.Scratch;
import dev.chit.bench.Side;
import dev.chit.bench.Turn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Audits of a log on disk, from its first byte to the report, one after the other.
public final class AuditSide implements Side {
  private final Scratch scratch;
  private final MadeLog log;

  private AuditSide(Scratch scratch, MadeLog log) {
    this.scratch = scratch;
    this.log = log;
  }

  /// Makes the log.
  public static AuditSide make(Path directory, int accounts, long events, Progress progress)
      throws BenchException {
    Scratch scratch = Scratch.in(directory);
    try {
      return new AuditSide(
          scratch, MadeLog.write(scratch.path().resolve("log"), accounts, events, progress));
    } catch (BenchException | RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  /// The limit for this log.
  public Side limit() {
    return new VerifyLimit(log.signedOrders());
  }

  @Override
  public String name() {
    return "audit";
  }

  /// Whole audits until the time is up, at least one.
  @Override
  public Turn turn(Duration length) throws BenchException {
    double cpuBefore = Cpu.own();
    long start = System.nanoTime();
    long events = 0;
    do {
      events += audit();
    } while (System.nanoTime() - start < length.toNanos());
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Turn(events, seconds, 0, 0, 0, Cpu.own() - cpuBefore, Optional.empty(), Map.of());
  }

  private long audit() throws BenchException {
    try (ExportReader reader = ExportReader.open(log.directory())) {
      AuditReport report =
          Audit.run(reader, Expected.of(log.server()), dev.chit.audit.Progress.NONE);
      if (!report.isClean()) {
        throw BenchException.failed("The audit found fault: " + report.findings().getFirst());
      }
      return report.events();
    } catch (IOException e) {
      throw BenchException.failed("The log could not be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    scratch.close();
  }
}
