package dev.chit.client;

import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.ConversationId;
import dev.chit.core.group.GroupName;
import dev.chit.core.group.GroupRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Groups between real clients over a real server.
final class GroupsTest {
  private static final GroupName TRIP = new GroupName("trip");

  @TempDir Path directory;

  @Test
  void everyMemberReadsWhatAnyMemberWrites() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      ChitClient carol = town.member("carol");
      acquaint(alice, bob, carol);
      Inbox atAlice = Inbox.of(alice);
      Inbox atBob = Inbox.of(bob);
      Inbox atCarol = Inbox.of(carol);

      Group trip = alice.groups().create(TRIP, List.of(name("bob"), name("carol")));
      Incoming.GroupNews invited = invited(atBob);
      assertEquals("alice", invited.by());
      assertEquals("trip", invited.groupName());
      invited(atCarol);

      SentToGroup sent = alice.groups().send(trip.id(), "hello all");
      assertEquals(2, sent.delivered() + sent.stored());
      assertEquals("hello all", heard(atBob).text());
      Incoming.GroupMessage heard = heard(atCarol);
      assertEquals("alice", heard.from());
      assertEquals("trip", heard.groupName());
      assertEquals(sent.id(), heard.id());
      for (int i = 0; i < 5; i++) {
        bob.groups().send(trip.id(), "from bob " + i);
        assertEquals("from bob " + i, heard(atAlice).text());
        assertEquals("from bob " + i, heard(atCarol).text());
        carol.groups().send(trip.id(), "from carol " + i);
        assertEquals("from carol " + i, heard(atAlice).text());
        assertEquals("from carol " + i, heard(atBob).text());
      }
      List<HistoryMessage> history = carol.groups().history(trip.id(), 3, Optional.empty());
      assertEquals(
          List.of("carol: from carol 3", "bob: from bob 4", "carol: from carol 4"),
          history.stream().map(message -> message.from() + ": " + message.text()).toList());
      assertEquals(trip.id(), bob.groups().find("#TRIP").id());
    }
  }

  @Test
  void whoWasRemovedReadsNothingMoreAndWhoCameReadsNothingEarlier() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      ChitClient carol = town.member("carol");
      acquaint(alice, bob, carol);
      Inbox atBob = Inbox.of(bob);
      Inbox atCarol = Inbox.of(carol);
      ConversationId trip = alice.groups().create(TRIP, List.of(name("bob"))).id();
      invited(atBob);
      alice.groups().send(trip, "before carol");
      heard(atBob);
      alice.groups().add(trip, List.of(name("carol")));
      invited(atCarol);
      bob.groups().send(trip, "with carol");
      assertEquals("with carol", heard(atCarol).text());

      alice.groups().remove(trip, List.of(name("bob")));
      assertEquals(List.of("bob"), news(atBob, Incoming.GroupNews.Kind.REMOVED).names());
      news(atCarol, Incoming.GroupNews.Kind.REMOVED);
      alice.groups().send(trip, "without bob");
      assertEquals("without bob", heard(atCarol).text());
      carol.groups().send(trip, "indeed");
      assertEquals(List.of(), bob.groups().list());
      assertEquals(
          "unknown-group",
          assertThrows(ChitRefusedException.class, () -> bob.groups().send(trip, "hello?")).code());
      assertEquals(List.of("before carol", "with carol"), texts(bob, trip));
      assertEquals(List.of("with carol", "without bob", "indeed"), texts(carol, trip));
      // Not even the sealed bytes open: bob was given no key since.
      assertEquals(0L, keysAt(bob));
    }
  }

  @Test
  void aMemberWhoLeavesIsGoneForEverybody() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      ChitClient carol = town.member("carol");
      acquaint(alice, bob, carol);
      Inbox atAlice = Inbox.of(alice);
      Inbox atCarol = Inbox.of(carol);
      ConversationId trip = alice.groups().create(TRIP, List.of(name("bob"), name("carol"))).id();
      invited(Inbox.of(bob));
      invited(atCarol);
      alice.groups().leave(trip);
      assertEquals("alice", news(atCarol, Incoming.GroupNews.Kind.LEFT).by());
      bob.groups().send(trip, "who is the admin now?");
      heard(atCarol);
      Group left = carol.groups().find("trip");
      assertEquals(2, left.members().size());
      assertEquals(GroupRole.ADMIN, left.members().getFirst().role());
      assertEquals(0, atAlice.count(Incoming.GroupMessage.class));
    }
  }

  @Test
  void rolesAndNamesReachEverybodyAndOnlyAdminsSetThem() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      acquaint(alice, bob);
      Inbox atAlice = Inbox.of(alice);
      Inbox atBob = Inbox.of(bob);
      ConversationId trip = alice.groups().create(TRIP, List.of(name("bob"))).id();
      invited(atBob);
      assertEquals(
          "not-admin",
          assertThrows(
                  ChitRefusedException.class,
                  () -> bob.groups().rename(trip, new GroupName("mine")))
              .code());
      alice.groups().role(trip, name("bob"), GroupRole.ADMIN);
      news(atBob, Incoming.GroupNews.Kind.ADMIN);
      bob.groups().rename(trip, new GroupName("journey"));
      assertEquals("journey", news(atAlice, Incoming.GroupNews.Kind.NAMED).groupName());
      assertEquals(trip, alice.groups().find("#journey").id());
      assertEquals(
          "senior-admin",
          assertThrows(
                  ChitRefusedException.class,
                  () -> bob.groups().remove(trip, List.of(name("alice"))))
              .code());
    }
  }

  @Test
  void whoWasAwayGetsAllOfItLater() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      ChitClient carol = town.member("carol");
      acquaint(alice, bob, carol);
      bob.close();
      ConversationId trip = alice.groups().create(TRIP, List.of(name("bob"), name("carol"))).id();
      Inbox atCarol = Inbox.of(carol);
      invited(atCarol);
      assertEquals(MessageState.STORED, alice.groups().send(trip, "one").state());
      heard(atCarol);
      carol.groups().send(trip, "two");
      Inbox atBob = Inbox.of(town.back("bob"));
      assertEquals("one", heard(atBob).text());
      assertEquals("two", heard(atBob).text());
    }
  }

  @Test
  void whoLostTheSenderKeysAsksAndGetsTheMessagesAgain() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      acquaint(alice, bob);
      Inbox atBob = Inbox.of(bob);
      ConversationId trip = alice.groups().create(TRIP, List.of(name("bob"))).id();
      invited(atBob);
      alice.groups().send(trip, "one");
      heard(atBob);
      bob.engine()
          .store
          .run(
              tables -> {
                tables.groups.keys.removeThrough(Long.MAX_VALUE);
                return true;
              });
      alice.groups().send(trip, "two");
      assertEquals("two", heard(atBob).text());
      alice.groups().send(trip, "three");
      assertEquals("three", heard(atBob).text());
      assertEquals(1L, keysAt(bob));
    }
  }

  @Test
  void whoMissedAChangeOfTheListLearnsItFromTheNextMessage() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      ChitClient carol = town.member("carol");
      acquaint(alice, bob, carol);
      Inbox atBob = Inbox.of(bob);
      Inbox atCarol = Inbox.of(carol);
      ConversationId trip = alice.groups().create(TRIP, List.of(name("bob"))).id();
      invited(atBob);
      var before =
          bob.engine().store.run(tables -> tables.groups.groups.get(trip.bytes()).orElseThrow());
      alice.groups().add(trip, List.of(name("carol")));
      news(atBob, Incoming.GroupNews.Kind.ADDED);
      invited(atCarol);
      // As if the server had kept the change from bob.
      bob.engine()
          .store
          .run(
              tables -> {
                var rows = tables.groups.changes.tagged(trip.bytes(), Long.MAX_VALUE, 10);
                tables.groups.changes.remove(rows.getFirst().sequence());
                tables.groups.groups.put(trip.bytes(), before);
                return true;
              });
      carol.groups().send(trip, "hello bob");
      assertEquals("hello bob", heard(atBob).text());
      alice.groups().send(trip, "once more");
      assertEquals("once more", heard(atBob).text());
      await(() -> bob.groups().find("trip").members().size() == 3);
    }
  }

  @Test
  void twoAdminsWhoChangeAGroupAtOnceAgreeInTheEnd() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      ChitClient carol = town.member("carol");
      ChitClient dora = town.member("dora");
      acquaint(alice, bob, carol, dora);
      Inbox atBob = Inbox.of(bob);
      ConversationId trip = alice.groups().create(TRIP, List.of(name("bob"))).id();
      alice.groups().role(trip, name("bob"), GroupRole.ADMIN);
      news(atBob, Incoming.GroupNews.Kind.ADMIN);
      var one = Thread.ofVirtual().start(() -> quietly(() -> add(alice, trip, "carol")));
      var other = Thread.ofVirtual().start(() -> quietly(() -> add(bob, trip, "dora")));
      one.join();
      other.join();
      for (ChitClient client : List.of(alice, bob, carol, dora)) {
        await(() -> client.groups().list().stream().anyMatch(g -> g.members().size() == 4));
      }
    }
  }

  @Test
  void anInvitationOfAStrangerWaitsUntilTheyAreAccepted() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      ChitClient carol = town.member("carol");
      Inbox atAlice = Inbox.of(alice);
      Inbox atBob = Inbox.of(bob);
      bob.send(name("carol"), "hello");
      carol.send(name("bob"), "hello");
      Inbox atCarol = Inbox.of(carol);
      ConversationId trip = alice.groups().create(TRIP, List.of(name("bob"), name("carol"))).id();
      atBob.next(Incoming.TalkRequest.class);
      assertEquals(List.of(), bob.groups().list());
      alice.groups().send(trip, "nobody reads this");

      bob.contacts().accept(name("alice"));
      assertEquals("alice", invited(atBob).by());
      alice.groups().send(trip, "bob reads this");
      assertEquals("bob reads this", heard(atBob).text());
      bob.groups().send(trip, "carol does not yet");
      assertEquals("carol does not yet", heard(atAlice).text());

      carol.contacts().accept(name("alice"));
      invited(atCarol);
      bob.groups().send(trip, "now she does");
      await(() -> texts(carol, trip).contains("now she does"));
      carol.groups().send(trip, "I do");
      var _ = atAlice.next(Incoming.GroupMessage.class, one -> one.text().equals("I do"));
    }
  }

  @Test
  void aProfileFromABackupSealsWithAnotherKey() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      acquaint(alice, bob);
      Inbox atBob = Inbox.of(bob);
      ConversationId trip = alice.groups().create(TRIP, List.of(name("bob"))).id();
      invited(atBob);
      alice.groups().send(trip, "one");
      heard(atBob);
      Path file = directory.resolve("alice.backup");
      char[] passphrase = "correct horse".toCharArray();
      alice.backup(file, passphrase);
      alice.groups().send(trip, "two");
      heard(atBob);
      alice.close();
      ChitClient back = town.keep(ChitClient.restore(town.config("new"), file, passphrase));
      back.awaitConnected();
      back.groups().send(trip, "three");
      assertEquals("three", heard(atBob).text());
      assertEquals(2L, keysAt(bob));
    }
  }

  @Test
  void aGroupIsFoundByNameOrIdAndTwoOfTheSameNameByIdAlone() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      Group one = alice.groups().create(TRIP, List.of());
      assertEquals(MessageState.DELIVERED, alice.groups().send(one.id(), "to myself").state());
      Group other = alice.groups().create(TRIP, List.of());
      assertEquals(
          "ambiguous-group",
          assertThrows(ChitRefusedException.class, () -> alice.groups().find("#trip")).code());
      assertEquals(other.id(), alice.groups().find("#" + other.id()).id());
      assertEquals(one.id(), alice.groups().find(one.id().toString().substring(0, 12)).id());
      assertEquals(
          "unknown-group",
          assertThrows(ChitRefusedException.class, () -> alice.groups().find("#none")).code());
    }
  }

  // ── helpers ──

  /// They have written to each other, so that an invitation is none of a stranger.
  private static void acquaint(ChitClient... all) throws Exception {
    for (ChitClient one : all) {
      for (ChitClient other : all) {
        if (one != other) {
          one.send(other.whoami().name().orElseThrow(), "hello");
        }
      }
    }
  }

  private static void add(ChitClient client, ConversationId group, String who) throws Exception {
    client.groups().add(group, List.of(name(who)));
  }

  private static Incoming.GroupNews invited(Inbox inbox) throws Exception {
    return news(inbox, Incoming.GroupNews.Kind.INVITED);
  }

  private static Incoming.GroupNews news(Inbox inbox, Incoming.GroupNews.Kind what)
      throws Exception {
    return inbox.next(Incoming.GroupNews.class, news -> news.what() == what);
  }

  private static Incoming.GroupMessage heard(Inbox inbox) throws Exception {
    return inbox.next(Incoming.GroupMessage.class);
  }

  private static List<String> texts(ChitClient client, ConversationId group) throws Exception {
    return client.groups().history(group, 100, Optional.empty()).stream()
        .map(HistoryMessage::text)
        .toList();
  }

  /// How many sender keys of other members are kept.
  private static long keysAt(ChitClient client) throws Exception {
    return client.engine().store.run(tables -> tables.groups.keys.after(0, 100)).size();
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws Exception;
  }

  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  private static void quietly(Step step) {
    try {
      step.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(Condition condition) throws Exception {
    long endNanos = System.nanoTime() + 60_000_000_000L;
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < endNanos, "it does not come to that");
    }
  }
}
