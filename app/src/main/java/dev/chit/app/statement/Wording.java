package dev.chit.app.statement;

import dev.chit.app.console.Clean;
import dev.chit.client.Memo;
import dev.chit.client.Period;
import dev.chit.client.Statement;
import dev.chit.core.Amount;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// What all forms say alike.
final class Wording {
  private Wording() {}

  /// `opening-grant`, `received`.
  static String kind(Statement.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The memo in one line, without control characters; empty where there is none to show.
  static String memo(Statement.Line line) {
    return switch (line.memo()) {
      case Memo.Text(String text) -> Clean.line(text).strip();
      case Memo.None(), Memo.Awaited(), Memo.Mismatch() -> "";
    };
  }

  /// The other party, for a person: the operator by what it did.
  static String party(Statement.Line line) {
    return switch (line.kind()) {
      case OPENING_GRANT -> "opening grant";
      case ISSUED -> "issued by the operator";
      case RETIRED -> "retired by the operator";
      case RECEIVED, SENT -> Clean.line(line.otherName());
    };
  }

  /// `from 2026-11-01 to 2026-11-30, days as in Europe/Vienna`.
  static String period(Period period) {
    String from = period.from().map(date -> "from " + date).orElse("from the beginning");
    String to = period.to().map(date -> " to " + date).orElse("");
    return from + to + ", days as in " + period.zone();
  }

  /// How far the statement is complete.
  static String completeness(Statement statement) {
    return "complete up to log index "
        + (statement.checkpoint().size() - 1)
        + ", of the signed tree "
        + root(statement);
  }

  static String root(Statement statement) {
    return Base64.getEncoder().encodeToString(statement.checkpoint().root().bytes());
  }

  static String decimal(long minor, Statement statement) {
    return Amount.format(minor, statement.unit());
  }

  /// The day to which the opening balance belongs: the first of the period, or of what is in it.
  /// There is none if neither is known; then nothing has happened, and the balance is zero.
  static Optional<LocalDate> openingDate(Statement statement) {
    return statement
        .period()
        .from()
        .or(() -> statement.lines().stream().findFirst().map(Statement.Line::date));
  }

  /// The day to which the closing balance belongs.
  static Optional<LocalDate> closingDate(Statement statement) {
    return statement.lines().isEmpty()
        ? openingDate(statement)
        : Optional.of(statement.lines().getLast().date());
  }
}
