package dev.chit.client;

import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chit.core.ConversationId;
import dev.chit.core.group.GroupName;
import dev.chit.testkit.Eventually;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What groups say to those of them who are linked, while the server is away.
final class GroupsOverLinksTest {
  @TempDir Path directory;

  @Test
  void whoIsLinkedReadsAtOnceAndTheOthersWhenTheServerIsBack() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      ChitClient carol = town.member("carol");
      Town.befriend(alice, bob);
      Town.befriend(alice, carol);
      Town.befriend(bob, carol);
      link(alice, bob);
      Inbox atAlice = Inbox.of(alice);
      Inbox atBob = Inbox.of(bob);
      Inbox atCarol = Inbox.of(carol);
      ConversationId trip =
          alice.groups().create(new GroupName("trip"), List.of(name("bob"), name("carol"))).id();
      // Everybody has everybody's key.
      alice.groups().send(trip, "from alice");
      heard(atBob, "from alice");
      heard(atCarol, "from alice");
      bob.groups().send(trip, "from bob");
      heard(atAlice, "from bob");
      heard(atCarol, "from bob");
      town.server().close();
      for (ChitClient each : List.of(alice, bob, carol)) {
        Eventually.is("cut", () -> each.connectionState() != ConnectionState.CONNECTED);
      }

      alice.groups().send(trip, "no server");
      heard(atBob, "no server");
      Eventually.is("told", () -> state(alice, trip, "no server") == MessageState.DELIVERED);
      bob.groups().send(trip, "none here");
      heard(atAlice, "none here");
      Eventually.is("told", () -> state(bob, trip, "none here") == MessageState.DELIVERED);
      assertEquals(0, atCarol.count(Incoming.GroupMessage.class));

      town.restart();
      heard(atCarol, "no server", "none here");
      carol.groups().send(trip, "here I am");
      heard(atAlice, "here I am");
      heard(atBob, "here I am");
      List<String> all = List.of("from alice", "from bob", "no server", "none here", "here I am");
      assertEquals(all, texts(alice, trip));
      assertEquals(all, texts(bob, trip));
    }
  }

  private static MessageState state(ChitClient client, ConversationId group, String text)
      throws Exception {
    return client.groups().history(group, 100, Optional.empty()).stream()
        .filter(message -> message.text().equals(text))
        .findFirst()
        .orElseThrow()
        .state();
  }

  /// In any order.
  private static void heard(Inbox inbox, String... texts) throws Exception {
    var missing = new HashSet<>(List.of(texts));
    while (!missing.isEmpty()) {
      missing.remove(inbox.next(Incoming.GroupMessage.class).text());
    }
  }

  private static List<String> texts(ChitClient client, ConversationId group) throws Exception {
    return client.groups().history(group, 100, Optional.empty()).stream()
        .map(HistoryMessage::text)
        .toList();
  }

  private static void link(ChitClient one, ChitClient other) throws Exception {
    for (ChitClient each : List.of(one, other)) {
      each.links().open();
      each.links().allow(true);
    }
    Eventually.is("they are linked", () -> !one.links().status().peers().isEmpty());
    Eventually.is("they are linked", () -> !other.links().status().peers().isEmpty());
  }
}
