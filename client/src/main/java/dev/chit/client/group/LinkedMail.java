package dev.chit.client.group;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.GroupOutboxRow;
import dev.chit.sessions.DeviceAddress;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Messages to groups for those members whose devices are linked, while the server is away: the
/// same envelopes, and whom they reached is left out of the fanout later.
public final class LinkedMail {
  private final ProfileStore store;
  private final Fanouts.Report report;
  private volatile boolean away = true;
  private volatile Runnable wake = () -> {};

  LinkedMail(ProfileStore store, Fanouts.Report report) {
    this.store = store;
    this.report = report;
  }

  /// @param sequence grows with time
  public record Waiting(long sequence, ByteString envelopeId, ByteString envelope) {}

  /// @param wakes called when more may be waiting for those who are linked
  public void use(Runnable wakes) {
    wake = wakes;
  }

  void server(boolean there) {
    away = !there;
    wake.run();
  }

  void filled() {
    if (away) {
      wake.run();
    }
  }

  /// What waits for a device behind `after`, in order; nothing while the server is there, or before
  /// the device has a session, by which it gets the sender's key.
  public List<Waiting> waiting(DeviceAddress device, long after, int limit)
      throws ChitException, InterruptedException {
    return away ? store.run(tables -> waiting(tables, device, after, limit)) : List.of();
  }

  private static List<Waiting> waiting(Tables tables, DeviceAddress device, long after, int limit)
      throws SQLException {
    ByteString address = Addresses.of(device.account(), device.device());
    var waiting = new ArrayList<Waiting>();
    if (!tables.unsealed.tagged(address.toByteArray(), Long.MAX_VALUE, 1).isEmpty()) {
      return waiting;
    }
    long from = after;
    while (waiting.size() < limit) {
      List<Row<GroupOutboxRow>> rows = tables.groups.outbox.after(from, Fanouts.ROWS_AT_ONCE);
      if (rows.isEmpty()) {
        break;
      }
      for (Row<GroupOutboxRow> row : rows) {
        GroupOutboxRow one = row.value();
        if (waiting.size() < limit && Addresses.split(one.getPending()).contains(address)) {
          waiting.add(new Waiting(row.sequence(), one.getEnvelopeId(), one.getEnvelope()));
        }
      }
      from = rows.getLast().sequence();
    }
    return waiting;
  }

  /// A device has these on its disk. The member is told how far they came once nobody else who is
  /// linked waits for them.
  public void delivered(
      DeviceAddress device, List<Long> sequences, Predicate<DeviceAddress> isLinked)
      throws ChitException, InterruptedException {
    store.run(
        tables -> {
          for (long sequence : sequences) {
            delivered(tables, device, sequence, isLinked);
          }
          return true;
        });
  }

  private void delivered(
      Tables tables, DeviceAddress device, long sequence, Predicate<DeviceAddress> isLinked)
      throws SQLException {
    Optional<GroupOutboxRow> found = tables.groups.outbox.at(sequence);
    if (found.isEmpty()) {
      return;
    }
    Set<ByteString> pending = Addresses.split(found.get().getPending());
    if (!pending.remove(Addresses.of(device.account(), device.device()))) {
      return;
    }
    boolean isTold = pending.stream().map(Addresses::device).noneMatch(isLinked);
    GroupOutboxRow row =
        found.get().toBuilder()
            .setPending(Addresses.join(pending))
            .setDelivered(found.get().getDelivered() + 1)
            .setTold(found.get().getTold() || isTold)
            .build();
    if (pending.isEmpty()) {
      tables.groups.outbox.remove(sequence);
    } else {
      tables.groups.outbox.replace(sequence, row);
    }
    if (isTold) {
      report.told(tables, row);
    }
  }
}
