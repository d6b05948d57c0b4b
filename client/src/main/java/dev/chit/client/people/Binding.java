package dev.chit.client.people;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.NotTrustedException;
import dev.chit.client.connection.Caller;
import dev.chit.client.proof.LogView;
import dev.chit.client.proof.ProvenEvent;
import dev.chit.core.AccountId;
import dev.chit.core.event.Event;
import dev.chit.crypto.BadStatementException;
import dev.chit.crypto.DeviceStatement;
import dev.chit.wire.v1.AccountRecord;
import dev.chit.wire.v1.Receipt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Verifies what the server says about a name: the `opened` event is in the log, binds this name to
/// the identity whose hash is the account, and the identity signed every device.
final class Binding {
  private Binding() {}

  /// @throws NotTrustedException if anything is missing or wrong
  static Person verify(AccountRecord record, LogView log, Caller server)
      throws ChitException, InterruptedException {
    Person person = verify(record.getOpened(), record.getDevicesList(), log, server);
    if (!person.account().equals(account(record))
        || !person.name().value().equals(record.getName())) {
      throw wrong("The server's answer names another account than its log.", null);
    }
    return person;
  }

  static Person verify(Receipt receipt, List<ByteString> statements, LogView log, Caller server)
      throws ChitException, InterruptedException {
    ProvenEvent proven = log.verify(receipt, server);
    if (!(proven.event() instanceof Event.Opened opened)) {
      throw wrong("The server proved another event than an account's opening.", null);
    }
    DeviceStatement first = statement(opened.statement().bytes());
    var devices = new ArrayList<DeviceStatement>();
    devices.add(first);
    for (ByteString bytes : statements) {
      DeviceStatement device = statement(bytes.toByteArray());
      if (!device.identity().equals(first.identity())) {
        throw wrong("The server names a device that the account's identity did not sign.", null);
      }
      if (device.device() == first.device()) {
        if (!device.deviceKey().equals(first.deviceKey())
            || !device.agreementKey().equals(first.agreementKey())) {
          throw wrong("The server names other device keys than its log.", null);
        }
      } else {
        devices.add(device);
      }
    }
    return new Person(opened.name(), opened.account(), first.identity(), devices, proven.index());
  }

  private static DeviceStatement statement(byte[] bytes) throws NotTrustedException {
    try {
      return DeviceStatement.parse(bytes);
    } catch (BadStatementException e) {
      throw wrong("The server names a device that the account's identity did not sign.", e);
    }
  }

  private static AccountId account(AccountRecord record) throws NotTrustedException {
    try {
      return AccountId.of(record.getAccount().toByteArray());
    } catch (IllegalArgumentException e) {
      throw wrong("The server's answer names no account.", e);
    }
  }

  private static NotTrustedException wrong(String message, @Nullable Throwable cause) {
    return new NotTrustedException("bad-proof", message, cause);
  }
}
