package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.chit.client.people.Consent;
import dev.chit.client.people.Person;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.HeldRow;
import dev.chit.client.talk.v1.Content;
import dev.chit.core.MessageId;
import dev.chit.crypto.DeviceStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What strangers sent besides texts, until they are accepted, refused or blocked.
final class Held {
  private Held() {}

  static void keep(Tables tables, Received received) throws SQLException {
    byte[] account = received.from().account().bytes();
    tables.held.add(
        null,
        account,
        HeldRow.newBuilder()
            .setAccount(ByteString.copyFrom(account))
            .setDevice(received.device().device())
            .setMessageId(ByteString.copyFrom(received.message().bytes()))
            .setContent(received.content().toByteString())
            .setAtMillis(received.atMillis())
            .build());
  }

  /// Takes out all of somebody's, the oldest first.
  static List<Received> take(Tables tables, Person from) throws SQLException {
    List<Row<HeldRow>> rows =
        tables.held.tagged(from.account().bytes(), Long.MAX_VALUE, Consent.HELD_MAX);
    var taken = new ArrayList<Received>();
    for (Row<HeldRow> row : rows.reversed()) {
      tables.held.remove(row.sequence());
      received(from, row.value()).ifPresent(taken::add);
    }
    return taken;
  }

  /// Empty if the device is gone.
  private static Optional<Received> received(Person from, HeldRow row) {
    Optional<DeviceStatement> device = from.device(row.getDevice());
    if (device.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Received(
              from,
              device.get(),
              MessageId.of(row.getMessageId().toByteArray()),
              Content.parseFrom(row.getContent()),
              row.getAtMillis(),
              false));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a content that was parsed before it was kept", e);
    }
  }
}
