package dev.chit.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chit.app.Main;
import dev.chit.bench.Bench;
import dev.chit.bench.Progress;
import dev.chit.bench.ServerCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each figure once, small: a real server in another process, real clients over TLS.
final class BenchTest {
  private static final String MOSQUITTO = "/usr/sbin/mosquitto";

  /// Compiled once only: no run here lasts long enough for more to pay.
  private static final ServerCommand SERVER =
      new ServerCommand(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-Xmx256m",
              "-cp",
              System.getProperty("java.class.path"),
              Main.class.getName(),
              "server"));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path directory;
  @TempDir Path kept;

  @Test
  void paymentsAreCountedByAServerLikeTheProgramThatAsks() throws IOException {
    List<JsonObject> lines =
        lines(words -> Bench.run(words, print(out), print(err), Progress.NONE), "pay");

    JsonObject turn = lines.getFirst();
    assertEquals("chit", turn.get("side").getAsString());
    assertTrue(turn.get("count").getAsLong() > 0, turn::toString);
    assertTrue(turn.get("p99_ms").getAsDouble() > 0, turn::toString);
    assertTrue(turn.get("server_cpu_s").getAsDouble() > 0, turn::toString);
    assertTrue(turn.get("generator_cpu_s").getAsDouble() > 0, turn::toString);
    JsonObject last = lines.getLast();
    assertEquals(turn.get("per_second").getAsDouble(), last.get("ours").getAsDouble());
    assertTrue(last.get("peer").isJsonNull(), last::toString);
  }

  @Test
  void messagesAreCountedAndTimedAtAFixedRateAndThenAPeersAre() throws IOException {
    boolean besideAPeer = Files.isExecutable(Path.of(MOSQUITTO));
    List<JsonObject> lines = besideAPeer ? run("relay", "--against", "mosquitto") : run("relay");

    JsonObject turn = lines.getFirst();
    assertEquals("chit", turn.get("side").getAsString());
    assertTrue(turn.get("count").getAsLong() > 0, turn::toString);
    assertTrue(turn.get("paced_per_second").getAsDouble() > 0, turn::toString);
    assertTrue(turn.get("envelope_bytes").getAsDouble() > 256, turn::toString);
    assertTrue(turn.get("sealed_per_second").getAsDouble() > 0, turn::toString);
    if (besideAPeer) {
      assertEquals(3, lines.size());
      assertEquals("mosquitto", lines.get(1).get("side").getAsString());
      JsonObject last = lines.getLast();
      double ratio = last.get("ours").getAsDouble() / last.get("peer").getAsDouble();
      assertEquals(ratio, last.get("ratio").getAsDouble(), 0.01 + ratio / 1_000);
    }
  }

  @Test
  void messagesForMembersWhoAreAwayAreCountedOnceTheyAreStored() throws IOException {
    JsonObject turn = run("store").getFirst();

    assertTrue(turn.get("count").getAsLong() > 0, turn::toString);
    assertTrue(turn.get("p99_ms").getAsDouble() > 0, turn::toString);
  }

  @Test
  void filesAreCountedInMegabytesByEitherWay() throws IOException {
    for (String way : List.of("relay", "link")) {
      out.reset();
      JsonObject last = run("file", "--size", "2M", "--over", way).getLast();

      assertEquals(way, last.get("over").getAsString());
      assertEquals(2 << 20, last.get("bytes").getAsLong());
      assertTrue(last.get("ours").getAsDouble() > 0, last::toString);
      assertTrue(last.get("ours_cpu_ms_per_mb").getAsDouble() > 0, last::toString);
      assertTrue(last.get("peer").isJsonNull(), last::toString);
    }
  }

  @Test
  void anAuditIsHeldAgainstWhatTheSignaturesAloneTake() throws IOException {
    List<JsonObject> lines = run("audit", "--events", "2000");

    assertEquals(3, lines.size());
    assertEquals("audit", lines.get(0).get("side").getAsString());
    assertEquals(0, lines.get(0).get("count").getAsLong() % 2_000, "whole audits only");
    assertEquals("limit", lines.get(1).get("side").getAsString());
    JsonObject last = lines.getLast();
    assertEquals(2_000, last.get("events").getAsLong());
    double ratio = last.get("ours").getAsDouble() / last.get("peer").getAsDouble();
    assertEquals(ratio, last.get("ratio").getAsDouble(), 0.01 + ratio / 1_000);
    assertTrue(last.get("cpu_ratio").getAsDouble() > 0, last::toString);
  }

  @Test
  void theCostOfAPaymentIsComparedBetweenTwoSizesOfALedgerThatIsKeptForTheNextTime()
      throws IOException {
    String data = kept.resolve("data").toString();
    List<JsonObject> lines = run("pay", "--entries", "600", "--against", "200", "--keep", data);

    assertEquals(
        List.of("chit", "chit-200"),
        lines.subList(0, 2).stream().map(line -> line.get("side").getAsString()).toList());
    JsonObject last = lines.getLast();
    assertEquals(600, last.get("ours_entries_from").getAsLong());
    assertEquals(200, last.get("peer_entries_from").getAsLong());
    for (String side : List.of("ours", "peer")) {
      assertTrue(last.get(side).getAsDouble() > 0, last::toString);
      assertTrue(last.get(side + "_server_cpu_us").getAsDouble() > 0, last::toString);
      assertTrue(last.get(side + "_start_s").getAsDouble() > 0, last::toString);
      assertTrue(last.get(side + "_proof_ms").getAsDouble() > 0, last::toString);
    }
    assertTrue(last.get("ratio").getAsDouble() > 0, last::toString);
    assertTrue(last.get("rate_ratio").getAsDouble() > 0, last::toString);

    out.reset();
    JsonObject next = run("pay", "--entries", "600", "--keep", data).getLast();
    assertEquals(last.get("ours_entries_to"), next.get("ours_entries_from"));
  }

  private List<JsonObject> run(String figure, String... more) throws IOException {
    return lines(
        words -> Bench.run(SERVER, words, print(out), print(err), Progress.NONE), figure, more);
  }

  /// A short run; leaves nothing behind.
  private List<JsonObject> lines(ToIntFunction<String[]> bench, String figure, String... more)
      throws IOException {
    List<String> words = new ArrayList<>(List.of(figure, "--json", "--dir", directory.toString()));
    words.addAll(List.of("--clients", "4", "--window", "4", "--seconds", "1"));
    words.addAll(List.of("--warm-up", "0", "--runs", "1"));
    words.addAll(List.of(more));
    int exit = bench.applyAsInt(words.toArray(String[]::new));

    assertEquals(0, exit, () -> out.toString(StandardCharsets.UTF_8) + err);
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(0, left.count());
    }
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
