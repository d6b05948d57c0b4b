package dev.chit.app.console;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.LongSupplier;

/// One line on a terminal's stderr that says how far something is, how fast it goes and how long it
/// still takes. Without a terminal there is none.
///
/// ```java
/// try (ProgressBar bar = ProgressBar.of(caller, !json && !quiet)) {
///   bar.at("events", done, total);
/// }
/// ```
public final class ProgressBar implements AutoCloseable {
  private static final int CELLS = 24;
  private static final long EVERY_NANOS = 100_000_000;
  private static final double NANOS_PER_SECOND = 1e9;

  /// Takes back a line that may be longer than the next one.
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream to;
  private final boolean isShown;
  private final LongSupplier nanos;
  private long startNanos;
  private long startDone;
  private long lastDone;
  private long shownNanos;
  private boolean isOnScreen;

  /// @param nanos the time, as [System#nanoTime]
  ProgressBar(Caller caller, boolean wanted, LongSupplier nanos) {
    this.to = caller.err();
    this.isShown = wanted && caller.terminal();
    this.nanos = nanos;
    this.shownNanos = nanos.getAsLong();
  }

  /// @param wanted false where nothing but the answer is to be said
  public static ProgressBar of(Caller caller, boolean wanted) {
    return new ProgressBar(caller, wanted, System::nanoTime);
  }

  /// Something new begins when `done` is less than before.
  ///
  /// @param what is counted, in the plural
  /// @param total 0 if it is not known; the line goes when it is reached
  public void at(String what, long done, long total) {
    at(what, ProgressBar::count, done, total);
  }

  /// As [#at], for bytes: shown as megabytes.
  public void bytesAt(long done, long total) {
    at("MB", ProgressBar::megabytes, done, total);
  }

  private void at(String what, DoubleFunction<String> shown, long done, long total) {
    long now = nanos.getAsLong();
    if (done < lastDone || lastDone == 0) {
      startNanos = now;
      startDone = done;
    }
    lastDone = done;
    if (total > 0 && done >= total) {
      close();
    } else if (isShown && now - shownNanos >= EVERY_NANOS) {
      shownNanos = now;
      isOnScreen = true;
      double perSecond = (done - startDone) / ((now - startNanos) / NANOS_PER_SECOND);
      to.print(CLEAR + line(what, shown, done, total, perSecond));
      to.flush();
    }
  }

  /// `███░░░ 50 % 100 of 200 events 50/s 0:02 left`, as much of it as is known.
  static String line(String what, long done, long total, double perSecond) {
    return line(what, ProgressBar::count, done, total, perSecond);
  }

  private static String line(
      String what, DoubleFunction<String> shown, long done, long total, double perSecond) {
    String rate = shown.apply(perSecond) + "/s";
    if (total <= 0) {
      return shown.apply((double) done) + " " + what + "  " + rate;
    }
    double part = Math.clamp((double) done / total, 0, 1);
    int full = (int) (part * CELLS);
    long left = Math.round(Math.max(0, total - done) / Math.max(perSecond, 1e-9));
    return String.format(
        Locale.ROOT,
        "%s%s %3.0f %%  %s of %s %s  %s  %d:%02d left",
        "█".repeat(full),
        "░".repeat(CELLS - full),
        part * 100,
        shown.apply((double) done),
        shown.apply((double) Math.max(done, total)),
        what,
        rate,
        left / 60,
        left % 60);
  }

  private static String count(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  private static String megabytes(double bytes) {
    return String.format(Locale.ROOT, "%,.1f", bytes / 1e6);
  }

  /// Takes the line away.
  @Override
  public void close() {
    if (isOnScreen) {
      to.print(CLEAR);
      to.flush();
      isOnScreen = false;
    }
  }
}
