package dev.chit.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chit.bench.Report.Measured;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReportTest {
  @Test
  void theMedianIsTheMiddleOfTheTurnsOrBetweenTheMiddleTwo() {
    assertEquals(20, Report.median(List.of(turn(30), turn(10), turn(20)), Turn::perSecond));
    assertEquals(15, Report.median(List.of(turn(10), turn(20)), Turn::perSecond));
    assertEquals(0, Report.median(List.of(), Turn::perSecond));
  }

  @Test
  void theLastLineHoldsTheMediansAndTheirRatio() throws BenchException {
    JsonObject last =
        lastLine(List.of(turn(60), turn(20), turn(30)), List.of(turn(3), turn(5), turn(4)));

    assertEquals(30, last.get("ours").getAsDouble());
    assertEquals(4, last.get("peer").getAsDouble());
    assertEquals(7.5, last.get("ratio").getAsDouble());
    assertEquals("pgbench", last.get("against").getAsString());
    assertEquals(3, last.get("turns").getAsInt());
  }

  @Test
  void alonePeerAndRatioAreNull() throws BenchException {
    JsonObject last = lastLine(List.of(turn(60)), List.of());

    assertEquals(60, last.get("ours").getAsDouble());
    assertTrue(last.get("peer").isJsonNull());
    assertTrue(last.get("ratio").isJsonNull());
  }

  @Test
  void ofTwoLedgersTheRatioIsTheCostOfAPayment() throws BenchException {
    BenchOptions options =
        BenchOptions.parse("pay", "--json", "--entries", "5000", "--against", "1000");
    var ours = new Measured(List.of(turn(50)), Map.of("start_s", 3.0));
    var peer = new Measured(List.of(turn(100)), Map.of("start_s", 2.0));

    JsonObject last = lastLine(options, ours, peer);

    assertEquals(50, last.get("ours").getAsDouble());
    assertEquals(100, last.get("peer").getAsDouble());
    // Half a second of processor time in each turn.
    assertEquals(2, last.get("ratio").getAsDouble());
    assertEquals(2, last.get("rate_ratio").getAsDouble());
    assertEquals(10_000, last.get("ours_server_cpu_us").getAsDouble());
    assertEquals("1000 entries", last.get("against").getAsString());
    assertEquals(3, last.get("ours_start_s").getAsDouble());
    assertEquals(2, last.get("peer_start_s").getAsDouble());
  }

  private static JsonObject lastLine(List<Turn> ours, List<Turn> peers) throws BenchException {
    BenchOptions options =
        peers.isEmpty()
            ? BenchOptions.parse("pay", "--json")
            : BenchOptions.parse("pay", "--json", "--against", "pgbench");
    return lastLine(options, new Measured(ours, Map.of()), new Measured(peers, Map.of()));
  }

  private static JsonObject lastLine(BenchOptions options, Measured ours, Measured peer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Report(options, new PrintStream(out, true, StandardCharsets.UTF_8)).ends(ours, peer);
    return JsonParser.parseString(out.toString(StandardCharsets.UTF_8)).getAsJsonObject();
  }

  private static Turn turn(long perSecond) {
    return new Turn(perSecond, 1, 1, 2, 0.5, 0.5, Optional.empty(), Map.of());
  }
}
