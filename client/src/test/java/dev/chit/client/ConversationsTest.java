package dev.chit.client;

import static dev.chit.client.Town.befriend;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// Messages that are answered, changed, taken back, read and found.
final class ConversationsTest {
  @TempDir Path directory;

  @Test
  void aTextIsChangedAndTakenBackAtBothEndsByItsSenderAlone() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      befriend(alice, bob);
      Inbox atBob = Inbox.of(bob);
      SentMessage sent = alice.send(name("bob"), "see you at tow");
      atBob.next(Incoming.Message.class);

      assertTrue(alice.conversations().edit(sent.id(), "see you at two").edited());
      Incoming.MessageEdited edited = atBob.next(Incoming.MessageEdited.class);
      assertEquals("see you at two", edited.text());
      alice.conversations().edit(sent.id(), "see you at three");
      atBob.next(Incoming.MessageEdited.class, it -> it.text().equals("see you at three"));
      assertEquals("see you at three", only(bob, "alice").text());
      refused("not-yours", () -> bob.conversations().edit(sent.id(), "never"));
      refused("not-yours", () -> bob.conversations().takeBack(sent.id()));

      assertEquals("", alice.conversations().takeBack(sent.id()).text());
      atBob.next(Incoming.MessageDeleted.class);
      assertTrue(only(bob, "alice").deleted());
      assertEquals("", only(bob, "alice").text());
      refused("message-deleted", () -> alice.conversations().edit(sent.id(), "again"));
      assertEquals(List.of(), bob.conversations().search(List.of("three"), 10, Optional.empty()));
    }
  }

  @Test
  void whatIsTakenBackBeforeItIsSeenIsNotShown() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient before = town.member("bob");
      befriend(alice, before);
      before.close();
      SentMessage regretted = alice.send(name("bob"), "I hate you");
      SentMessage corrected = alice.send(name("bob"), "I lvoe you");
      alice.conversations().takeBack(regretted.id());
      alice.conversations().edit(corrected.id(), "I love you");
      alice.send(name("bob"), "until tomorrow");

      ChitClient bob = town.back("bob");
      bob.history(name("alice"), 10, Optional.empty());
      Inbox atBob = Inbox.of(bob);
      assertEquals("I love you", atBob.next(Incoming.Message.class).text());
      assertEquals("until tomorrow", atBob.next(Incoming.Message.class).text());
    }
  }

  @Test
  void whoReadsTellsItOnceUnlessTheyDoNotWantTo() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      befriend(alice, bob);
      Inbox atAlice = Inbox.of(alice);
      Inbox atBob = Inbox.of(bob);
      SentMessage sent = alice.send(name("bob"), "one");
      atBob.next(Incoming.Message.class);

      bob.conversations().shown(name("alice"), List.of(sent.id()));
      Incoming.MessageMoved read =
          atAlice.next(Incoming.MessageMoved.class, it -> it.state() == MessageState.READ);
      assertEquals(sent.id(), read.id());
      assertEquals(MessageState.READ, only(alice, "bob").state());

      assertTrue(bob.conversations().tellsWhatIsRead());
      bob.conversations().tellWhatIsRead(false);
      SentMessage two = alice.send(name("bob"), "two");
      atBob.next(Incoming.Message.class);
      bob.conversations().shown(name("alice"), List.of(two.id()));
      bob.conversations().tellWhatIsRead(true);
      bob.conversations().shown(name("alice"), List.of(sent.id(), two.id()));
      alice.send(name("bob"), "three, not shown");
      atBob.next(Incoming.Message.class);
      bob.conversations().shown(name("alice"), List.of());
      bob.send(name("alice"), "done");
      atAlice.next(Incoming.Message.class);
      assertEquals(
          List.of(
              MessageState.READ,
              MessageState.DELIVERED,
              MessageState.DELIVERED,
              MessageState.RECEIVED),
          alice.history(name("bob"), 10, Optional.empty()).stream()
              .map(it -> it.state() == MessageState.STORED ? MessageState.DELIVERED : it.state())
              .toList());
    }
  }

  @Test
  void anAnswerNamesWhatItAnswersAndWordsAreFound() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atBob = Inbox.of(bob);
      Inbox atAlice = Inbox.of(alice);
      SentMessage question = alice.send(name("bob"), "Lunch on Friday, or Saturday?");
      alice.send(name("bob"), "or not at all");
      atBob.next(Incoming.Message.class, it -> it.text().startsWith("or"));
      bob.conversations().reply(name("alice"), question.id(), "friday it is");
      assertEquals(Optional.of(question.id()), atAlice.next(Incoming.Message.class).replyTo());
      refused(
          "unknown-message",
          () ->
              bob.conversations()
                  .reply(name("alice"), dev.chit.core.MessageId.of(new byte[16]), "?"));

      assertEquals(
          List.of("friday it is", "Lunch on Friday, or Saturday?"), found(alice, 10, "FRI"));
      assertEquals(List.of("friday it is"), found(alice, 1, "friday"));
      assertEquals(List.of("Lunch on Friday, or Saturday?"), found(bob, 10, "saturday", "lunch"));
      assertEquals(List.of(), found(bob, 10, "sunday"));
      assertEquals(
          question.id(),
          bob.conversations()
              .matching(question.id().toString().substring(0, 8))
              .getFirst()
              .message()
              .id());
      assertThrows(
          UsageException.class,
          () -> alice.conversations().search(List.of(), 10, Optional.empty()));
    }
  }

  private static List<String> found(ChitClient client, int limit, String... words)
      throws Exception {
    return client.conversations().search(List.of(words), limit, Optional.empty()).stream()
        .map(it -> it.message().text())
        .toList();
  }

  private static HistoryMessage only(ChitClient client, String with) throws Exception {
    List<HistoryMessage> all = client.history(name(with), 10, Optional.empty());
    assertEquals(1, all.size());
    assertFalse(all.getFirst().id().toString().isEmpty());
    return all.getFirst();
  }

  private static void refused(String code, Executable action) {
    assertEquals(code, assertThrows(ChitRefusedException.class, action).code());
  }
}
