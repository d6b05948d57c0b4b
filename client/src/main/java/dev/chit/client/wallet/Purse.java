package dev.chit.client.wallet;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.ChitState;
import dev.chit.client.Incoming;
import dev.chit.client.KeptChit;
import dev.chit.client.MessageState;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ChitRow;
import dev.chit.client.state.v1.UnseenChit;
import dev.chit.client.watch.Unseen;
import dev.chit.core.AccountId;
import dev.chit.core.ChitId;
import dev.chit.core.Unit;
import dev.chit.core.chit.ChitText;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The chits of this profile: those drawn here, those that came, and what is known of each. A state
/// only ever goes forward, whichever way and however often the news comes.
public final class Purse {
  /// Chits to which something can still happen; beyond it no more are taken.
  static final int OPEN_MAX = 10_000;

  /// Chits that are done with; beyond it the oldest are forgotten.
  static final int CLOSED_MAX = 10_000;

  private final InstantSource clock;

  Purse(InstantSource clock) {
    this.clock = clock;
  }

  /// Puts a chit in, unless it is there.
  ///
  /// @throws ChitRefusedException if there is no room
  void add(Tables tables, ParsedChit chit, ChitState state, boolean memoWaits)
      throws SQLException, ChitRefusedException {
    byte[] id = chit.order().id().bytes();
    Optional<Row<ChitRow>> there = tables.chits.find(id);
    if (there.isPresent()) {
      requireSame(there.get().value(), chit);
      return;
    }
    if (tables.chits.count(Tables.open()) >= OPEN_MAX) {
      throw new ChitRefusedException(
          "too-many-chits", "This profile holds " + OPEN_MAX + " chits that are not settled yet.");
    }
    tables.chits.add(
        id,
        Tables.open(),
        ChitRow.newBuilder()
            .setChit(ByteString.copyFrom(chit.bytes()))
            .setState(state.name())
            .setAtMillis(clock.millis())
            .setMemoWaits(memoWaits)
            .build());
    tables.chits.keepNewestUntagged(CLOSED_MAX);
    if (tables.receipts.get(id).isPresent()) {
      move(tables, chit.order().id(), ChitState.SETTLED, tables.receipts.find(id).get().sequence());
    }
  }

  /// Two orders under one id cannot both be paid.
  private static void requireSame(ChitRow row, ParsedChit chit) throws ChitRefusedException {
    if (!row.getChit().equals(ByteString.copyFrom(chit.bytes()))) {
      throw new ChitRefusedException(
          "duplicate-id", "Another chit with the same id is in this profile already.");
    }
  }

  /// Something has happened to a chit, if it is here.
  ///
  /// @param index of the event that says so; 0 if there is none
  /// @return whether that was news
  boolean move(Tables tables, ChitId chit, ChitState to, long index) throws SQLException {
    Optional<Row<ChitRow>> found = tables.chits.find(chit.bytes());
    if (found.isEmpty() || state(found.get().value()).compareTo(to) >= 0) {
      return false;
    }
    ChitRow row = found.get().value();
    if (!state(row).isOpen()) {
      return false;
    }
    tables.chits.replace(
        found.get().sequence(),
        row.toBuilder().setState(to.name()).setIndex(index).clearRefusal().build());
    if (!to.isOpen()) {
      tables.chits.untag(found.get().sequence());
    }
    return true;
  }

  /// The server has promised to pay a chit, which is put in unless it is there.
  ///
  /// @param index of the event that says so
  /// @param certified the countersigned chit; empty if only the event is known
  /// @return whether that was news
  boolean promised(Tables tables, ParsedChit chit, long index, long untilSeconds, byte[] certified)
      throws SQLException, ChitRefusedException {
    add(tables, chit, ChitState.RECEIVED, false);
    ChitId id = chit.order().id();
    boolean news = move(tables, id, ChitState.CERTIFIED, index);
    Row<ChitRow> row = tables.chits.find(id.bytes()).orElseThrow();
    ChitRow.Builder more = row.value().toBuilder().setUntilSeconds(untilSeconds);
    if (certified.length > 0) {
      more.setCertified(ByteString.copyFrom(certified));
    }
    tables.chits.replace(row.sequence(), more.build());
    return news;
  }

  /// The chit whose promise an event of the log is.
  static Optional<ParsedChit> promisedBy(Tables tables, long index) throws SQLException {
    return tables.chits.tagged(Tables.open(), Long.MAX_VALUE, OPEN_MAX).stream()
        .map(Row::value)
        .filter(row -> state(row) == ChitState.CERTIFIED && row.getIndex() == index)
        .map(row -> Rows.chit(row.getChit()))
        .findFirst();
  }

  /// A chit was presented and refused, if it is here.
  void refused(Tables tables, ChitId chit, String code) throws SQLException {
    switch (code) {
      case "revoked" -> move(tables, chit, ChitState.REVOKED, 0);
      case "cancelled" -> move(tables, chit, ChitState.CANCELLED, 0);
      case "expired" -> move(tables, chit, ChitState.EXPIRED, 0);
      case "settled" -> move(tables, chit, ChitState.SETTLED, 0);
      case "insufficient-funds" -> {
        move(tables, chit, ChitState.BOUNCED, 0);
        remember(tables, chit, code);
      }
      default -> remember(tables, chit, code);
    }
  }

