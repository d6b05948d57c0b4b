package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.v1.ProfileRow;
import dev.chit.core.AccountId;
import dev.chit.crypto.SigningKey;
import dev.chit.sessions.LocalDevice;
import dev.chit.sessions.vault.Unlock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/// Profiles with keys and nothing else.
final class TestProfile {
  static final SecureRandom RANDOM = new SecureRandom();

  private TestProfile() {}

  static LocalDevice device(InstantSource clock) {
    return LocalDevice.create(SigningKey.generate(), 1, RANDOM, clock.instant());
  }

  static ProfileStore create(Path home, LocalDevice device) throws ChitException {
    return ProfileStore.create(
        home,
        new Unlock.NoPassphrase(),
        RANDOM,
        tables -> {
          AccountId account = device.address().account();
          tables.profile(
              ProfileRow.newBuilder().setAccount(ByteString.copyFrom(account.bytes())).build());
          tables.device(device.encode());
          return true;
        });
  }
}
