package dev.chit.client.link;

import com.google.protobuf.ByteString;
import dev.chit.client.people.Person;
import dev.chit.core.AccountId;
import dev.chit.crypto.DeviceStatement;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who may come in: those who were given a token of this listener. Asked by I/O threads, so all of
/// it is in memory.
final class Door {
  private final SecureRandom random;
  private final Map<AccountId, Guest> guests = new HashMap<>();
  private final Map<ByteString, Guest> byId = new HashMap<>();

  Door(SecureRandom random) {
    this.random = random;
  }

  private static final class Guest {
    final Person person;
    final byte[] token;
    long count;

    Guest(Person person, byte[] token) {
      this.person = person;
      this.token = token;
    }
  }

  /// The token of somebody who may come in from now on, the same as before if there was one. Empty
  /// if too many may.
  synchronized Optional<byte[]> invite(Person person) {
    Guest known = guests.get(person.account());
    if (known == null && guests.size() >= LinkLimits.OFFERED_MAX) {
      return Optional.empty();
    }
    byte[] token = known == null ? new byte[LinkLimits.TOKEN_LENGTH] : known.token;
    if (known == null) {
      random.nextBytes(token);
    }
    var guest = new Guest(person, token);
    guest.count = known == null ? 0 : known.count;
    guests.put(person.account(), guest);
    byId.put(ByteString.copyFrom(Knock.id(token)), guest);
    return Optional.of(token.clone());
  }

  /// Whether a knock is one of a guest, and new.
  synchronized boolean opensTo(ByteBuffer knock) {
    Guest guest = byId.get(ByteString.copyFrom(Knock.id(knock)));
    long count = Knock.count(knock);
    if (guest == null || count <= guest.count || !Knock.isBy(guest.token, knock)) {
      return false;
    }
    guest.count = count;
    return true;
  }

  /// Whether a device is one that its guest is known by.
  synchronized boolean expects(DeviceStatement statement) {
    @Nullable Guest guest = guests.get(statement.account());
    return guest != null && isOf(guest.person, statement);
  }

  static boolean isOf(Person person, DeviceStatement statement) {
    return person.identity().equals(statement.identity())
        && person
            .device(statement.device())
            .filter(known -> known.deviceKey().equals(statement.deviceKey()))
            .isPresent();
  }

  synchronized void dismiss(AccountId account) {
    Guest guest = guests.remove(account);
    if (guest != null) {
      byId.remove(ByteString.copyFrom(Knock.id(guest.token)));
    }
  }
}
