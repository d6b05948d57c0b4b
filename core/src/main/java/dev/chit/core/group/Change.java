package dev.chit.core.group;

import dev.chit.core.AccountId;
import java.util.HashSet;
import java.util.List;

/// What a change does.
public sealed interface Change {
  /// Makes the group; its author is the first admin.
  ///
  /// @param nonce 16 random bytes, so that no two groups have the same id
  record Created(GroupName name, Nonce nonce) implements Change {}

  /// @param accounts 1 to [MembershipList#MEMBERS_MAX], none twice
  record Added(List<AccountId> accounts) implements Change {
    public Added {
      accounts = checked(accounts);
    }
  }

  /// @param accounts 1 to [MembershipList#MEMBERS_MAX], none twice
  record Removed(List<AccountId> accounts) implements Change {
    public Removed {
      accounts = checked(accounts);
    }
  }

  /// Its author goes.
  record Left() implements Change {}

  record RoleSet(AccountId account, GroupRole role) implements Change {}

  record Named(GroupName name) implements Change {}

  private static List<AccountId> checked(List<AccountId> accounts) {
    if (accounts.isEmpty()
        || accounts.size() > MembershipList.MEMBERS_MAX
        || new HashSet<>(accounts).size() != accounts.size()) {
      throw new IllegalArgumentException(
          accounts.size()
              + " accounts (expected: 1 to "
              + MembershipList.MEMBERS_MAX
              + ", none twice)");
    }
    return List.copyOf(accounts);
  }
}
