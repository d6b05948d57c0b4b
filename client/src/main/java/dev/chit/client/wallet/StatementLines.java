package dev.chit.client.wallet;

import dev.chit.client.NotTrustedException;
import dev.chit.client.Period;
import dev.chit.client.Statement.Kind;
import dev.chit.client.Statement.Line;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ReceiptRow;
import dev.chit.core.AccountId;
import dev.chit.core.chit.Order;
import dev.chit.core.event.BadEventException;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Adds up an account's payments from the first one on, and keeps those of a period. For one
/// thread.
final class StatementLines {
  private final Period period;
  private final Own own;
  private final long openedIndex;
  private final long end;
  private final List<Line> lines = new ArrayList<>();
  private long openingMinor;
  private long runningMinor;
  private long lastIndex = -1;
  private LocalDate date = LocalDate.MIN;
  private boolean over;
  private long totalMinor;
  private long count;

  /// @param openedIndex of the event that opened the account
  /// @param end of the log as far as lines are wanted
  StatementLines(Period period, Own own, long openedIndex, long end) {
    this.period = period;
    this.own = own;
    this.openedIndex = openedIndex;
    this.end = end;
  }

  /// Whether what was added, lines or not, is so much in all.
  boolean amountTo(long payments, long balanceMinor) {
    return count == payments && totalMinor == balanceMinor;
  }

  long openingMinor() {
    return openingMinor;
  }

  long closingMinor() {
    return runningMinor;
  }

  List<Line> lines() {
    return lines;
  }

  /// Of the payment added last, or -1.
  long lastIndex() {
    return lastIndex;
  }

  /// Adds the next payment in the order of the log.
  ///
  /// @throws NotTrustedException if it is of the period and its place in the log was not proved
  void add(Tables tables, ReceiptRow row) throws SQLException, NotTrustedException {
    lastIndex = row.getIndex();
    Order order = Rows.chit(row.getChit()).order();
    long change = own.change(order);
    count++;
    totalMinor = Math.addExact(totalMinor, change);
    over |= lastIndex >= end;
    if (over) {
      return;
    }
    Event event = event(row);
    Instant at = Instant.ofEpochMilli(event.timeMillis());
    LocalDate day = period.dateOf(at);
    date = day.isAfter(date) ? day : date;
    over |= period.isAfter(date);
    if (over) {
      return;
    }
    runningMinor = Math.addExact(runningMinor, change);
    if (period.isBefore(date)) {
      openingMinor = runningMinor;
      return;
    }
    if (row.getProofFailed()) {
      throw new NotTrustedException(
          "bad-proof",
          "The payment at log index " + row.getIndex() + " is not where the server says it is.",
          null);
    }
    AccountId other = own.other(order);
    lines.add(
        new Line(
            row.getIndex(),
            order.id(),
            kind(event, change),
            at,
            date,
            other,
            Book.name(tables, other),
            change,
            runningMinor,
            Memos.of(tables, row),
            !row.getCheckpoint().isEmpty()));
  }

  private Kind kind(Event event, long change) {
    return switch (event) {
      case Event.Issued _ -> lastIndex == openedIndex + 1 ? Kind.OPENING_GRANT : Kind.ISSUED;
      case Event.Retired _ -> Kind.RETIRED;
      case Event.Settled _ -> change < 0 ? Kind.SENT : Kind.RECEIVED;
      case Event.Created _, Event.Opened _, Event.Administered _ -> throw nothingMoved();
      case Event.Certified _, Event.Released _, Event.Revoked _ -> throw nothingMoved();
      case Event.OfDevice _, Event.AccountClosed _, Event.Claimed _ -> throw nothingMoved();
    };
  }

  private static IllegalStateException nothingMoved() {
    return new IllegalStateException("a receipt of something that moved no units");
  }

  private static Event event(ReceiptRow row) {
    try {
      return EventCodec.decode(row.getEvent().toByteArray());
    } catch (BadEventException e) {
      throw new IllegalStateException("an event that was one when it was kept", e);
    }
  }

  static Line withName(Line line, String name) {
    return new Line(
        line.index(),
        line.chit(),
        line.kind(),
        line.at(),
        line.date(),
        line.other(),
        name,
        line.changeMinor(),
        line.balanceMinor(),
        line.memo(),
        line.included());
  }
}
