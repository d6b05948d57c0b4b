package dev.chit.client;

import dev.chit.client.group.GroupDesk;
import dev.chit.client.people.Person;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import dev.chit.core.group.Change;
import dev.chit.core.group.GroupName;
import dev.chit.core.group.GroupRole;
import dev.chit.core.group.MembershipList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Groups of up to 1,000 members, whose messages only members can read and whose membership only
/// members know.
///
/// ```java
/// Group trip = alice.groups().create(new GroupName("trip"), List.of(new AccountName("bob")));
/// alice.groups().send(trip.id(), "when do we leave?");
/// ```
public final class Groups {
  /// What a group's name begins with where a person's could stand.
  public static final String PREFIX = "#";

  private static final int ID_DIGITS_MIN = 4;

  private final Engine engine;
  private final Duration patience;

  Groups(Engine engine, Duration patience) {
    this.engine = engine;
    this.patience = patience;
  }

  // ── who is in them ──

  /// Makes a group; this account is its first admin. Without a connection, the others are told of
  /// this and of every change at the next one.
  ///
  /// @param people who is in it besides
  public Group create(GroupName name, List<AccountName> people)
      throws ChitException, InterruptedException {
    engine.terms();
    if (people.size() >= MembershipList.MEMBERS_MAX) {
      throw new ChitRefusedException(
          "group-full", "A group has at most " + MembershipList.MEMBERS_MAX + " members.");
    }
    return told(engine.groupDesk.create(name, persons(people)));
  }

  /// Adds people. They read what is written from now on.
  ///
  /// @throws ChitRefusedException `not-admin`, `already-member`, `group-full`, `group-worn-out`
  public Group add(ConversationId group, List<AccountName> people)
      throws ChitException, InterruptedException {
    List<Person> persons = persons(people);
    prepare(group);
    return told(engine.groupDesk.add(group, persons));
  }

  /// Removes people. They read nothing that is written from now on.
  ///
  /// @throws ChitRefusedException `not-admin`, `no-such-member`, `senior-admin`
  public Group remove(ConversationId group, List<AccountName> people)
      throws ChitException, InterruptedException {
    prepare(group);
    return told(engine.groupDesk.change(group, new Change.Removed(members(group, people))));
  }

  /// Leaves. What was said stays in the history.
  public Group leave(ConversationId group) throws ChitException, InterruptedException {
    prepare(group);
    return told(engine.groupDesk.change(group, new Change.Left()));
  }

  /// @throws ChitRefusedException `not-admin`, `no-change`
  public Group rename(ConversationId group, GroupName name)
      throws ChitException, InterruptedException {
    prepare(group);
    return told(engine.groupDesk.change(group, new Change.Named(name)));
  }

  /// @throws ChitRefusedException `not-admin`, `no-such-member`, `senior-admin`, `last-admin`,
  ///   `no-change`
  public Group role(ConversationId group, AccountName member, GroupRole role)
      throws ChitException, InterruptedException {
    prepare(group);
    AccountId account = members(group, List.of(member)).getFirst();
    return told(engine.groupDesk.change(group, new Change.RoleSet(account, role)));
  }

  /// Waits until the others are told, if there is a connection.
  private Group told(Group changed) throws ChitException, InterruptedException {
    engine.letLeave();
    return changed;
  }

  private List<Person> persons(List<AccountName> people)
      throws ChitException, InterruptedException {
    var all = new ArrayList<Person>();
    for (AccountName name : people) {
      Person person = engine.person(name);
      if (all.stream().anyMatch(other -> other.account().equals(person.account()))) {
        throw new UsageException("wrong-name", person.name() + " is named twice.");
      }
      all.add(person);
    }
    return all;
  }

  /// Accounts of those named, found among the members without asking the server.
  private List<AccountId> members(ConversationId group, List<AccountName> names)
      throws ChitException, InterruptedException {
    Group now = get(group);
    var all = new ArrayList<AccountId>();
    for (AccountName name : names) {
      AccountId account =
          now.members().stream()
              .filter(member -> member.name().toLowerCase(Locale.ROOT).equals(name.folded()))
              .map(Group.Member::account)
              .findFirst()
              .orElseThrow(
                  () ->
                      new ChitRefusedException(
                          "no-such-member", name + " is not in #" + now.name() + "."));
      if (all.contains(account)) {
        throw new UsageException("wrong-name", name + " is named twice.");
      }
      all.add(account);
    }
    return all;
  }

  // ── looking ──

  /// Groups that this account is in, in the order in which they came, once what happened while this
  /// client was away is here. Needs no connection.
  public List<Group> list() throws ChitException, InterruptedException {
    engine.catchUp();
    return known();
  }

