package dev.chit.client;

import com.google.protobuf.ByteString;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ProfileRow;
import dev.chit.core.AccountId;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.IdentityCertificate;
import dev.chit.crypto.Secrets;
import dev.chit.crypto.SigningKey;
import dev.chit.crypto.TlsIdentity;
import dev.chit.sessions.LocalDevice;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The profile's keys while it is open.
///
/// @param tls made afresh whenever the profile is opened
record Self(SigningKey identity, DeviceStatement statement, TlsIdentity tls) {
  private static final int FIRST_DEVICE = 1;

  AccountId account() {
    return statement.account();
  }

  /// Puts a new identity and its first device into an empty profile.
  static boolean create(
      Tables tables, Optional<ServerAddress> server, SecureRandom random, Instant now)
      throws SQLException {
    try (SigningKey identity = SigningKey.generate()) {
      LocalDevice device = LocalDevice.create(identity, FIRST_DEVICE, random, now);
      byte[] seed = identity.seed();
      ProfileRow.Builder row =
          ProfileRow.newBuilder()
              .setIdentitySeed(ByteString.copyFrom(seed))
              .setAccount(ByteString.copyFrom(AccountId.ofKey(identity.verifyKey()).bytes()));
      Secrets.wipe(seed);
      server.ifPresent(address -> Addresses.set(row, address));
      tables.profile(row.build());
      tables.device(device.encode());
      return true;
    }
  }

  static Self load(Tables tables) throws SQLException {
    byte[] seed = tables.profile().getIdentitySeed().toByteArray();
    SigningKey identity = SigningKey.ofSeed(seed);
    Secrets.wipe(seed);
    LocalDevice device = LocalDevice.decode(tables.device());
    return new Self(
        identity,
        device.statement(),
        IdentityCertificate.create(device.statement(), device.deviceKey()));
  }

  /// The account only.
  @Override
  public String toString() {
    return "Self[" + account() + "]";
  }
}
