package dev.chit.client.group;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.connection.Live;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.GroupOutboxRow;
import dev.chit.client.work.Worker;
import dev.chit.wire.Limits;
import dev.chit.wire.v1.Fanout;
import dev.chit.wire.v1.FanoutRefused;
import dev.chit.wire.v1.FanoutResult;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Sends what waits for groups, to each device once everything that was to go to it in its session
/// before, such as the sender key, is on its way. On each new connection what has no answer is sent
/// anew.
final class Fanouts {
  /// Messages that are read at once, and that are under way at a time.
  static final int ROWS_AT_ONCE = 128;

  /// A message is told by those whom it reached when others have no session after this.
  static final Duration TOLD_AFTER = Duration.ofSeconds(3);

  /// Who has no session after this is not waited for any longer.
  static final Duration GIVEN_UP_AFTER = Duration.ofDays(1);

  private static final Duration YOUNG = Duration.ofSeconds(30);
  private static final long LATER_MILLIS = 200;
  private static final long MUCH_LATER_MILLIS = 10_000;
  private static final long BUSY_PAUSE_MILLIS = 500;

  private final ProfileStore store;
  private final InstantSource clock;
  private final Report report;

  /// Recipients under way without an answer, by row.
  private final Map<Long, Set<ByteString>> inFlight = new ConcurrentHashMap<>();

  // Of the worker's thread:
  private @Nullable Live connection;

  private volatile long notBeforeNanos = System.nanoTime();

  Fanouts(ProfileStore store, InstantSource clock, Report report) {
    this.store = store;
    this.clock = clock;
    this.report = report;
  }

  /// Told what became of a row once nobody is left to send it to, and before if those who are have
  /// no session yet.
  @FunctionalInterface
  interface Report {
    void told(Tables tables, GroupOutboxRow row) throws SQLException;
  }

  /// Some rows.
  ///
  /// @param through the last of them, 0 for none
  /// @param waitMillis when to look again for those who have no session
  record Page(List<Ready> ready, long through, long waitMillis) {}

  record Ready(long sequence, GroupOutboxRow row, Set<ByteString> recipients) {}

  /// One round of a [Worker].
  long round(Live live) throws ChitException, InterruptedException {
    if (!live.equals(connection)) {
      connection = live;
      inFlight.clear();
    }
    long waitMillis = TimeUnit.NANOSECONDS.toMillis(notBeforeNanos - System.nanoTime());
    if (waitMillis > 0) {
      return waitMillis;
    }
    long later = Worker.Round.DONE;
    long through = 0;
    while (inFlight.size() < ROWS_AT_ONCE) {
      long from = through;
      Page page = store.run(tables -> page(tables, from));
      if (page.through() == 0) {
        return later;
      }
      through = page.through();
      later = sooner(later, page.waitMillis());
      for (Ready ready : page.ready()) {
        inFlight.put(ready.sequence(), ready.recipients());
        if (!live.stream().fanOut(fanout(ready))) {
          inFlight.remove(ready.sequence());
          return LATER_MILLIS;
        }
      }
    }
    return later;
  }

  private static long sooner(long one, long other) {
    return one == Worker.Round.DONE || other == Worker.Round.DONE
        ? Math.max(one, other)
        : Math.min(one, other);
  }

  private static Fanout fanout(Ready ready) {
    return Fanout.newBuilder()
        .setRequest(ready.sequence())
        .setRecipients(Addresses.join(ready.recipients()))
        .setId(ready.row().getEnvelopeId())
        .setEnvelope(ready.row().getEnvelope())
        .build();
  }

  /// What can be sent of the rows behind one. Who has no session yet holds back nobody else.
  Page page(Tables tables, long from) throws SQLException {
    var all = new ArrayList<Ready>();
    long through = 0;
    long later = Worker.Round.DONE;
    for (Row<GroupOutboxRow> row : tables.groups.outbox.after(from, ROWS_AT_ONCE)) {
      through = row.sequence();
      if (!inFlight.containsKey(row.sequence())) {
        Set<ByteString> ready = ready(tables, row.value());
        if (ready.isEmpty()) {
          later = sooner(later, held(tables, row));
        } else {
          all.add(new Ready(row.sequence(), row.value(), ready));
        }
      }
    }
    return new Page(all, through, later);
  }

  /// Sees to a row that is left for those alone who have no session.
  ///
  /// @return when to look again, in milliseconds
  private long held(Tables tables, Row<GroupOutboxRow> held) throws SQLException {
    GroupOutboxRow row = held.value();
    long age = clock.millis() - row.getAtMillis();
    if (age >= GIVEN_UP_AFTER.toMillis()) {
      int left = Addresses.split(row.getPending()).size();
      tables.groups.outbox.remove(held.sequence());
      report.told(tables, row.toBuilder().setRefused(row.getRefused() + left).build());
      return Worker.Round.DONE;
    }
    boolean reached = row.getDelivered() + row.getStored() > 0;
    if (reached && !row.getTold() && age >= TOLD_AFTER.toMillis()) {
      tables.groups.outbox.replace(held.sequence(), row.toBuilder().setTold(true).build());
      report.told(tables, row);
    }
    return age < YOUNG.toMillis() ? LATER_MILLIS : MUCH_LATER_MILLIS;
  }

  private static Set<ByteString> ready(Tables tables, GroupOutboxRow row) throws SQLException {
    Set<ByteString> ready = new LinkedHashSet<>();
    for (ByteString address : Addresses.split(row.getPending())) {
      boolean behind = !tables.unsealed.tagged(address.toByteArray(), Long.MAX_VALUE, 1).isEmpty();
      if (!behind && ready.size() < Limits.FANOUT_RECIPIENTS_MAX) {
        ready.add(address);
      }
    }
    return ready;
  }

  /// Takes an answer in. Those whom the server had no time for are sent to again; others whom it
  /// refused are not.
  void answered(Tables tables, FanoutResult result) throws SQLException {
    long sequence = result.getRequest();
    Set<ByteString> sent = inFlight.remove(sequence);
    Optional<GroupOutboxRow> found = tables.groups.outbox.at(sequence);
    if (sent == null || found.isEmpty()) {
      return;
    }
    Set<ByteString> pending = Addresses.split(found.get().getPending());
    pending.removeAll(sent);
    int refused = result.hasRejection() ? sent.size() : 0;
    List<ByteString> places = List.copyOf(sent);
    for (FanoutRefused one : result.getRefusedList()) {
      if (one.getRejection().getCode().equals("busy")) {
        one.getRecipientsList().forEach(place -> pending.add(places.get(place)));
        notBeforeNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BUSY_PAUSE_MILLIS);
      } else {
        refused += one.getRecipientsCount();
      }
    }
    GroupOutboxRow row =
        found.get().toBuilder()
            .setPending(Addresses.join(pending))
            .setDelivered(found.get().getDelivered() + result.getDelivered())
            .setStored(found.get().getStored() + result.getStored())
            .setRefused(found.get().getRefused() + refused)
            .build();
    if (pending.isEmpty()) {
      tables.groups.outbox.remove(sequence);
      report.told(tables, row);
    } else {
      tables.groups.outbox.replace(sequence, row);
    }
  }
}
