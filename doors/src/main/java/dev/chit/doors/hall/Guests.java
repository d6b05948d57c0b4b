package dev.chit.doors.hall;

import dev.chit.core.AccountId;
import dev.chit.server.presence.Presence;
import dev.chit.server.presence.Terms;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Who is logged in through any door: a name once at a time. Presence is that of the whole server.
public final class Guests {
  /// So many are told of at once.
  public static final int ONLINE_MAX = 5_000;

  private final Presence presence;
  private final ConcurrentHashMap<AccountId, Guest> guests = new ConcurrentHashMap<>();

  public Guests(Presence presence) {
    this.presence = presence;
  }

  /// @return false if the account is logged in through a door already, and stays so
  public boolean enter(Guest guest) {
    if (guests.putIfAbsent(guest.account().id(), guest) != null) {
      return false;
    }
    presence.join(guest.account().id(), guest.account().name().value(), guest, Terms.USUAL);
    return true;
  }

  public void leave(Guest guest) {
    if (guests.remove(guest.account().id(), guest)) {
      presence.leave(guest.account().id(), guest);
    }
  }

  public Optional<Guest> find(AccountId account) {
    return Optional.ofNullable(guests.get(account));
  }

  /// Whether the account is online at all, as far as `asker` may see.
  public boolean isOnline(AccountId account, AccountId asker) {
    return presence.isOnline(account, asker);
  }

  /// All whom `asker` may see, `asker` first, by any door and natively.
  public List<Presence.Change> online(AccountId asker) {
    return presence.online(asker, ONLINE_MAX).stream()
        .sorted(
            Comparator.comparing((Presence.Change one) -> !one.account().equals(asker))
                .thenComparing(Presence.Change::name))
        .toList();
  }
}
