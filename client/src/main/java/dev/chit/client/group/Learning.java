package dev.chit.client.group;

import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.NotTrustedException;
import dev.chit.client.connection.Caller;
import dev.chit.client.people.People;
import dev.chit.client.proof.LogView;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.client.watch.Unseen;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.group.GroupView;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Learns the names and keys of members not met before. Who cannot be found is not looked for again
/// while this is open.
final class Learning {
  private final ProfileStore store;
  private final People people;
  private final Set<AccountId> notFound = ConcurrentHashMap.newKeySet();

  Learning(ProfileStore store, People people) {
    this.store = store;
    this.people = people;
  }

  /// Whether everybody whom the group's messages go to is known.
  boolean knowsAll(ConversationId group) throws ChitException, InterruptedException {
    return store.run(
        tables -> {
          var view = GroupRows.view(tables, group);
          return view.isEmpty() || unknown(tables, List.of(view.get())).isEmpty();
        });
  }

  /// Learns about the members of all groups of this account.
  void learn(LogView log, Caller server) throws ChitException, InterruptedException {
    List<AccountId> accounts =
        store.run(tables -> unknown(tables, GroupRows.of(tables, tables.account())));
    find(accounts, log, server);
  }

  /// Learns about the members of one group.
  void learn(ConversationId group, LogView log, Caller server)
      throws ChitException, InterruptedException {
    List<AccountId> accounts =
        store.run(
            tables -> {
              var view = GroupRows.view(tables, group);
              return view.isEmpty() ? List.<AccountId>of() : unknown(tables, List.of(view.get()));
            });
    find(accounts, log, server);
  }

  private void find(List<AccountId> accounts, LogView log, Caller server)
      throws ChitException, InterruptedException {
    for (AccountId account : accounts) {
      try {
        var _ = people.find(account, log, server);
      } catch (NotTrustedException e) {
        missed(account);
      } catch (ChitRefusedException e) {
        if (e.isTransient()) {
          throw e;
        }
        missed(account);
      }
    }
  }

  private void missed(AccountId account) throws ChitException, InterruptedException {
    if (notFound.add(account)) {
      store.run(
          tables -> {
            Unseen.warn(
                tables,
                "unknown-member",
                "A member of your groups, account "
                    + account
                    + ", cannot be found: what you write there does not reach them.");
            return true;
          });
    }
  }

  private List<AccountId> unknown(Tables tables, List<GroupView> groups) throws SQLException {
    var all = new ArrayList<AccountId>();
    for (GroupView group : groups) {
      for (AccountId member : group.members()) {
        if (!notFound.contains(member)
            && !all.contains(member)
            && People.known(tables, member).isEmpty()) {
          all.add(member);
        }
      }
    }
    return all;
  }
}