  private static void remember(Tables tables, ChitId chit, String code) throws SQLException {
    Optional<Row<ChitRow>> found = tables.chits.find(chit.bytes());
    if (found.isPresent()) {
      tables.chits.replace(
          found.get().sequence(), found.get().value().toBuilder().setRefusal(code).build());
    }
  }

  /// A chit came further on its way from hand to hand, if it is here and was not further before.
  static void handed(Tables tables, ChitId chit, MessageState to) throws SQLException {
    Optional<Row<ChitRow>> found = tables.chits.find(chit.bytes());
    if (found.isPresent()) {
      String before = found.get().value().getHanded();
      if (before.isEmpty() || MessageState.valueOf(before).compareTo(to) < 0) {
        tables.chits.replace(
            found.get().sequence(), found.get().value().toBuilder().setHanded(to.name()).build());
      }
    }
  }

  /// How many chits that somebody handed over are here and not done with.
  static long openFrom(Tables tables, AccountId payer) throws SQLException {
    return tables.chits.tagged(Tables.open(), Long.MAX_VALUE, OPEN_MAX).stream()
        .map(Row::value)
        .filter(row -> row.getHanded().equals(MessageState.RECEIVED.name()))
        .filter(row -> Rows.chit(row.getChit()).order().payer().equals(payer))
        .count();
  }

  /// Whether the memo of a chit waits for the payee's keys; asked once, it waits no longer.
  boolean takeMemoThatWaits(Tables tables, ChitId chit) throws SQLException {
    Optional<Row<ChitRow>> found = tables.chits.find(chit.bytes());
    if (found.isEmpty() || !found.get().value().getMemoWaits()) {
      return false;
    }
    tables.chits.replace(
        found.get().sequence(), found.get().value().toBuilder().clearMemoWaits().build());
    return true;
  }

  /// Newest first, those before a position.
  List<KeptChit> newest(Tables tables, int limit, long before, Unit unit) throws SQLException {
    var kept = new ArrayList<KeptChit>();
    for (Row<ChitRow> row : tables.chits.before(before, limit)) {
      kept.add(kept(tables, row, unit));
    }
    return kept;
  }

  Optional<KeptChit> find(Tables tables, ChitId chit, Unit unit) throws SQLException {
    Optional<Row<ChitRow>> row = tables.chits.find(chit.bytes());
    return row.isEmpty() ? Optional.empty() : Optional.of(kept(tables, row.get(), unit));
  }

  /// Has listeners told that a chit came further.
  static void tell(Tables tables, ChitId chit, ChitState state) throws SQLException {
    Unseen.add(
        tables,
        UnseenChit.newBuilder()
            .setChitId(ByteString.copyFrom(chit.bytes()))
            .setState(state.name()));
  }

  /// What listeners are told, unless the chit was forgotten meanwhile.
  public static Optional<Incoming> read(Tables tables, UnseenChit unseen, Unit unit)
      throws SQLException {
    return new Purse(InstantSource.system())
        .find(tables, ChitId.of(unseen.getChitId().toByteArray()), unit)
        .map(chit -> new Incoming.ChitMoved(ChitState.valueOf(unseen.getState()), chit));
  }

  private KeptChit kept(Tables tables, Row<ChitRow> found, Unit unit) throws SQLException {
    ChitRow row = found.value();
    ParsedChit chit = Rows.chit(row.getChit());
    Order order = chit.order();
    Optional<Instant> notAfter = notAfter(order);
    return new KeptChit(
        found.sequence(),
        order.id(),
        order.payer(),
        Book.nameOf(tables, order.payer()),
        order.payee(),
        Book.nameOf(tables, order.payee()),
        order.amount(),
        unit,
        Memos.of(tables, order),
        notAfter,
        isOver(row, notAfter) ? ChitState.EXPIRED : state(row),
        Instant.ofEpochMilli(row.getAtMillis()),
        row.getIndex() == 0 ? Optional.empty() : Optional.of(row.getIndex()),
        row.getUntilSeconds() == 0 ? Optional.empty() : Optional.of(until(row)),
        row.getRefusal().isEmpty() ? Optional.empty() : Optional.of(row.getRefusal()),
        row.getHanded().isEmpty()
            ? Optional.empty()
            : Optional.of(MessageState.valueOf(row.getHanded())),
        row.getCertified().isEmpty()
            ? ChitText.encode(chit.bytes())
            : ChitText.encodeCertified(row.getCertified().toByteArray()));
  }

  private static Instant until(ChitRow row) {
    return Instant.ofEpochSecond(Math.min(row.getUntilSeconds(), FAR_SECONDS));
  }

  private boolean isOver(ChitRow row, Optional<Instant> notAfter) {
    Optional<Instant> last = row.getUntilSeconds() == 0 ? notAfter : Optional.of(until(row));
    return state(row).isOpen()
        && last.isPresent()
        && clock.instant().getEpochSecond() > last.get().getEpochSecond();
  }

  static Optional<Instant> notAfter(Order order) {
    return order.notAfterSeconds() == 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(Math.min(order.notAfterSeconds(), FAR_SECONDS)));
  }

  /// The last second that an [Instant] can say as a date of four digits: beyond it nothing expires.
  private static final long FAR_SECONDS = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private static ChitState state(ChitRow row) {
    return ChitState.valueOf(row.getState());
  }
}
