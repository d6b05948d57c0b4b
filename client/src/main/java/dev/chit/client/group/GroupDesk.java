package dev.chit.client.group;

import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.Group;
import dev.chit.client.connection.Caller;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.proof.LogView;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.client.talk.Talk;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.group.Change;
import dev.chit.core.group.Fault;
import dev.chit.core.group.GroupChange;
import dev.chit.core.group.GroupName;
import dev.chit.core.group.GroupView;
import dev.chit.core.group.MembershipList;
import dev.chit.core.group.Nonce;
import dev.chit.core.group.SignedChange;
import dev.chit.crypto.SigningKey;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// What this account does in groups.
public final class GroupDesk {
  private final ProfileStore store;
  private final GroupMail mail;
  private final Talk talk;
  private final SigningKey identity;
  private final SecureRandom random;
  private final InstantSource clock;

  public GroupDesk(
      ProfileStore store,
      GroupMail mail,
      Talk talk,
      SigningKey identity,
      SecureRandom random,
      InstantSource clock) {
    this.store = store;
    this.mail = mail;
    this.talk = talk;
    this.identity = identity;
    this.random = random;
    this.clock = clock;
  }

  /// Makes a group of this account and these people.
  public Group create(GroupName name, List<Person> people)
      throws ChitException, InterruptedException {
    var nonce = new byte[Nonce.LENGTH];
    random.nextBytes(nonce);
    long now = clock.instant().getEpochSecond();
    SignedChange created =
        mail.changes.sign(GroupChange.create(identity.verifyKey(), name, Nonce.of(nonce), now));
    return store.run(
        tables -> {
          if (!GroupRows.haveRoom(tables)) {
            throw new ChitRefusedException(
                "too-many-groups", "A profile has at most " + GroupRows.GROUPS_MAX + " groups.");
          }
          accept(tables, people);
          MembershipList list = MembershipList.of(created);
          GroupRows.keep(tables, list, List.of(created));
          mail.changes.tellOwn(tables, talk::postTo, list);
          if (!people.isEmpty()) {
            make(tables, list, new Change.Added(accounts(people)));
          }
          return group(tables, list.current());
        });
  }

  /// Adds people, whom this account wants to talk with by that.
  public Group add(ConversationId group, List<Person> people)
      throws ChitException, InterruptedException {
    return store.run(
        tables -> {
          accept(tables, people);
          return change(tables, group, new Change.Added(accounts(people)));
        });
  }

  private void accept(Tables tables, List<Person> people)
      throws SQLException, ChitRefusedException {
    for (Person person : people) {
      person.requireOwnKey();
      talk.befriend(tables, person);
    }
  }

  /// Makes a change, if it is allowed, and has it told.
  public Group change(ConversationId group, Change change)
      throws ChitException, InterruptedException {
    return store.run(tables -> change(tables, group, change));
  }

  private Group change(Tables tables, ConversationId group, Change change)
      throws SQLException, ChitRefusedException {
    MembershipList list =
        GroupRows.list(tables, group).orElseThrow(() -> unknown(group.toString()));
    make(tables, list, change);
    return group(tables, list.current());
  }

  private void make(Tables tables, MembershipList list, Change change)
      throws SQLException, ChitRefusedException {
    Fault fault = mail.changes.make(tables, talk::postTo, list, change);
    if (fault != null) {
      throw new ChitRefusedException(fault.code(), fault.message());
    }
  }

  private static List<AccountId> accounts(List<Person> people) {
    return people.stream().map(Person::account).toList();
  }

  /// Groups that this account is in, in the order in which they came.
  public List<Group> list() throws ChitException, InterruptedException {
    return store.run(
        tables -> {
          var all = new ArrayList<Group>();
          for (GroupView view : GroupRows.of(tables, tables.account())) {
            all.add(group(tables, view));
          }
          return all;
        });
  }

  public static ChitRefusedException unknown(String what) {
    return new ChitRefusedException("unknown-group", "You are in no group “" + what + "”.");
  }

  private static Group group(Tables tables, GroupView view) throws SQLException {
    var members = new ArrayList<Group.Member>();
    for (AccountId account : view.members()) {
      members.add(
          new Group.Member(account, name(tables, account), view.role(account).orElseThrow()));
    }
    return new Group(view.id(), view.name(), members, tables.account());
  }

  /// The verified name of a member, or their account's digits while they are not known.
  public static String name(Tables tables, AccountId account) throws SQLException {
    if (account.equals(tables.account())) {
      return tables.profile().getName();
    }
    return People.known(tables, account)
        .map(person -> person.name().value())
        .orElse(account.toString());
  }

  // ── talk ──

  /// Whether all members are known, so that what is sealed for the group reaches them.
  public boolean knowsAll(ConversationId group) throws ChitException, InterruptedException {
    return mail.learning.knowsAll(group);
  }

  /// Learns who the members are.
  public void learn(ConversationId group, LogView log, Caller server)
      throws ChitException, InterruptedException {
    mail.learning.learn(group, log, server);
  }
}
