package dev.chit.client;

import static dev.chit.client.Town.amount;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// Strangers ask, and are accepted, refused or blocked.
final class ContactsTest {
  @TempDir Path directory;

  @Test
  void aStrangersFirstWordsAskToTalkAndAnAnswerMakesAContact() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atAlice = Inbox.of(alice);
      Inbox atBob = Inbox.of(bob);

      bob.send(name("alice"), "hello");
      Incoming.Message asked = atAlice.next(Incoming.Message.class);
      assertEquals(Optional.of(bob.whoami().fingerprint()), asked.asksToTalk());
      assertEquals(List.of("bob"), names(alice, Standing.ASKING));
      assertEquals(List.of("alice"), names(bob, Standing.ACCEPTED));

      alice.send(name("bob"), "hello yourself");
      assertEquals(Optional.empty(), atBob.next(Incoming.Message.class).asksToTalk());
      bob.send(name("alice"), "how are you?");
      assertEquals(Optional.empty(), atAlice.next(Incoming.Message.class).asksToTalk());
      assertEquals(List.of("bob"), names(alice, Standing.ACCEPTED));
    }
  }

  @Test
  void whatAStrangerWantsBesidesTalkIsHeldBackUntilTheyAreAccepted() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atAlice = Inbox.of(alice);
      bob.requests().ask(name("alice"), amount("5.00"), "cake", Optional.empty());
      bob.requests().ask(name("alice"), amount("6.00"), "more cake", Optional.empty());

      Incoming.TalkRequest asked = atAlice.next(Incoming.TalkRequest.class);
      assertEquals("bob", asked.from());
      assertEquals(bob.whoami().fingerprint(), asked.fingerprint());
      bob.pay(name("alice"), amount("1.00"), "for the cup");
      assertEquals("bob", atAlice.next(Incoming.Payment.class).from());
      assertEquals(List.of(), alice.requests().list(10, Optional.empty()));
      assertEquals(2, alice.contacts().of(name("bob")).held());

      alice.contacts().accept(name("bob"));

      assertEquals("cake", atAlice.next(Incoming.Request.class).request().memo());
      assertEquals("more cake", atAlice.next(Incoming.Request.class).request().memo());
      assertEquals(2, alice.requests().openFrom(name("bob")).size());
      assertEquals(Standing.ACCEPTED, alice.contacts().accept(name("bob")).standing());
    }
  }

  @Test
  void whoIsRefusedIsToldOnceAndWhatTheySendLaterIsDroppedUntilTheyAreWrittenTo() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atAlice = Inbox.of(alice);
      Inbox atBob = Inbox.of(bob);
      bob.send(name("alice"), "hello");
      atAlice.next(Incoming.Message.class);
      bob.requests().ask(name("alice"), amount("5.00"), "", Optional.empty());

      assertEquals(Standing.REFUSED, alice.contacts().refuse(name("bob")).standing());
      assertEquals(Standing.REFUSED, alice.contacts().refuse(name("bob")).standing());
      assertEquals("alice", atBob.next(Incoming.TalkRefused.class).by());
      bob.send(name("alice"), "please");
      bob.pay(name("alice"), amount("1.00"), "a gift");
      Memo memo = atAlice.next(Incoming.Payment.class).memo();
      if (memo instanceof Memo.Awaited) {
        memo = atAlice.next(Incoming.MemoAttached.class).memo();
      }
      assertEquals(new Memo.Text("a gift"), memo);

      alice.send(name("bob"), "well then");
      assertEquals("well then", atBob.next(Incoming.Message.class).text());
      bob.send(name("alice"), "thank you");
      assertEquals("thank you", atAlice.next(Incoming.Message.class).text());
      assertEquals(List.of("hello", "well then", "thank you"), texts(alice, "bob"));
      assertEquals(List.of(), alice.requests().list(10, Optional.empty()));
      assertEquals(0, atBob.count(Incoming.TalkRefused.class));
    }
  }

  @Test
  void whoIsBlockedIsToldNothingAndIsHeardAgainWhenUnblocked() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atAlice = Inbox.of(alice);
      Inbox atBob = Inbox.of(bob);
      bob.send(name("alice"), "hello");
      atAlice.next(Incoming.Message.class);

      alice.contacts().block(name("bob"));
      refused("blocked", () -> alice.send(name("bob"), "go away"));
      refused("blocked", () -> alice.pay(name("bob"), amount("1.00"), ""));
      refused("blocked", () -> alice.contacts().accept(name("bob")));
      refused("no-talk-request", () -> alice.contacts().refuse(name("bob")));
      bob.send(name("alice"), "are you there?");
      bob.pay(name("alice"), amount("1.00"), "answer me");
      bob.close();
      alice.close();
      ChitClient later = town.back("alice");
      assertEquals(List.of("hello"), texts(later, "bob"), "all that came while she was away");

      assertEquals(Standing.STRANGER, later.contacts().unblock(name("bob")).standing());
      refused("not-blocked", () -> later.contacts().unblock(name("bob")));
      Inbox atAliceLater = Inbox.of(later);
      town.back("bob").send(name("alice"), "hello again");
      assertTrue(atAliceLater.next(Incoming.Message.class).asksToTalk().isPresent());
      assertEquals(List.of("hello", "hello again"), texts(later, "bob"));
      assertEquals(
          new Memo.Awaited(), later.receipts(1, Optional.empty()).getFirst().memo(), "memo");
      assertEquals(0, atBob.count(Incoming.Message.class));
      assertEquals(0, atBob.count(Incoming.TalkRefused.class));
    }
  }

  private static List<String> texts(ChitClient client, String with) throws Exception {
    return client.history(name(with), 10, Optional.empty()).stream()
        .map(HistoryMessage::text)
        .toList();
  }

  private static List<String> names(ChitClient client, Standing standing) throws Exception {
    return client.contacts().all(standing).stream().map(it -> it.name().value()).toList();
  }

  private static void refused(String code, Executable action) {
    assertEquals(code, assertThrows(ChitRefusedException.class, action).code());
  }
}
