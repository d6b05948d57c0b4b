package dev.chit.client;

import static dev.chit.client.Town.amount;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
  void whoComesAndGoesIsSeenAndTheConnectionToo() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      Inbox atAlice = Inbox.of(alice);
      ChitClient bob = town.member("bob");
      assertTrue(atAlice.next(Incoming.Presence.class, it -> it.name().equals("bob")).online());
      assertTrue(alice.online().stream().anyMatch(one -> one.name().equals("bob")));
      assertTrue(alice.find(name("bob")).online());
      bob.close();
      atAlice.next(Incoming.Presence.class, it -> it.name().equals("bob") && !it.online());
      town.restart();
      atAlice.next(Incoming.Connection.class, it -> it.state() == ConnectionState.CONNECTED);
    }
  }
}