  /// As [#list], at once.
  public List<Group> known() throws ChitException, InterruptedException {
    return engine.groupDesk.list();
  }

  /// A group by its name or by the beginning of its id, with or without the `#`.
  ///
  /// @throws ChitRefusedException `unknown-group`, `ambiguous-group`
  public Group find(String nameOrId) throws ChitException, InterruptedException {
    String wanted =
        (nameOrId.startsWith(PREFIX) ? nameOrId.substring(PREFIX.length()) : nameOrId)
            .toLowerCase(Locale.ROOT);
    List<Group> all = list();
    List<Group> found = all.stream().filter(group -> group.name().folded().equals(wanted)).toList();
    if (found.isEmpty() && wanted.length() >= ID_DIGITS_MIN) {
      found = all.stream().filter(group -> group.id().toString().startsWith(wanted)).toList();
    }
    if (found.isEmpty()) {
      throw GroupDesk.unknown(wanted);
    }
    if (found.size() > 1) {
      throw new ChitRefusedException(
          "ambiguous-group",
          "Several groups are called “"
              + wanted
              + "”: name it by its id, #"
              + String.join(" or #", found.stream().map(one -> one.id().toString()).toList())
              + ".");
    }
    return found.getFirst();
  }

  private Group get(ConversationId group) throws ChitException, InterruptedException {
    return known().stream()
        .filter(one -> one.id().equals(group))
        .findFirst()
        .orElseThrow(() -> GroupDesk.unknown(group.toString()));
  }

  // ── talk ──

  /// Seals a text of at most [ChitClient#TEXT_BYTES_MAX] bytes once, keeps it, and has the server
  /// put it into all members' mailboxes. Without a connection it waits in the profile.
  ///
  /// @throws UnreachableException if some members are not known yet and the server does not answer
  /// @throws ChitRefusedException `unknown-group`; `message-refused` if it reaches nobody
  public SentToGroup send(ConversationId group, String text)
      throws ChitException, InterruptedException {
    return send(group, text, Optional.empty());
  }

  /// As [#send], a text that answers a message of the group.
  ///
  /// @throws ChitRefusedException `unknown-message` if it is not of this group
  public SentToGroup reply(ConversationId group, MessageId answered, String text)
      throws ChitException, InterruptedException {
    return send(group, text, Optional.of(answered));
  }

  private SentToGroup send(ConversationId group, String text, Optional<MessageId> replyTo)
      throws ChitException, InterruptedException {
    ChitClient.checkText(text);
    prepare(group);
    SentToGroup sent = engine.groupTalk.send(group, text, replyTo, patience);
    if (sent.state() == MessageState.REFUSED) {
      throw new ChitRefusedException(
          "message-refused", "The message reaches none of the group's other members.");
    }
    return sent;
  }

  /// Notes that texts of a group were shown to this account's member, and tells their authors, if
  /// they are contacts and that is not switched off.
  ///
  /// @param texts ids of what was shown; one's own do not count
  public void shown(ConversationId group, List<MessageId> texts)
      throws ChitException, InterruptedException {
    engine.conversing.shown(group, texts);
  }

  /// Chooses after what time messages of a group disappear, as any member may; see
  /// [Conversations#disappear].
  ///
  /// @throws ChitRefusedException `unknown-group`
  public void disappear(ConversationId group, Duration after)
      throws ChitException, InterruptedException {
    Conversations.checkAfter(after);
    prepare(group);
    engine.groupTalk.disappear(group, after);
    engine.letLeave();
  }

  /// After what time what is written to a group now disappears.
  public Optional<Duration> disappears(ConversationId group)
      throws ChitException, InterruptedException {
    return engine.conversing.disappears(group.bytes());
  }

  /// Nothing is sealed before all members' keys are known.
  void prepare(ConversationId group) throws ChitException, InterruptedException {
    if (!engine.groupDesk.knowsAll(group)) {
      engine.groupDesk.learn(group, engine.ledger().log(), engine.connection.await());
    }
  }

  /// Messages of a group, oldest first, the newest `limit` of those before a position.
  ///
  /// @param limit 1 to [ChitClient#HISTORY_MAX]
  /// @param before a [HistoryMessage#position]; empty for the newest
  public List<HistoryMessage> history(ConversationId group, int limit, Optional<Long> before)
      throws ChitException, InterruptedException {
    ChitClient.checkLimit(limit, ChitClient.HISTORY_MAX);
    engine.catchUp();
    return engine.groupTalk.history(group, limit, before.orElse(Long.MAX_VALUE));
  }
}
