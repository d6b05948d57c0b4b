package dev.chit.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BenchOptionsTest {
  @Test
  void aComparisonTakesFiveTurnsUnlessToldOtherwise() throws BenchException {
    assertEquals(1, BenchOptions.parse("pay").runs());
    assertEquals(5, BenchOptions.parse("pay", "--against", "pgbench").runs());
    assertEquals(2, BenchOptions.parse("pay", "--against", "pgbench", "--runs", "2").runs());
  }

  @Test
  void eachFigureHasItsOwnNumberOfClients() throws BenchException {
    assertEquals(64, BenchOptions.parse("pay").clients());
    assertEquals(100, BenchOptions.parse("relay").clients());
    assertEquals(7, BenchOptions.parse("relay", "--clients", "7").clients());
  }

  @Test
  void chitsAreSignedBeforeATurnUnlessToldOtherwise() throws BenchException {
    assertFalse(BenchOptions.parse("pay").signsLive());
    assertFalse(BenchOptions.parse("pay", "--sign", "ahead").signsLive());
    assertTrue(BenchOptions.parse("pay", "--sign", "live").signsLive());
    assertEquals(
        "--sign takes live or ahead, and belongs to bench pay.",
        usageError("pay", "--sign", "soon"));
    assertEquals(
        "--sign takes live or ahead, and belongs to bench pay.",
        usageError("relay", "--sign", "live"));
  }

  @Test
  void anOpponentBelongsToItsFigure() throws BenchException {
    assertEquals(
        Optional.of(Opponent.MOSQUITTO),
        BenchOptions.parse("relay", "--against", "mosquitto").against());
    assertEquals(
        "bench relay cannot run against “scp”, only against: mosquitto",
        usageError("relay", "--against", "scp"));
    assertEquals(
        "bench pay cannot run against “mosquitto”, only against: pgbench",
        usageError("pay", "--against", "mosquitto"));
  }

  @Test
  void aFileHasASizeAndAWay() throws BenchException {
    assertEquals(new BenchOptions.Sent(1L << 30, false), BenchOptions.parse("file").file());
    assertEquals(
        new BenchOptions.Sent(64L << 20, true),
        BenchOptions.parse("file", "--size", "64M", "--over", "link").file());
    assertEquals(
        "--size takes a size like 64M or 2G, not “0M”, and belongs to bench file.",
        usageError("file", "--size", "0M"));
    assertEquals(
        "--over takes relay or link, and belongs to bench file.",
        usageError("pay", "--over", "link"));
  }

  @Test
  void anAuditIsHeldAgainstItsLimitUnasked() throws BenchException {
    BenchOptions options = BenchOptions.parse("audit");

    assertEquals(Optional.of("limit"), options.opponent());
    assertEquals(5, options.runs());
    assertEquals(200_000, options.events());
    assertEquals(
        "bench audit cannot run against “pgbench”, only against: limit",
        usageError("audit", "--against", "pgbench"));
  }

  @Test
  void aFilledLedgerIsHeldAgainstAnother() throws BenchException {
    BenchOptions options =
        BenchOptions.parse("pay", "--entries", "50000", "--against", "10000", "--keep", "there");

    assertTrue(options.comparesSizes());
    assertEquals(Optional.of("10000 entries"), options.opponent());
    assertEquals(5, options.runs());
    assertEquals(Optional.of(Path.of("there")), options.filling().orElseThrow().keep());
    assertFalse(BenchOptions.parse("pay", "--entries", "50000").comparesSizes());
  }

  @Test
  void aLedgerToFillNeedsItsSizeAndItsFigure() {
    assertEquals(
        "How large the ledger is to be is missing: --entries N.",
        usageError("pay", "--against", "10000"));
    assertEquals(
        "How large the ledger is to be is missing: --entries N.",
        usageError("pay", "--keep", "there"));
    assertEquals("--entries belongs to bench pay.", usageError("relay", "--entries", "1000"));
  }

  @Test
  void whatIsNotUnderstoodIsSaid() {
    assertEquals("Say what to measure: pay, relay, store, file or audit.", usageError());
    assertEquals(
        "“disk” cannot be measured: pay, relay, store, file and audit can.", usageError("disk"));
    assertEquals("Option --fast is unknown.", usageError("pay", "--fast", "1"));
    assertEquals("--runs is unknown, or its value is missing.", usageError("pay", "--runs"));
  }

  @Test
  void aNumberIsTakenAtItsLimitsAndRefusedOneBeyond() throws BenchException {
    assertEquals(2, BenchOptions.parse("pay", "--clients", "2").clients());
    assertEquals(4_000, BenchOptions.parse("pay", "--clients", "4000").clients());
    for (String wrong : List.of("1", "4001", "many", "")) {
      assertEquals(
          "--clients takes a number from 2 to 4000, not “" + wrong + "”.",
          usageError("pay", "--clients", wrong));
    }
  }

  @Test
  void wrongUsageEndsWithExitCodeTwo() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    assertEquals(2, Bench.run(new String[] {"fly"}, print(out), print(err), Progress.NONE));
    assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("usage: “fly”"));
    assertEquals(
        2, Bench.run(new String[] {"fly", "--json"}, print(out), print(err), Progress.NONE));
    assertTrue(
        out.toString(StandardCharsets.UTF_8).startsWith("{\"error\":{\"code\":\"usage\""),
        out.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private static String usageError(String... args) {
    BenchException refused =
        assertThrows(
            BenchException.class, () -> BenchOptions.parse(args), () -> List.of(args) + "");
    assertEquals(2, refused.exit());
    return String.valueOf(refused.getMessage());
  }
}
