package dev.chit.client;

import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TalkTest {
  @TempDir Path directory;

  @Test
  void twoMembersTalkBothWays() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("Bob");
      Inbox atAlice = Inbox.of(alice);
      Inbox atBob = Inbox.of(bob);

      SentMessage hello = alice.send(name("bob"), "hello");
      Incoming.Message heard = atBob.next(Incoming.Message.class);
      assertEquals("hello", heard.text());
      assertEquals("alice", heard.from());
      assertEquals(hello.id(), heard.id());
      assertTrue(hello.state() == MessageState.DELIVERED || hello.state() == MessageState.STORED);

      for (int i = 0; i < 20; i++) {
        // What is stored may arrive later than what is said after it.
        bob.send(name("alice"), "answer " + i);
        assertEquals("answer " + i, atAlice.next(Incoming.Message.class).text());
        alice.send(name("bob"), "again " + i);
        assertEquals("again " + i, atBob.next(Incoming.Message.class).text());
      }
      List<HistoryMessage> history = alice.history(name("BOB"), 5, Optional.empty());
      assertEquals(
          List.of("again 17", "answer 18", "again 18", "answer 19", "again 19"),
          history.stream().map(HistoryMessage::text).toList());
      assertTrue(history.getFirst().mine());
      assertEquals("Bob", history.get(1).from());
      List<HistoryMessage> before =
          alice.history(name("bob"), 2, Optional.of(history.getFirst().position()));
      assertEquals(
          List.of("again 16", "answer 17"), before.stream().map(HistoryMessage::text).toList());
    }
  }

  @Test
  void whatWasSentToSomebodyAwayIsReadLater() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      bob.close();

      assertEquals(MessageState.STORED, alice.send(name("bob"), "one").state());
      assertEquals(MessageState.STORED, alice.send(name("bob"), "two").state());

      Inbox atBob = Inbox.of(town.back("bob"));
      assertEquals("one", atBob.next(Incoming.Message.class).text());
      assertEquals("two", atBob.next(Incoming.Message.class).text());
    }
  }
}
