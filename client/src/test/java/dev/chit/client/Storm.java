package dev.chit.client;

import static dev.chit.client.Town.name;

import dev.chit.client.StormMember.Said;
import dev.chit.client.group.GroupRows;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import dev.chit.core.group.ChangeHash;
import dev.chit.core.group.GroupName;
import dev.chit.core.group.GroupView;
import dev.chit.testkit.FaultProxy.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// Members who talk while their network fails them: whom a seed makes do what, and what it does to
/// their connections, their clients and their server.
final class Storm {
  private static final String GROUP = "#";
  private static final int IN_HAND_MAX = 4;

  private final SplittableRandom random;
  private final Town town;
  private final List<StormMember> members;
  private final ConversationId group;
  private final List<Future<?>> inHand = new ArrayList<>();

  /// Grows before and after somebody is put out or taken in.
  private final AtomicInteger moves = new AtomicInteger();

  private int texts;

  /// The first of them makes the group.
  Storm(SplittableRandom random, Town town, List<StormMember> members) throws Exception {
    this.random = random;
    this.town = town;
    this.members = members;
    this.group =
        members
            .getFirst()
            .client()
            .groups()
            .create(
                new GroupName("trip"), members.stream().skip(1).map(it -> name(it.name)).toList())
            .id();
  }

  ConversationId group() {
    return group;
  }

  /// Does so many things, then lets the weather clear.
  void rage(int acts) throws Exception {
    for (int i = 0; i < acts; i++) {
      StormMember one = members.get(random.nextInt(members.size()));
      if (random.nextInt(4) == 0) {
        fault(one);
      } else {
        inHand.add(one.does(act(one)));
      }
      pause();
    }
    for (StormMember one : members) {
      one.proxy.refuse(false);
      one.proxy.release(Way.FORTH);
      one.proxy.release(Way.BACK);
    }
    for (StormMember one : members) {
      one.finish();
    }
  }

