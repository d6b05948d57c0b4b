package dev.chit.client.link;

import com.google.protobuf.ByteString;
import dev.chit.client.people.Person;
import dev.chit.core.AccountId;
import dev.chit.crypto.DeviceStatement;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may come in: those who were given a token of this listener. Asked by I/O threads, so all of
/// it is in memory.
final class Door {
  /// Knocks from before are worth nothing, though a token may be older.
  private final long since;

  private final Map<AccountId, Guest> guests = new HashMap<>();
  private final Map<ByteString, Guest> byId = new HashMap<>();

  /// @param since what the counts of good knocks are greater than: microseconds since the epoch
  Door(long since) {
    this.since = since;
  }

  private static final class Guest {
    final Person person;
    final byte[] token;
    long count;

    Guest(Person person, byte[] token, long count) {
      this.person = person;
      this.token = token;
      this.count = count;
    }
  }

  /// Somebody may come in with this token from now on. False if too many others may.
  synchronized boolean admit(Person person, byte[] token) {
    Guest known = guests.get(person.account());
    if (known == null && guests.size() >= LinkLimits.OFFERED_MAX) {
      return false;
    }
    dismiss(person.account());
    var guest = new Guest(person, token.clone(), known == null ? since : known.count);
    guests.put(person.account(), guest);
    byId.put(ByteString.copyFrom(Knock.id(token)), guest);
    return true;
  }

  synchronized Set<AccountId> admitted() {
    return Set.copyOf(guests.keySet());
  }

  synchronized List<byte[]> tokens() {
    return guests.values().stream().map(guest -> guest.token.clone()).toList();
  }

  /// Whether a knock is one of a guest, meant for here, and new.
  synchronized boolean opensTo(ByteBuffer knock, InetSocketAddress here) {
    Guest guest = byId.get(ByteString.copyFrom(Knock.id(knock)));
    long count = Knock.count(knock);
    if (guest == null || count <= guest.count || !Knock.isBy(guest.token, knock, here)) {
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
