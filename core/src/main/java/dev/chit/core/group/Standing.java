package dev.chit.core.group;

import dev.chit.core.AccountId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is in a group at one place of its list, and the rules. Changed in place while a list is
/// walked.
final class Standing {
  private GroupName name;
  private final Set<AccountId> members = new LinkedHashSet<>();

  /// In the order in which they became admins: the earlier is senior to the later.
  private final List<AccountId> admins = new ArrayList<>();

  private Standing(GroupName name) {
    this.name = name;
  }

  static Standing begin(AccountId founder, Change.Created created) {
    var standing = new Standing(created.name());
    standing.members.add(founder);
    standing.admins.add(founder);
    return standing;
  }

  GroupName name() {
    return name;
  }

  /// In the order in which they came.
  Set<AccountId> members() {
    return members;
  }

  List<AccountId> admins() {
    return admins;
  }

  /// What is wrong with a change by somebody, or null.
  @Nullable Fault fault(AccountId author, Change change) {
    if (!members.contains(author)) {
      return Fault.NOT_MEMBER;
    }
    if (change instanceof Change.Left) {
      return null;
    }
    if (!admins.contains(author)) {
      return Fault.NOT_ADMIN;
    }
    return switch (change) {
      case Change.Created _ -> Fault.OUT_OF_PLACE;
      case Change.Left _ -> null;
      case Change.Named(GroupName other) -> name.equals(other) ? Fault.NO_CHANGE : null;
      case Change.Added(List<AccountId> accounts) -> {
        if (accounts.stream().anyMatch(members::contains)) {
          yield Fault.ALREADY_MEMBER;
        }
        boolean room = members.size() + accounts.size() <= MembershipList.MEMBERS_MAX;
        yield room ? null : Fault.FULL;
      }
      case Change.Removed(List<AccountId> accounts) -> {
        if (!members.containsAll(accounts)) {
          yield Fault.NO_SUCH_MEMBER;
        }
        boolean allowed = accounts.stream().allMatch(account -> isSenior(author, account));
        yield allowed ? null : Fault.SENIOR;
      }
      case Change.RoleSet(AccountId account, GroupRole role) -> roleFault(author, account, role);
    };
  }

  private @Nullable Fault roleFault(AccountId author, AccountId account, GroupRole role) {
    if (!members.contains(account)) {
      return Fault.NO_SUCH_MEMBER;
    }
    boolean isAdmin = admins.contains(account);
    if (isAdmin == (role == GroupRole.ADMIN)) {
      return Fault.NO_CHANGE;
    }
    if (role == GroupRole.MEMBER && admins.size() == 1) {
      return Fault.LAST_ADMIN;
    }
    boolean allowed = !isAdmin || account.equals(author) || isSenior(author, account);
    return allowed ? null : Fault.SENIOR;
  }

  /// Whether one admin was so before the other; all are senior to who is none.
  private boolean isSenior(AccountId one, AccountId other) {
    int others = admins.indexOf(other);
    return !one.equals(other) && (others < 0 || admins.indexOf(one) < others);
  }

  void apply(AccountId author, Change change) {
    switch (change) {
      case Change.Created _ -> throw new IllegalStateException("created twice");
      case Change.Added(List<AccountId> accounts) -> members.addAll(accounts);
      case Change.Removed(List<AccountId> accounts) -> accounts.forEach(this::gone);
      case Change.Left _ -> gone(author);
      case Change.Named(GroupName other) -> name = other;
      case Change.RoleSet(AccountId account, GroupRole role) -> {
        if (role == GroupRole.ADMIN) {
          admins.add(account);
        } else {
          admins.remove(account);
        }
      }
    }
  }

  private void gone(AccountId account) {
    members.remove(account);
    admins.remove(account);
    // A group is never without somebody who can change it: the longest there takes over.
    if (admins.isEmpty() && !members.isEmpty()) {
      admins.add(members.iterator().next());
    }
  }
}
