package dev.chit.app.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.chit.bench.Bench;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// Each figure once, small: a real server in another process, real clients over TLS.
final class BenchTest {
  private static final String MOSQUITTO = "/usr/sbin/mosquitto";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path directory;

  @Test
  void paymentsAreCounted() throws IOException {
    List<JsonObject> lines = run("pay");

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
  void messagesAreCountedAndTimedAtAFixedRate() throws IOException {
    List<JsonObject> lines = run("relay");

    JsonObject turn = lines.getFirst();
    assertTrue(turn.get("count").getAsLong() > 0, turn::toString);
    assertTrue(turn.get("paced_per_second").getAsDouble() > 0, turn::toString);
    assertTrue(turn.get("envelope_bytes").getAsDouble() > 256, turn::toString);
    assertTrue(turn.get("sealed_per_second").getAsDouble() > 0, turn::toString);
  }

  @Test
  @EnabledIf("mosquittoIsInstalled")
  void aPeerTakesItsTurnAfterOurs() throws IOException {
    List<JsonObject> lines = run("relay", "--against", "mosquitto");

    assertEquals(3, lines.size());
    assertEquals("chit", lines.get(0).get("side").getAsString());
    assertEquals("mosquitto", lines.get(1).get("side").getAsString());
    JsonObject last = lines.getLast();
    double ratio = last.get("ours").getAsDouble() / last.get("peer").getAsDouble();
    assertEquals(ratio, last.get("ratio").getAsDouble(), 0.01 + ratio / 1_000);
  }

  static boolean mosquittoIsInstalled() {
    return Files.isExecutable(Path.of(MOSQUITTO));
  }

  /// A short run; leaves nothing behind.
  private List<JsonObject> run(String figure, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of(figure, "--json", "--dir", directory.toString()));
    words.addAll(List.of("--clients", "4", "--window", "4", "--seconds", "1"));
    words.addAll(List.of("--warm-up", "0", "--runs", "1"));
    words.addAll(List.of(more));
    int exit =
        Bench.run(
            words.toArray(String[]::new),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));

    assertEquals(0, exit, () -> out.toString(StandardCharsets.UTF_8) + err);
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(0, left.count());
    }
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }
}