  /// Sometimes things happen at once, sometimes one after the other.
  private void pause() throws Exception {
    while (inHand.size() > random.nextInt(IN_HAND_MAX)) {
      try {
        inHand.removeFirst().get(random.nextInt(5, 200), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        return;
      }
    }
  }

  // ── what the network does ──

  private void fault(StormMember to) throws Exception {
    Way way = random.nextBoolean() ? Way.FORTH : Way.BACK;
    switch (random.nextInt(13)) {
      case 0, 1, 2 -> to.proxy.cut();
      case 3, 4 -> to.proxy.hold(way);
      case 5, 6, 7 -> {
        to.proxy.release(Way.FORTH);
        to.proxy.release(Way.BACK);
        to.proxy.refuse(false);
      }
      case 8 -> {
        to.proxy.refuse(true);
        to.proxy.cut();
      }
      case 9 -> to.restart(true);
      case 10 -> to.restart(false);
      case 11 -> to.losesSessions();
      default -> town.restart();
    }
  }

  // ── what people do ──

  private StormMember.Act act(StormMember who) {
    StormMember other = another(who);
    String text = who.name + " " + texts++;
    List<MessageId> own = List.copyOf(who.said.keySet());
    Optional<MessageId> one =
        own.isEmpty() ? Optional.empty() : Optional.of(own.get(random.nextInt(own.size())));
    int choice = random.nextInt(20);
    if (choice >= 9 && choice < 14 && one.isPresent()) {
      return choice < 12 ? edits(who, one.get(), text) : takesBack(who, one.get());
    }
    return switch (choice) {
      case 14 -> reads(who, other);
      case 15 -> readsAll(who);
      case 16, 17 -> moves(who, other);
      case 18 -> replies(who, other, text);
      case 0, 1, 2, 3, 4 -> writesToAll(who, text);
      case 5, 6 -> writesAndCorrects(who, other, text);
      default -> writes(who, other, text);
    };
  }

  private StormMember another(StormMember who) {
    List<StormMember> others = members.stream().filter(it -> it != who).toList();
    return others.get(random.nextInt(others.size()));
  }

  private static StormMember.Act writes(StormMember who, StormMember to, String text) {
    return client -> {
      MessageId id = client.send(name(to.name), text).id();
      who.said.put(id, new Said(to.name, text, false, Set.of(to.name)));
    };
  }

  /// At once, so that the correction may overtake the text.
  private static StormMember.Act writesAndCorrects(StormMember who, StormMember to, String text) {
    return client -> {
      MessageId id = client.send(name(to.name), text).id();
      client.conversations().edit(id, text + "!");
      client.conversations().edit(id, text + "!!");
      who.said.put(id, new Said(to.name, text + "!!", false, Set.of(to.name)));
    };
  }

  private static StormMember.Act replies(StormMember who, StormMember to, String text) {
    return client -> {
      List<HistoryMessage> all = who.with(to);
      if (!all.isEmpty()) {
        MessageId id = client.conversations().reply(name(to.name), all.getLast().id(), text).id();
        who.said.put(id, new Said(to.name, text, false, Set.of(to.name)));
      }
    };
  }

  private static StormMember.Act reads(StormMember who, StormMember other) {
    return client -> {
      List<MessageId> ids =
          who.with(other).stream().filter(it -> !it.mine()).map(HistoryMessage::id).toList();
      client.conversations().shown(name(other.name), ids);
    };
  }

  private StormMember.Act readsAll(StormMember who) {
    return client -> {
      List<MessageId> ids =
          client.groups().history(group, ChitClient.HISTORY_MAX, Optional.empty()).stream()
              .filter(it -> !it.from().equals(who.name))
              .map(HistoryMessage::id)
              .toList();
      client.groups().shown(group, ids);
    };
  }

  private static StormMember.Act edits(StormMember who, MessageId id, String text) {
    return client -> {
      Said before = who.said.remove(id);
      if (before != null) {
        HistoryMessage after = client.conversations().edit(id, text);
        who.said.put(id, before.with(after.text()));
      }
    };
  }

  private static StormMember.Act takesBack(StormMember who, MessageId id) {
    return client -> {
      Said before = who.said.remove(id);
      if (before != null) {
        client.conversations().takeBack(id);
        who.said.put(id, before.gone());
      }
    };
  }

  /// Hours, so that nothing disappears before the end.
  private StormMember.Act chooses(StormMember other) {
    Duration after = Duration.ofHours(random.nextInt(4));
    return client -> client.conversations().disappear(name(other.name), after);
  }

  /// Who is owed it: the others whom its author knows to be in the group, if its author has heard
  /// of everything that was done to the group, and nothing more is done to it.
  private StormMember.Act writesToAll(StormMember who, String text) {
    return client -> {
      int before = moves.get();
      Set<String> in = heard(client);
      boolean knowsAll = head(client).equals(head(members.getFirst().client()));
      MessageId id = client.groups().send(group, text).id();
      Set<String> owed = new HashSet<>();
      if (knowsAll && in.contains(who.name)) {
        owed.addAll(in);
        owed.remove(who.name);
      }
      who.said.put(id, new Said(GROUP + before, text, false, owed));
    };
  }

  /// Puts somebody out of the group or takes them in again; only the first does.
  private StormMember.Act moves(StormMember who, StormMember other) {
    StormMember last = members.getLast();
    if (who != members.getFirst() || other != last) {
      return chooses(other);
    }
    return client -> {
      // What others write meanwhile is neither before nor after it.
      moves.incrementAndGet();
      try {
        boolean in = heard(client).contains(last.name);
        if (in) {
          client.groups().remove(group, List.of(name(last.name)));
        } else {
          client.groups().add(group, List.of(name(last.name)));
        }
      } finally {
        moves.incrementAndGet();
      }
    };
  }

  /// Who is in the group, as a client has heard.
  Set<String> heard(ChitClient client) throws Exception {
    Optional<GroupView> view = client.engine().store.run(tables -> GroupRows.view(tables, group));
    Set<String> in = new HashSet<>();
    if (view.isPresent()) {
      for (StormMember one : members) {
        if (view.get().role(one.client().whoami().account()).isPresent()) {
          in.add(one.name);
        }
      }
    }
    return in;
  }

  /// The newest of what was done to the group, as a client has heard.
  private Optional<ChangeHash> head(ChitClient client) throws Exception {
    return client.engine().store.run(tables -> GroupRows.view(tables, group).map(GroupView::head));
  }

  /// Whether everybody was in the group all the time.
  boolean isQuiet() {
    return moves.get() == 0;
  }

  /// Whether a message to the group was written after all that was done to it.
  boolean isLate(Said said) {
    return said.to().equals(GROUP + moves.get());
  }

  static boolean isToGroup(Said said) {
    return said.to().startsWith(GROUP);
  }
}
