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
  /// Messages that are looked at in one round.
  static final int ROWS_AT_ONCE = 128;

  private static final long LATER_MILLIS = 200;
  private static final long BUSY_PAUSE_MILLIS = 500;

  private final ProfileStore store;

  /// Recipients under way without an answer, by row.
  private final Map<Long, Set<ByteString>> inFlight = new ConcurrentHashMap<>();

  // Of the worker's thread:
  private @Nullable Live connection;

  private volatile long notBeforeNanos = System.nanoTime();

  Fanouts(ProfileStore store) {
    this.store = store;
  }

  /// What became of a row.
  ///
  /// @param done nobody is left to send it to
  record Answered(GroupOutboxRow row, boolean done) {}

  private record Ready(long sequence, GroupOutboxRow row, Set<ByteString> recipients) {}

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
    List<Ready> all = store.run(this::ready);
    boolean later = false;
    for (Ready ready : all) {
      if (ready.recipients().isEmpty()) {
        later = true;
      } else if (!inFlight.containsKey(ready.sequence())) {
        inFlight.put(ready.sequence(), ready.recipients());
        if (!live.stream().fanOut(fanout(ready))) {
          inFlight.remove(ready.sequence());
          return LATER_MILLIS;
        }
      }
    }
    return later ? LATER_MILLIS : Worker.Round.DONE;
  }

  private static Fanout fanout(Ready ready) {
    return Fanout.newBuilder()
        .setRequest(ready.sequence())
        .setRecipients(Addresses.join(ready.recipients()))
        .setId(ready.row().getEnvelopeId())
        .setEnvelope(ready.row().getEnvelope())
        .build();
  }

  private List<Ready> ready(Tables tables) throws SQLException {
    var all = new ArrayList<Ready>();
    for (Row<GroupOutboxRow> row : tables.groups.outbox.after(0, ROWS_AT_ONCE)) {
      if (!inFlight.containsKey(row.sequence())) {
        all.add(new Ready(row.sequence(), row.value(), ready(tables, row.value())));
      }
    }
    return all;
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
  Optional<Answered> answered(Tables tables, FanoutResult result) throws SQLException {
    long sequence = result.getRequest();
    Set<ByteString> sent = inFlight.remove(sequence);
    Optional<GroupOutboxRow> found = tables.groups.outbox.at(sequence);
    if (sent == null || found.isEmpty()) {
      return Optional.empty();
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
    } else {
      tables.groups.outbox.replace(sequence, row);
    }
    return Optional.of(new Answered(row, pending.isEmpty()));
  }
}
