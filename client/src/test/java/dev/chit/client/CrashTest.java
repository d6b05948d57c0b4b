package dev.chit.client;

import static dev.chit.client.Town.amount;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.ChitId;
import dev.chit.testkit.FaultProxy;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client whose disk stops between two steps, again and again.
final class CrashTest {
  private static final int CRASHES = 12;

  @TempDir Path directory;

  @Test
  void whateverWasKeptIsSaidAndPaidOnceInTheEnd() throws Exception {
    var random = new SplittableRandom(7);
    try (var town = new Town(directory);
        FaultProxy proxy = FaultProxy.to("127.0.0.1", town.server().port())) {
      town.member("alice").close();
      ChitClient bob = town.member("bob");
      bob.contacts().accept(name("alice"));
      ClientConfig config =
          town.config("alice")
              .withServer(
                  new ServerAddress("127.0.0.1", proxy.port(), town.address().fingerprint()));
      Set<String> said = new HashSet<>();
      Set<ChitId> paid = new HashSet<>();
      for (int round = 0; round < CRASHES; round++) {
        ChitClient alice = ChitClient.open(config);
        long until = proxy.passed(FaultProxy.Way.FORTH) + random.nextInt(2_500, 9_000);
        String text = "round " + round;
        var talking = new FutureTask<>(() -> talk(alice, text, said, paid));
        var _ = Thread.ofVirtual().start(talking);
        proxy.awaitPassed(FaultProxy.Way.FORTH, until);
        alice.crash();
        assertTrue(talking.get());
      }

      ChitClient alice = town.back("alice");
      Inbox atBob = Inbox.of(bob);
      alice.send(name("bob"), "the end");
      atBob.next(Incoming.Message.class, it -> it.text().equals("the end"));
      while (!alice.pendingPayments().isEmpty()) {
        Thread.onSpinWait();
      }
      List<String> kept = texts(alice, "bob");
      assertEquals(Set.copyOf(kept), Set.copyOf(texts(bob, "alice")));
      assertEquals(kept.size(), texts(bob, "alice").size());
      assertTrue(kept.containsAll(said));

      List<ChitId> settled =
          alice.receipts(500, Optional.empty()).stream()
              .filter(Receipt::outgoing)
              .map(Receipt::chit)
              .toList();
      assertEquals(settled.size(), Set.copyOf(settled).size());
      assertTrue(settled.containsAll(paid));
      assertEquals(100_00 + settled.size(), bob.balance().balance());
      assertEquals(100_00 - settled.size(), alice.balance().balance());
    }
  }

  /// Talks and pays until the client is gone.
  ///
  /// @param said what was acknowledged
  /// @param paid what was answered
  private static boolean talk(ChitClient alice, String text, Set<String> said, Set<ChitId> paid)
      throws InterruptedException {
    try {
      for (int i = 0; true; i++) {
        String one = text + ", message " + i;
        if (alice.send(name("bob"), one).state() != MessageState.WAITING) {
          said.add(one);
        }
        paid.add(alice.pay(name("bob"), amount("0.01"), "penny").chit());
      }
    } catch (ChitException | IllegalStateException e) {
      return true;
    }
  }

  private static List<String> texts(ChitClient client, String with) throws Exception {
    return client.history(name(with), 1000, Optional.empty()).stream()
        .map(HistoryMessage::text)
        .toList();
  }
}
