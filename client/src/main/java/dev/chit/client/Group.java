package dev.chit.client;

import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.group.GroupName;
import dev.chit.core.group.GroupRole;
import java.util.List;
import java.util.Optional;

/// A group, as its members' signed list of changes makes it.
///
/// @param name not unique; the id is
/// @param members in the order in which they came
/// @param me this profile's own account
public record Group(ConversationId id, GroupName name, List<Member> members, AccountId me) {
  public Group {
    members = List.copyOf(members);
  }

  /// @param name verified, or the account's digits while the member is not known here
  public record Member(AccountId account, String name, GroupRole role) {}

  /// This account's role; empty if it has left or was removed.
  public Optional<GroupRole> myRole() {
    return members.stream()
        .filter(member -> member.account().equals(me))
        .findFirst()
        .map(Member::role);
  }

  public List<Member> others() {
    return members.stream().filter(member -> !member.account().equals(me)).toList();
  }
}
