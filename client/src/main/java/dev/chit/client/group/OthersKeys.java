package dev.chit.client.group;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.talk.Keys;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.crypto.DeviceStatement;
import dev.chit.sessions.DeviceAddress;
import dev.chit.sessions.ReceivedSenderKey;
import dev.chit.sessions.SenderKeyId;
import dev.chit.sessions.SenderKeyShare;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Sender keys that other members' devices gave to this one: the newest few of each, for messages
/// that are on their way.
final class OthersKeys {
  /// Of one device in one group.
  static final int KEPT_MAX = 4;

  private static final int LOOKED_AT = 64;

  private OthersKeys() {}

  static Optional<ReceivedSenderKey> find(Tables tables, SenderKeyId id, DeviceStatement device)
      throws SQLException {
    return tables
        .groups
        .keys
        .get(id(id, device))
        .map(row -> ReceivedSenderKey.decode(row.getValue().toByteArray()));
  }

  static void keep(Tables tables, ReceivedSenderKey key, DeviceStatement device)
      throws SQLException {
    tables.groups.keys.put(
        id(key.id(), device),
        tag(key.group(), device),
        BytesValue.of(ByteString.copyFrom(key.encode())));
  }

  /// Takes a share of a key that is not known yet.
  static void take(
      Tables tables, ConversationId group, DeviceStatement device, SenderKeyShare share)
      throws SQLException {
    if (find(tables, share.id(), device).isPresent()) {
      return;
    }
    var address = new DeviceAddress(device.account(), device.device());
    keep(tables, ReceivedSenderKey.of(group, address, share), device);
    List<Row<BytesValue>> all =
        tables.groups.keys.tagged(tag(group, device), Long.MAX_VALUE, LOOKED_AT);
    for (Row<BytesValue> old : all.subList(Math.min(all.size(), KEPT_MAX), all.size())) {
      tables.groups.keys.remove(old.sequence());
    }
  }

  /// Forgets the keys of somebody who is gone.
  static void forget(Tables tables, ConversationId group, AccountId account) throws SQLException {
    Optional<Person> person = People.known(tables, account);
    if (person.isEmpty()) {
      return;
    }
    for (DeviceStatement device : person.get().devices()) {
      for (Row<BytesValue> row :
          tables.groups.keys.tagged(tag(group, device), Long.MAX_VALUE, LOOKED_AT)) {
        tables.groups.keys.remove(row.sequence());
      }
    }
  }

  private static byte[] id(SenderKeyId key, DeviceStatement device) {
    return joined(key.bytes(), device);
  }

  private static byte[] tag(ConversationId group, DeviceStatement device) {
    return joined(group.bytes(), device);
  }

  private static byte[] joined(byte[] first, DeviceStatement device) {
    byte[] address = Keys.device(device.account(), device.device());
    return ByteBuffer.allocate(first.length + address.length).put(first).put(address).array();
  }
}
