package dev.chit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// CPU time that processes have used so far, in seconds.
public final class Cpu {
  /// Linux counts in hundredths whatever the kernel's own tick is.
  private static final double TICKS_PER_SECOND = 100;

  /// Positions after the name in `/proc/PID/stat`, which may itself hold blanks (proc(5)).
  private static final int USER = 11;

  private static final int FIELDS = 4;

  private Cpu() {}

  /// Of this process, without children.
  public static double own() {
    return of(ProcessHandle.current());
  }

  /// Of one process; 0 if it is gone.
  public static double of(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  /// Of a process, its children that ended, and its children that run. Linux only.
  public static double withChildren(ProcessHandle process) {
    double running = process.descendants().mapToDouble(Cpu::of).sum();
    return ticks(process.pid(), FIELDS) / TICKS_PER_SECOND + running;
  }

  /// Of children of this process that ended. Linux only.
  public static double ownEndedChildren() {
    long pid = ProcessHandle.current().pid();
    return (ticks(pid, FIELDS) - ticks(pid, FIELDS / 2)) / TICKS_PER_SECOND;
  }

  /// Adds up user, system, children's user, children's system time, as many as asked for.
  private static long ticks(long pid, int fields) {
    String stat;
    try {
      stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    } catch (IOException e) {
      return 0;
    }
    String[] parts = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long sum = 0;
    for (int i = 0; i < fields; i++) {
      sum += Long.parseLong(parts[USER + i]);
    }
    return sum;
  }
}
