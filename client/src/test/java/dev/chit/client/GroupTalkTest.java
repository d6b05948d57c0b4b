package dev.chit.client;

import static dev.chit.client.Town.befriend;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.MessageId;
import dev.chit.core.group.GroupName;
import dev.chit.testkit.Eventually;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What members do with messages of a group besides writing them, and what becomes of messages that
/// waited.
final class GroupTalkTest {
  @TempDir Path directory;

  @Test
  void aMessageToAGroupIsAnsweredChangedReadAndTakenBackByItsAuthorAlone() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      ChitClient carol = town.member("carol");
      befriend(alice, bob);
      befriend(alice, carol);
      befriend(bob, carol);
      Inbox atAlice = Inbox.of(alice);
      Inbox atBob = Inbox.of(bob);
      Inbox atCarol = Inbox.of(carol);
      Group trip =
          alice.groups().create(new GroupName("trip"), List.of(name("bob"), name("carol")));
      SentToGroup sent = alice.groups().send(trip.id(), "see you at tow");
      atBob.next(Incoming.GroupMessage.class);
      atCarol.next(Incoming.GroupMessage.class);

      assertTrue(alice.conversations().edit(sent.id(), "see you at two").edited());
      Incoming.MessageEdited edited = atBob.next(Incoming.MessageEdited.class);
      assertEquals("see you at two", edited.text());
      assertEquals(Optional.of("trip"), edited.group());
      atCarol.next(Incoming.MessageEdited.class);
      assertEquals(
          "not-yours",
          assertThrows(
                  ChitRefusedException.class,
                  () -> bob.conversations().edit(sent.id(), "see you at three"))
              .code());

      SentToGroup answer = bob.groups().reply(trip.id(), sent.id(), "yes");
      Incoming.GroupMessage heard =
          atAlice.next(Incoming.GroupMessage.class, it -> it.id().equals(answer.id()));
      assertEquals(Optional.of(sent.id()), heard.replyTo());
      assertEquals(Optional.of(sent.id()), find(carolOnce(carol, trip, answer), answer).replyTo());
      assertEquals(
          "unknown-message",
          assertThrows(
                  ChitRefusedException.class,
                  () -> bob.groups().reply(trip.id(), MessageId.of(new byte[16]), "what?"))
              .code());

      bob.groups().shown(trip.id(), List.of(sent.id()));
      carol.groups().shown(trip.id(), List.of(sent.id()));
      Eventually.is(
          "alice hears who has read it",
          () ->
              Set.copyOf(find(history(alice, trip), sent).readBy()).equals(Set.of("bob", "carol")));

      alice.conversations().takeBack(sent.id());
      Eventually.is("gone at bob", () -> find(history(bob, trip), sent).deleted());
      Eventually.is("gone at carol", () -> find(history(carol, trip), sent).deleted());
      assertEquals("", find(history(bob, trip), sent).text());
      assertFalse(find(history(bob, trip), answer).deleted());
    }
  }

  private static List<HistoryMessage> carolOnce(ChitClient carol, Group trip, SentToGroup sent)
      throws Exception {
    Eventually.is(
        "carol has it",
        () -> history(carol, trip).stream().anyMatch(it -> it.id().equals(sent.id())));
    return history(carol, trip);
  }

  private static List<HistoryMessage> history(ChitClient client, Group group) throws Exception {
    return client.groups().history(group.id(), 100, Optional.empty());
  }

  private static HistoryMessage find(List<HistoryMessage> messages, SentToGroup sent) {
    return messages.stream().filter(it -> it.id().equals(sent.id())).findFirst().orElseThrow();
  }

  @Test
  void whatWaitedCountsAsDeliveredOnceItsRecipientHasIt() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      befriend(alice, bob);
      bob.close();
      SentMessage one = alice.send(name("bob"), "one");
      SentMessage two = alice.send(name("bob"), "two");
      assertEquals(MessageState.STORED, one.state());
      assertEquals(List.of(MessageState.STORED, MessageState.STORED), states(alice));
      assertEquals(2, copies(alice, "one") + copies(alice, "two"));

      ChitClient back = town.back("bob");
      Eventually.is(
          "both came",
          () -> states(alice).equals(List.of(MessageState.DELIVERED, MessageState.DELIVERED)));
      assertEquals(0, copies(alice, "one") + copies(alice, "two"));

      back.conversations().shown(name("alice"), List.of(two.id()));
      Eventually.is("read", () -> states(alice).getLast() == MessageState.READ);
      back.conversations().tellWhatIsRead(false);
      back.close();
      alice.send(name("bob"), "three");
      ChitClient silent = town.back("bob");
      Eventually.is(
          "it came", () -> silent.history(name("alice"), 9, Optional.empty()).size() == 3);
      silent.send(name("alice"), "I tell you nothing");
      Eventually.is(
          "bob answers", () -> alice.history(name("bob"), 9, Optional.empty()).size() == 4);
      assertEquals(MessageState.STORED, states(alice).get(2));
    }
  }

  private static List<MessageState> states(ChitClient alice) throws Exception {
    return alice.history(name("bob"), 9, Optional.empty()).stream()
        .map(HistoryMessage::state)
        .toList();
  }

  /// How many contents that were sent hold these words still.
  private static long copies(ChitClient client, String words) throws Exception {
    return client.engine().store.run(tables -> tables.sent.after(0, 100)).stream()
        .filter(row -> row.value().getContent().toStringUtf8().contains(words))
        .count();
  }
}
