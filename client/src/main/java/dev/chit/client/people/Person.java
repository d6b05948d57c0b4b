package dev.chit.client.people;

import com.google.protobuf.ByteString;
import dev.chit.client.state.v1.ContactRow;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.VerifyKey;
import dev.chit.crypto.BadStatementException;
import dev.chit.crypto.DeviceStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A member whose name and key are bound in the log.
///
/// @param devices signed by the identity, the one of the log among them
/// @param openedIndex of the event that binds them
public record Person(
    AccountName name,
    AccountId account,
    VerifyKey identity,
    List<DeviceStatement> devices,
    long openedIndex) {
  public Person {
    devices = List.copyOf(devices);
  }

  public Optional<DeviceStatement> device(int number) {
    return devices.stream().filter(device -> device.device() == number).findFirst();
  }

  static Person of(ContactRow row) {
    var devices = new ArrayList<DeviceStatement>();
    for (ByteString statement : row.getDevicesList()) {
      try {
        devices.add(DeviceStatement.parse(statement.toByteArray()));
      } catch (BadStatementException e) {
        throw new IllegalStateException("a statement that was verified when it was kept", e);
      }
    }
    return new Person(
        new AccountName(row.getName()),
        AccountId.of(row.getAccount().toByteArray()),
        VerifyKey.of(row.getIdentity().toByteArray()),
        devices,
        row.getOpenedIndex());
  }

  ContactRow toRow() {
    return ContactRow.newBuilder()
        .setAccount(ByteString.copyFrom(account.bytes()))
        .setName(name.value())
        .setIdentity(ByteString.copyFrom(identity.bytes()))
        .addAllDevices(devices.stream().map(d -> ByteString.copyFrom(d.encode())).toList())
        .setOpenedIndex(openedIndex)
        .build();
  }
}
