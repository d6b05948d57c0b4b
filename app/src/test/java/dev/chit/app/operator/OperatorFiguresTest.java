package dev.chit.app.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// What the page makes of the server's counters.
class OperatorFiguresTest {
  @Test
  void aMetricsPageIsReadLineByLine() {
    Figures figures =
        Figures.of(
            """
            # TYPE chit_payments counter
            # HELP chit_payments Times that units moved.
            chit_payments_total 17
            chit_connections 3
            nonsense
            # EOF
            """);

    assertEquals(17, figures.get("chit_payments_total"));
    assertEquals(3, figures.get("chit_connections"));
    assertEquals(0, figures.get("chit_from_a_later_version"));
  }

  @Test
  void aRateIsTheGrowthBetweenTwoLooks() {
    var samples = new Samples();
    samples.add(10_000, 100, payments(40));
    samples.add(12_000, 102, payments(50));

    assertEquals("[null,5.0]", rates(samples));
  }

  @Test
  void nothingIsSaidOfTheTimeOfARestartOrOfALongPause() {
    var samples = new Samples();
    samples.add(10_000, 100, payments(40));
    samples.add(12_000, 1, payments(41));
    samples.add(60_000, 49, payments(99));
    samples.add(61_000, 50, payments(100));

    assertEquals("[null,null,null,1.0]", rates(samples));
  }

  @Test
  void onlySoManySamplesAreKept() {
    var samples = new Samples();
    for (int at = 0; at <= Samples.KEPT_MAX; at++) {
      samples.add(at * 1_000L, at, payments(at));
    }

    JsonArray kept = samples.json();
    assertEquals(Samples.KEPT_MAX, kept.size());
    assertEquals(1_000, kept.get(0).getAsJsonObject().get("at").getAsLong());
  }

  @Test
  void aWriteOfTheLedgerTakesWhatTheLastOnesTook() {
    var samples = new Samples();
    samples.add(1_000, 1, batches(10, 20_000));
    assertEquals(2.0, samples.batchMillis());
    samples.add(2_000, 2, batches(12, 30_000));
    assertEquals(5.0, samples.batchMillis());
    samples.add(3_000, 3, batches(12, 30_000));
    assertTrue(samples.batchMillis() > 4, "a quiet second says nothing new");
  }

  private static Figures payments(long count) {
    return new Figures(Map.of("chit_payments_total", count));
  }

  private static Figures batches(long count, long micros) {
    return new Figures(
        Map.of("chit_ledger_batches_total", count, "chit_ledger_batch_micros_total", micros));
  }

  private static String rates(Samples samples) {
    return StreamSupport.stream(samples.json().spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(point -> point.get("payments"))
        .toList()
        .toString()
        .replace(" ", "");
  }
}
