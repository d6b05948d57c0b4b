package dev.chit.core.ledger;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.ChitId;
import dev.chit.core.event.InviteHash;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What has to be known to decide a batch: the keys to load, each once.
public final class Needs {
  private final Set<AccountId> accounts;
  private final Set<ChitId> ids;
  private final Map<String, AccountName> namesByFolded = new HashMap<>();
  private final Set<InviteHash> invites = new HashSet<>();

  Needs(int commands) {
    accounts = HashSet.newHashSet(2 * commands);
    ids = HashSet.newHashSet(commands);
  }

  void account(AccountId id) {
    accounts.add(id);
  }

  void id(ChitId id) {
    ids.add(id);
  }

  void name(AccountName name) {
    namesByFolded.put(name.folded(), name);
  }

  void invite(InviteHash codeHash) {
    invites.add(codeHash);
  }

  public Set<AccountId> accounts() {
    return accounts;
  }

  /// Ids of chits and of the operator's acts, which share one space.
  public Set<ChitId> ids() {
    return ids;
  }

  public Iterable<AccountName> names() {
    return namesByFolded.values();
  }

  /// Hashes of invitation codes.
  public Set<InviteHash> invites() {
    return invites;
  }
}
