package dev.chit.client.link;

import dev.chit.client.people.Person;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.IdentityCertificate;
import dev.chit.crypto.SigningKey;
import dev.chit.crypto.TlsIdentity;
import dev.chit.sessions.DeviceAddress;
import dev.chit.sessions.LocalDevice;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/// Somebody with keys of their own.
///
/// @param tls what their client shows
record TestMember(Person person, DeviceStatement statement, TlsIdentity tls) {
  static TestMember named(String name) {
    SigningKey identity = SigningKey.generate();
    LocalDevice device = LocalDevice.create(identity, 1, new SecureRandom(), Instant.now());
    DeviceStatement statement = device.statement();
    return new TestMember(
        new Person(
            new AccountName(name),
            statement.account(),
            identity.verifyKey(),
            List.of(statement),
            1),
        statement,
        IdentityCertificate.create(statement, device.deviceKey()));
  }

  DeviceAddress address() {
    return new DeviceAddress(statement.account(), statement.device());
  }

  /// The same under a made-up account.
  Person under(int number) {
    byte[] id = ByteBuffer.allocate(AccountId.LENGTH).putInt(number).array();
    return new Person(person.name(), AccountId.of(id), person.identity(), person.devices(), 1);
  }
}
