package dev.chit.server.presence;

import dev.chit.core.AccountId;
import java.util.Set;

/// Of whom a connection wants to hear, and who may see that its account is online.
///
/// @param listed who may see it, if it is shown to those listed
/// @param hiddenFrom who may not, whatever else is said
public record Terms(
    Set<AccountId> watched, Shown shown, Set<AccountId> listed, Set<AccountId> hiddenFrom) {
  /// Of a connection that says nothing about it.
  public static final Terms USUAL = new Terms(Set.of(), Shown.EVERYONE, Set.of(), Set.of());

  /// Who may see a connection.
  public enum Shown {
    EVERYONE,
    LISTED,
    NOBODY
  }

  public Terms {
    watched = Set.copyOf(watched);
    listed = Set.copyOf(listed);
    hiddenFrom = Set.copyOf(hiddenFrom);
  }

  boolean show(AccountId to) {
    return switch (shown) {
          case EVERYONE -> true;
          case LISTED -> listed.contains(to);
          case NOBODY -> false;
        }
        && !hiddenFrom.contains(to);
  }
}
