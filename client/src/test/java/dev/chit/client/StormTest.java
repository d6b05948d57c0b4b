package dev.chit.client;

import static dev.chit.client.Town.befriend;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chit.client.StormMember.Said;
import dev.chit.core.MessageId;
import dev.chit.testkit.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three members write to each other and in a group, answer, correct themselves, take back and
/// read, while their connections are held, cut and refused, their clients crash and lose their
/// sessions, and the server restarts. When the network is well again, all of them have the same
/// conversations: each message once, as its author left it, nothing lost and nothing that does not
/// open.
///
/// `-Dchit.seeds=200` makes a long run, `-Dchit.seed=7` repeats one seed as far as threads let it.
final class StormTest {
  private static final Logger LOG = Logger.getLogger(StormTest.class.getName());
  private static final int SEEDS = Integer.getInteger("chit.seeds", 2);
  private static final long FIRST_SEED = Long.getLong("chit.seed", 1);
  private static final int ACTS = 80;
  private static final int LOOKS = 3;

  @TempDir Path directory;

  @Test
  void whoTalkedThroughAStormHasTheSameConversations() throws Exception {
    var failures = new ArrayList<String>();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      try {
        run(seed);
      } catch (AssertionError e) {
        failures.add("-Dchit.seed=" + seed + " -Dchit.seeds=1: " + e.getMessage());
      }
    }
    assertEquals(List.of(), failures);
  }

  private void run(long seed) throws Exception {
    var members = new ArrayList<StormMember>();
    try (var town = new Town(directory.resolve("seed" + seed))) {
      try {
        settle(town);
        for (String name : List.of("ann", "ben", "cem")) {
          members.add(new StormMember(name, town));
        }
        var storm = new Storm(new SplittableRandom(seed), town, members);
        storm.rage(ACTS);
        for (StormMember one : members) {
          Eventually.is(one.name + " is connected", () -> isConnected(one));
        }
        await(storm, members);
        for (StormMember one : members) {
          assertEquals(List.of(), one.warnings, one.name + " was warned");
        }
        LOG.info("seed " + seed + ": " + members.stream().mapToInt(it -> it.said.size()).sum());
      } finally {
        for (StormMember one : members) {
          one.close();
        }
      }
    }
  }

  /// Not to wait for the end of a pause between tries: who asks for a connection has it tried soon.
  private static boolean isConnected(StormMember one) throws Exception {
    try {
      one.client().awaitConnected();
      return true;
    } catch (ChitException e) {
      return false;
    }
  }

  /// For longer than one look: sessions that broke off may need several ways there and back.
  private static void await(Storm storm, List<StormMember> members) throws Exception {
    for (int i = 0; i < LOOKS; i++) {
      try {
        Eventually.is("all agree", () -> disagreements(storm, members).isEmpty());
        return;
      } catch (AssertionError notYet) {
        LOG.info("they do not agree yet");
      }
    }
    assertEquals(List.of(), disagreements(storm, members));
  }

  private static void settle(Town town) throws Exception {
    try (ChitClient ann = town.member("ann");
        ChitClient ben = town.member("ben");
        ChitClient cem = town.member("cem")) {
      befriend(ann, ben);
      befriend(ben, cem);
      befriend(cem, ann);
    }
  }

  private static List<String> disagreements(Storm storm, List<StormMember> members)
      throws Exception {
    var all = new ArrayList<String>();
    for (StormMember one : members) {
      for (StormMember other : members) {
        if (one != other) {
          all.addAll(between(one, other));
        }
      }
    }
    all.addAll(inGroup(storm, members));
    return all;
  }

  private static List<String> between(StormMember author, StormMember reader) throws Exception {
    var all = new ArrayList<String>();
    List<HistoryMessage> written =
        author.with(reader).stream().filter(it -> it.mine() && it.chosen().isEmpty()).toList();
    Map<MessageId, HistoryMessage> read = new HashMap<>();
    for (HistoryMessage one : reader.with(author)) {
      if (!one.mine() && one.chosen().isEmpty() && read.put(one.id(), one) != null) {
        all.add(reader.name + " has twice: " + one);
      }
    }
    String who = author.name + " to " + reader.name + ": ";
    if (!disappears(author, reader).equals(disappears(reader, author))) {
      all.add(who + "messages disappear at different times");
    }
    for (HistoryMessage one : written) {
      HistoryMessage there = read.remove(one.id());
      if (there == null && one.deleted()) {
        // Nobody sends again what was taken back before it could be opened.
        continue;
      }
      if (there == null) {
        all.add(who + "not there: " + one.text() + " " + one.state());
      } else if (!same(one, there)) {
        all.add(who + one.text() + " is " + there.text() + " " + there.deleted());
      } else if (!one.deleted() && !reader.told.contains(one.id())) {
        all.add(who + "never told: " + one.text());
      }
      if (one.state() == MessageState.WAITING) {
        all.add(who + "still waits: " + one.text());
      }
    }
    read.values().forEach(it -> all.add(who + "never written: " + it.text()));
    author.said.forEach(
        (id, said) -> {
          if (said.to().equals(reader.name)) {
            all.addAll(kept(who, written, id, said));
          }
        });
    return all;
  }

  private static Optional<Duration> disappears(StormMember one, StormMember other)
      throws Exception {
    return one.client().conversations().disappears(Town.name(other.name));
  }

  private static boolean same(HistoryMessage one, HistoryMessage other) {
    if (one.deleted() && other.deleted()) {
      // What was changed of it before may be known to its author alone.
      return true;
    }
    return one.text().equals(other.text())
        && one.deleted() == other.deleted()
        && one.edited() == other.edited()
        && one.replyTo().equals(other.replyTo())
        && after(one).equals(after(other));
  }

  private static Optional<Duration> after(HistoryMessage message) {
    return message.disappearing().map(HistoryMessage.Disappearing::after);
  }

  /// What a member was told of a message of theirs still holds.
  private static List<String> kept(
      String who, List<HistoryMessage> written, MessageId id, Said said) {
    Optional<HistoryMessage> own = written.stream().filter(it -> it.id().equals(id)).findFirst();
    if (own.isEmpty()) {
      return List.of(who + "forgotten by its author: " + said.text());
    }
    return own.get().text().equals(said.text()) && own.get().deleted() == said.deleted()
        ? List.of()
        : List.of(who + "its author has " + own.get().text() + " and was told " + said.text());
  }

  private static List<String> inGroup(Storm storm, List<StormMember> members) throws Exception {
    var all = new ArrayList<String>();
    var histories = new HashMap<String, Map<MessageId, HistoryMessage>>();
    for (StormMember one : members) {
      if (!storm.heard(one.client()).equals(storm.heard(members.getFirst().client()))) {
        boolean isOut = !storm.heard(members.getFirst().client()).contains(one.name);
        if (!isOut) {
          all.add(one.name + " has another list of the group");
        }
      }
      Map<MessageId, HistoryMessage> history = new HashMap<>();
      for (HistoryMessage message : messages(storm, one)) {
        if (history.put(message.id(), message) != null) {
          all.add(one.name + " has twice: " + message);
        }
      }
      histories.put(one.name, history);
    }
    for (StormMember author : members) {
      for (HistoryMessage mine : histories.getOrDefault(author.name, Map.of()).values()) {
        if (mine.mine()) {
          all.addAll(heard(storm, author, mine, histories));
        }
      }
    }
    return all;
  }

  private static List<HistoryMessage> messages(Storm storm, StormMember of) throws Exception {
    return of.client().groups().history(storm.group(), ChitClient.HISTORY_MAX, Optional.empty());
  }

  private static List<String> heard(
      Storm storm,
      StormMember author,
      HistoryMessage mine,
      Map<String, Map<MessageId, HistoryMessage>> histories) {
    var all = new ArrayList<String>();
    Optional<Said> said = Optional.ofNullable(author.said.get(mine.id()));
    histories.forEach(
        (reader, history) -> {
          HistoryMessage there = history.get(mine.id());
          boolean owed = said.filter(it -> it.owed().contains(reader)).isPresent();
          boolean stays = !reader.equals("cem") && !author.name.equals("cem");
          if (reader.equals(author.name)) {
            return;
          }
          if (there == null) {
            if (owed && !mine.deleted() && (stays || said.filter(storm::isLate).isPresent())) {
              all.add(author.name + " to the group, not at " + reader + ": " + mine.text());
            }
          } else if ((stays || storm.isQuiet()) && !same(mine, there)) {
            all.add(author.name + " to the group: " + mine.text() + " is " + there.text());
          }
        });
    return all;
  }
}
