package dev.chit.app.operator;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/// How fast the server's counters grew in the last minutes, as far as somebody looked.
final class Samples {
  /// Ten minutes, at one in two seconds.
  static final int KEPT_MAX = 300;

  /// A longer pause than this is a gap.
  private static final long GAP_MILLIS = 15_000;

  private static final String PAYMENTS = "chit_payments_total";
  private static final String MESSAGES = "chit_envelopes_accepted_total";
  private static final String BATCHES = "chit_ledger_batches_total";
  private static final String BATCH_MICROS = "chit_ledger_batch_micros_total";

  private final Deque<Sample> kept = new ArrayDeque<>();
  private double batchMillis;

  /// @param uptimeSeconds of the server: less than before after a restart
  private record Sample(long atMillis, long uptimeSeconds, Figures figures) {
    /// Whether the growth from another sample to this one can be told.
    boolean follows(Sample before) {
      return atMillis > before.atMillis
          && atMillis - before.atMillis <= GAP_MILLIS
          && uptimeSeconds >= before.uptimeSeconds;
    }

    long since(Sample before, String name) {
      return Math.max(0, figures.get(name) - before.figures.get(name));
    }

    double perSecond(Sample before, String name) {
      double seconds = (atMillis - before.atMillis) / (double) TimeUnit.SECONDS.toMillis(1);
      return Math.round(since(before, name) / seconds * 10) / 10.0;
    }
  }

  synchronized void add(long atMillis, long uptimeSeconds, Figures figures) {
    var sample = new Sample(atMillis, uptimeSeconds, figures);
    Sample before = kept.peekLast();
    boolean follows = before != null && sample.follows(before);
    long batches = follows ? sample.since(before, BATCHES) : figures.get(BATCHES);
    long micros = follows ? sample.since(before, BATCH_MICROS) : figures.get(BATCH_MICROS);
    if (batches > 0) {
      batchMillis = Math.round(micros / 10.0 / batches) / 100.0;
    }
    if (kept.size() == KEPT_MAX) {
      kept.removeFirst();
    }
    kept.addLast(sample);
  }

  /// How long a transaction of the ledger took, its fsync included, when there were some last.
  synchronized double batchMillis() {
    return batchMillis;
  }

  /// `[{at, payments, messages}]`, each a second; null where it cannot be told.
  synchronized JsonArray json() {
    var all = new JsonArray();
    Sample before = null;
    for (Sample sample : kept) {
      var point = new JsonObject();
      point.addProperty("at", sample.atMillis());
      if (before != null && sample.follows(before)) {
        point.addProperty("payments", sample.perSecond(before, PAYMENTS));
        point.addProperty("messages", sample.perSecond(before, MESSAGES));
      } else {
        point.add("payments", JsonNull.INSTANCE);
        point.add("messages", JsonNull.INSTANCE);
      }
      all.add(point);
      before = sample;
    }
    return all;
  }
}
