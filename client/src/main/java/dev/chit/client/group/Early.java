package dev.chit.client.group;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.chit.client.Standing;
import dev.chit.client.people.Consent;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.GroupEarlyRow;
import dev.chit.client.talk.Keys;
import dev.chit.client.talk.v1.GroupContent;
import dev.chit.core.AccountId;
import dev.chit.crypto.DeviceStatement;
import dev.chit.wire.v1.Delivery;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Holds what came before the key that opens it, or before the change that brought its sender or
/// this account into the group: what several people send, or what comes on several ways, arrives in
/// any order.
final class Early {
  /// Of one device; further ones are dropped.
  static final int OF_DEVICE_MAX = 16;

  /// Of all; beyond, the oldest goes.
  static final int ALL_MAX = 128;

  static final Duration KEPT = Duration.ofDays(1);

  private final InstantSource clock;

  Early(InstantSource clock) {
    this.clock = clock;
  }

  /// Holds an envelope whose key is missing.
  void hold(Tables tables, DeviceStatement device, Delivery delivery) throws SQLException {
    hold(
        tables,
        device,
        delivery.getReceivedAtMillis(),
        GroupEarlyRow.newBuilder()
            .setEnvelopeId(delivery.getId())
            .setEnvelope(delivery.getEnvelope()));
  }

  /// Holds a message whose sender is not known to be a member.
  void hold(Tables tables, DeviceStatement device, GroupContent message, long atMillis)
      throws SQLException {
    hold(
        tables,
        device,
        atMillis,
        GroupEarlyRow.newBuilder().setMessage(ByteString.copyFrom(message.toByteArray())));
  }

  private void hold(Tables tables, DeviceStatement device, long atMillis, GroupEarlyRow.Builder row)
      throws SQLException {
    Standing standing = Consent.standing(tables, device.account());
    byte[] tag = Keys.device(device.account(), device.device());
    if (standing == Standing.BLOCKED
        || standing == Standing.REFUSED
        || tables.groups.early.count(tag) >= OF_DEVICE_MAX) {
      return;
    }
    tables.groups.early.add(
        null,
        tag,
        row.setAccount(ByteString.copyFrom(device.account().bytes()))
            .setDevice(device.device())
            .setReceivedAtMillis(atMillis)
            .build());
    tables.groups.early.keepNewest(ALL_MAX);
  }

  /// Takes out what some people sent, oldest first, and drops what is too old.
  List<GroupEarlyRow> take(Tables tables, Predicate<AccountId> senders) throws SQLException {
    var taken = new ArrayList<GroupEarlyRow>();
    for (Row<GroupEarlyRow> row : tables.groups.early.after(0, ALL_MAX)) {
      GroupEarlyRow early = row.value();
      boolean old = clock.millis() - early.getReceivedAtMillis() > KEPT.toMillis();
      boolean wanted = senders.test(AccountId.of(early.getAccount().toByteArray()));
      if (old || wanted) {
        tables.groups.early.remove(row.sequence());
      }
      if (wanted && !old) {
        taken.add(early);
      }
    }
    return taken;
  }

  static GroupContent message(GroupEarlyRow row) throws SQLException {
    try {
      return GroupContent.parseFrom(row.getMessage());
    } catch (InvalidProtocolBufferException e) {
      throw new SQLException("a held message is not what it should be", e);
    }
  }
}
