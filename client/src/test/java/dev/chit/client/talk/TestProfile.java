package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.people.Person;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ProfileRow;
import dev.chit.client.state.v1.UnsealedRow;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.DevicesChanged;
import dev.chit.client.talk.v1.GroupContent;
import dev.chit.client.talk.v1.OwnCopy;
import dev.chit.core.AccountId;
import dev.chit.core.MessageId;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.SigningKey;
import dev.chit.sessions.LocalDevice;
import dev.chit.sessions.vault.Unlock;
import dev.chit.wire.v1.Delivery;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/// Profiles with keys and nothing else.
final class TestProfile {
  static final SecureRandom RANDOM = new SecureRandom();

  /// Of somebody whom nothing reaches that is about groups.
  static final GroupInbox NO_GROUPS =
      new GroupInbox() {
        @Override
        public void envelope(
            Tables tables, Person from, DeviceStatement device, Delivery delivery, Poster poster) {
          throw new AssertionError("an envelope to a group");
        }

        @Override
        public void content(
            Tables tables,
            Person from,
            DeviceStatement device,
            GroupContent content,
            long atMillis,
            Poster poster) {
          throw new AssertionError("a content of a group");
        }
      };

  static final DeviceInbox NO_DEVICES =
      new DeviceInbox() {
        @Override
        public void sent(Tables tables, Person to, MessageId id, Content content, Poster poster) {}

        @Override
        public void copy(Tables tables, OwnCopy copy) {
          throw new AssertionError("a copy of what nobody sent");
        }

        @Override
        public void changed(Tables tables, Person from, DevicesChanged changed) {
          throw new AssertionError("a change of devices");
        }

        @Override
        public void farewell(Tables tables, Person from) {
          throw new AssertionError("a farewell");
        }

        @Override
        public void saidClosed(Tables tables, AccountId account) {
          throw new AssertionError("an end of an account");
        }

        @Override
        public void refused(Tables tables, UnsealedRow row) {
          throw new AssertionError("a device that is not there");
        }
      };

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
