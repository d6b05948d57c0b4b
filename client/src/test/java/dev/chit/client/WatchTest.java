package dev.chit.client;

import static dev.chit.client.Town.amount;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WatchTest {
  @TempDir Path directory;

  @Test
  void whatNobodyHeardWaitsForTheNextListenerAndIsToldOnce() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      alice.send(name("bob"), "one");
      alice.pay(name("bob"), amount("2.00"), "");
      while (bob.receipts(10, java.util.Optional.empty()).size() < 2) {
        Thread.onSpinWait();
      }
      bob.close();

      ChitClient later = town.back("bob");
      Inbox first = Inbox.of(later);
      assertEquals("one", first.next(Incoming.Message.class).text());
      Incoming.Payment payment =
          first.next(Incoming.Payment.class, it -> it.from().equals("alice"));
      assertEquals(102_00, payment.balance());
      later.close();

      Inbox second = Inbox.of(town.back("bob"));
      alice.send(name("bob"), "two");
      assertEquals("two", second.next(Incoming.Message.class).text());
      assertEquals(0, second.count(Incoming.Payment.class));
    }
  }

  @Test
  void aListenerThatFailsOrLeavesDoesNotDisturbTheOthers() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      var _ =
          bob.watch(
              _ -> {
                throw new IllegalStateException("broken on purpose");
              });
      Inbox atBob = Inbox.of(bob);
      bob.watch(_ -> {}).close();
      alice.send(name("bob"), "one");
      assertEquals("one", atBob.next(Incoming.Message.class).text());
    }
  }

  @Test
  void contactsAreSeenComingAndGoingAndTheConnectionToo() throws Exception {
    try (var town = new Town(directory)) {
      town.member("bob").close();
      ChitClient before = town.member("alice");
      before.contacts().accept(name("bob"));
      before.close();
      ChitClient alice = town.back("alice");
      alice.awaitConnected();
      Inbox atAlice = Inbox.of(alice);
      town.member("carol");
      ChitClient bob = town.back("bob");
      assertTrue(atAlice.next(Incoming.Presence.class, it -> it.name().equals("bob")).online());
      assertTrue(alice.online().stream().anyMatch(one -> one.name().equals("bob")));
      assertTrue(alice.find(name("bob")).online());
      bob.close();
      atAlice.next(Incoming.Presence.class, it -> it.name().equals("bob") && !it.online());
      town.restart();
      atAlice.next(Incoming.Connection.class, it -> it.state() == ConnectionState.CONNECTED);
      assertEquals(0, atAlice.count(Incoming.Presence.class));
    }
  }

  @Test
  void whoShowsThemselvesToContactsOrNobodyIsNotListedForOthers() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      ChitClient carol = town.member("carol");
      assertEquals(Visibility.EVERYONE, alice.contacts().visibility());
      assertTrue(sees(carol, "alice"));

      alice.contacts().show(Visibility.CONTACTS);
      alice.contacts().accept(name("bob"));
      awaitNotSeen(carol, "alice");
      awaitSeen(bob, "alice");
      assertFalse(carol.find(name("alice")).online());
      assertTrue(sees(alice, "alice"));

      alice.contacts().block(name("bob"));
      awaitNotSeen(bob, "alice");
      alice.contacts().show(Visibility.NOBODY);
      alice.close();
      ChitClient again = town.back("alice");
      again.awaitConnected();
      assertEquals(Visibility.NOBODY, again.contacts().visibility());
      assertFalse(sees(carol, "alice"), "not even for a moment");
      again.contacts().show(Visibility.EVERYONE);
      awaitSeen(carol, "alice");
      assertFalse(sees(bob, "alice"), "who is blocked does not see it in any case");
    }
  }

  private static boolean sees(ChitClient client, String name) throws Exception {
    return client.online().stream().anyMatch(one -> one.name().equals(name));
  }

  private static void awaitSeen(ChitClient client, String name) throws Exception {
    while (!sees(client, name)) {
      Thread.onSpinWait();
    }
  }

  private static void awaitNotSeen(ChitClient client, String name) throws Exception {
    while (sees(client, name)) {
      Thread.onSpinWait();
    }
  }
}
