package dev.chit.client.people;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.state.v1.ContactRow;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.VerifyKey;
import dev.chit.core.ledger.Rejection;
import dev.chit.crypto.BadStatementException;
import dev.chit.crypto.DeviceStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// A member whose name and key are bound in the log.
///
/// @param devices those that they have, as the log says, in order of their numbers
/// @param openedIndex of the event that binds name and key
/// @param devicesIndex of the newest event about their devices; 0 if there was none
/// @param highestDevice highest number that a device of theirs has or had
/// @param custodial the server keeps their key, and reads what they read, as the log says
/// @param lastDevices those that they had when they closed the account, of which something may
///   still come that was sent before
/// @param closedAtMillis when they closed the account; `devicesIndex` is where the log says so
/// @param successor whose account took the place of this custodial one, if that is why it ended
public record Person(
    AccountName name,
    AccountId account,
    VerifyKey identity,
    List<DeviceStatement> devices,
    long openedIndex,
    long devicesIndex,
    int highestDevice,
    boolean custodial,
    List<DeviceStatement> lastDevices,
    OptionalLong closedAtMillis,
    Optional<AccountId> successor) {
  public Person {
    devices = List.copyOf(devices);
    lastDevices = List.copyOf(lastDevices);
  }

  /// Somebody about whose devices there is nothing in the log but their opening.
  public Person(
      AccountName name,
      AccountId account,
      VerifyKey identity,
      List<DeviceStatement> devices,
      long openedIndex) {
    this(
        name,
        account,
        identity,
        devices,
        openedIndex,
        0,
        highest(devices),
        false,
        List.of(),
        OptionalLong.empty(),
        Optional.empty());
  }

  private static int highest(List<DeviceStatement> devices) {
    return devices.stream().mapToInt(DeviceStatement::device).max().orElse(0);
  }

  public boolean isClosed() {
    return closedAtMillis.isPresent();
  }

  /// @throws ChitRefusedException `account-closed`
  public void requireOpen() throws ChitRefusedException {
    if (isClosed()) {
      throw new ChitRefusedException(
          Rejection.ACCOUNT_CLOSED.code(),
          name
              + " has closed the account: nobody is there. If somebody else has the name now, find "
              + name
              + " shows them.");
    }
  }

  /// The same, under another name in this profile.
  Person called(AccountName other) {
    return new Person(
        other,
        account,
        identity,
        devices,
        openedIndex,
        devicesIndex,
        highestDevice,
        custodial,
        lastDevices,
        closedAtMillis,
        successor);
  }

  /// One to which something can be sent.
  public Optional<DeviceStatement> device(int number) {
    return devices.stream().filter(device -> device.device() == number).findFirst();
  }

  /// One from which something may come.
  public Optional<DeviceStatement> sender(int number) {
    return Stream.concat(devices.stream(), lastDevices.stream())
        .filter(device -> device.device() == number)
        .findFirst();
  }

  /// Asked before anything but a text is sent to them.
  ///
  /// @throws ChitRefusedException `old-program` if the server keeps their key
  public void requireOwnKey() throws ChitRefusedException {
    if (custodial) {
      throw new ChitRefusedException(
          "old-program", name + " uses an older program, which takes nothing but texts.");
    }
  }

  public static Person of(ContactRow row) {
    List<DeviceStatement> devices = statements(row.getDevicesList());
    return new Person(
        new AccountName(row.getName()),
        AccountId.of(row.getAccount().toByteArray()),
        VerifyKey.of(row.getIdentity().toByteArray()),
        devices,
        row.getOpenedIndex(),
        row.getDevicesIndex(),
        Math.max(row.getHighestDevice(), highest(devices)),
        row.getCustodial(),
        statements(row.getLastDevicesList()),
        row.hasClosedAtMillis() ? OptionalLong.of(row.getClosedAtMillis()) : OptionalLong.empty(),
        row.getSuccessor().isEmpty()
            ? Optional.empty()
            : Optional.of(AccountId.of(row.getSuccessor().toByteArray())));
  }

  private static List<DeviceStatement> statements(List<ByteString> bytes) {
    var devices = new ArrayList<DeviceStatement>();
    for (ByteString statement : bytes) {
      try {
        devices.add(DeviceStatement.parse(statement.toByteArray()));
      } catch (BadStatementException e) {
        throw new IllegalStateException("a statement that was verified when it was kept", e);
      }
    }
    return devices;
  }

  private static List<ByteString> bytes(List<DeviceStatement> devices) {
    return devices.stream().map(device -> ByteString.copyFrom(device.encode())).toList();
  }

  public ContactRow toRow() {
    ContactRow.Builder row =
        ContactRow.newBuilder()
            .setAccount(ByteString.copyFrom(account.bytes()))
            .setName(name.value())
            .setIdentity(ByteString.copyFrom(identity.bytes()))
            .addAllDevices(bytes(devices))
            .addAllLastDevices(bytes(lastDevices))
            .setOpenedIndex(openedIndex)
            .setDevicesIndex(devicesIndex)
            .setHighestDevice(highestDevice)
            .setCustodial(custodial);
    closedAtMillis.ifPresent(row::setClosedAtMillis);
    successor.ifPresent(it -> row.setSuccessor(ByteString.copyFrom(it.bytes())));
    return row.build();
  }
}
