package dev.chit.client;

import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

      for (int i = 0; i < 3; i++) {
        atBob.next(Incoming.Message.class);
      }
      bob.send(name("alice"), "five");
      assertEquals("five", atAlice.next(Incoming.Message.class).text());
      List<String> heard =
          bob.history(name("alice"), 100, Optional.empty()).stream()
              .filter(message -> !message.mine())
              .map(HistoryMessage::text)
              .toList();
      assertEquals(3, heard.size());
      assertEquals(Set.of("one", "three", "four"), Set.copyOf(heard));
    }
  }
}
