package dev.chit.client;

import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HealingTest {
  @TempDir Path directory;

  @Test
  void whoLostTheirSessionsAsksForTheMessagesAgain() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atAlice = Inbox.of(alice);
      Inbox atBob = Inbox.of(bob);
      alice.send(name("bob"), "one");
      bob.send(name("alice"), "two");
      atAlice.next(Incoming.Message.class);

      bob.engine()
          .store
          .run(
              tables -> {
                tables.peers.removeThrough(Long.MAX_VALUE);
                return true;
              });
      alice.send(name("bob"), "three");
      alice.send(name("bob"), "four");

      atBob.next(Incoming.Message.class, it -> it.text().equals("three"));
      bob.send(name("alice"), "five");
      assertEquals("five", atAlice.next(Incoming.Message.class).text());
      assertEquals(
          List.of("one", "three", "four"),
          bob.history(name("alice"), 100, Optional.empty()).stream()
              .filter(message -> !message.mine())
              .map(HistoryMessage::text)
              .sorted(java.util.Comparator.comparing(List.of("one", "three", "four")::indexOf))
              .toList());
    }
  }
}
