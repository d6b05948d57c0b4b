package dev.chit.core.group;

import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import java.util.List;
import java.util.Optional;

/// A group as its list of changes makes it.
///
/// @param members in the order in which they came
/// @param admins in the order in which they became admins, most senior first
/// @param head the newest change that counts: the epoch
/// @param number of that change
public record GroupView(
    ConversationId id,
    GroupName name,
    List<AccountId> members,
    List<AccountId> admins,
    ChangeHash head,
    int number) {
  public GroupView {
    members = List.copyOf(members);
    admins = List.copyOf(admins);
  }

  /// Empty for who is no member.
  public Optional<GroupRole> role(AccountId account) {
    if (!members.contains(account)) {
      return Optional.empty();
    }
    return Optional.of(admins.contains(account) ? GroupRole.ADMIN : GroupRole.MEMBER);
  }
}
