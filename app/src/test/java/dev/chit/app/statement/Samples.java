package dev.chit.app.statement;

import dev.chit.client.Memo;
import dev.chit.client.Period;
import dev.chit.client.Statement;
import dev.chit.client.Statement.Kind;
import dev.chit.client.Statement.Line;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.ChitId;
import dev.chit.core.LedgerId;
import dev.chit.core.Unit;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.MerkleTree;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.crypto.SigningKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Statements whose words want to be more than words.
final class Samples {
  static final List<String> MEMOS =
      List.of(
          "lunch",
          "\"quoted\" and 'quoted'",
          "a break\n2020-01-01 not a transaction\n    assets:chit:alice  1000 EUR",
          "; a comment, date:2019-01-01",
          "[2019-01-01] date2:2019-02-02",
          "left | right",
          "2026-12-31 * (7) leading digits",
          "(code) ! *",
          "=cmd|' /C calc'!A0",
          "+1+1",
          "-2+3",
          "@SUM(A1:A9)",
          "  =1+1",
          "\t=2+2",
          "\uFF1D1",
          "naïve ☕ 友達 🎉 é",
          "a back\\slash, the last one too\\",
          "carriage\r\nreturn \r and \u0000, \u001b[31m, \u0085, \u2028, \u202E",
          "{\"json\": [1]} #tag ^link",
          "x");

  static final List<String> NAMES =
      List.of("bob", "-dash", "_under.score", "a.b", "a-b", "1st", "UPPER", ".", "-", "x_1");

  static final Instant START = Instant.parse("2026-11-01T09:30:00Z");

  private Samples() {}

  /// One entry with each memo, to and from each name in turn, some of a day.
  static Statement hostile(Unit unit, long openingMinor) {
    var lines = new ArrayList<Line>();
    long balance = openingMinor;
    for (int i = 0; i < MEMOS.size(); i++) {
      long change = i % 3 == 2 ? -300 - i : 1_000 + i;
      balance += change;
      Kind kind = change < 0 ? Kind.SENT : Kind.RECEIVED;
      String name = NAMES.get(i % NAMES.size());
      lines.add(line(i, kind, name, change, balance, new Memo.Text(MEMOS.get(i))));
    }
    return statement(unit, openingMinor, balance, lines);
  }

  /// One entry of each kind.
  static Statement everyKind(Unit unit) {
    var lines = new ArrayList<Line>();
    long balance = 0;
    for (Kind kind : Kind.values()) {
      boolean out = kind == Kind.SENT || kind == Kind.RETIRED;
      long change = out ? -25 : 100_000;
      balance += change;
      boolean member = kind == Kind.SENT || kind == Kind.RECEIVED;
      String name = member ? "bob" : "operator";
      lines.add(line(lines.size(), kind, name, change, balance, new Memo.None()));
    }
    return statement(unit, 0, balance, lines);
  }

  static Statement empty(Unit unit) {
    return statement(unit, 0, 0, List.of());
  }

  static Statement withoutEntries(Unit unit, long openingMinor) {
    return statement(unit, openingMinor, openingMinor, List.of());
  }

  private static Line line(int i, Kind kind, String name, long change, long balance, Memo memo) {
    Instant at = START.plusSeconds(30_000L * i);
    return new Line(
        100 + i,
        new ChitId(0x0123_4567_89ab_cdefL, i),
        kind,
        at,
        LocalDate.ofInstant(at, ZoneOffset.UTC),
        account(name.hashCode()),
        name,
        change,
        balance,
        memo,
        true);
  }

  private static AccountId account(int number) {
    var bytes = new byte[AccountId.LENGTH];
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) (number >>> (8 * i));
    }
    return AccountId.of(bytes);
  }

  private static Statement statement(Unit unit, long opening, long closing, List<Line> lines) {
    SigningKey key = SigningKey.generate();
    String origin = Checkpoint.originOf(LedgerId.ofKey(key.verifyKey()));
    var root = MerkleTree.leafHash(new byte[] {1});
    Optional<LocalDate> from =
        opening == 0 ? Optional.empty() : Optional.of(LocalDate.of(2026, 10, 31));
    return new Statement(
        new AccountName("alice_w"),
        account(7),
        unit,
        new Period(from, Optional.empty(), ZoneOffset.UTC),
        opening,
        closing,
        SignedCheckpoint.sign(new Checkpoint(origin, 500, root), key.verifyKey(), key::sign),
        lines);
  }
}
