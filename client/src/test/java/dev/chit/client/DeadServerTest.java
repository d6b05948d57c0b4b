package dev.chit.client;

import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.testkit.Eventually;
import dev.chit.testkit.FaultProxy;
import dev.chit.testkit.FaultProxy.Way;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server, or a way to it, that is gone without a word: the connection is open, and nothing
/// passes any more.
final class DeadServerTest {
  /// The shortest that the transport takes.
  private static final KeepAlive QUICK =
      new KeepAlive(Duration.ofSeconds(10), Duration.ofSeconds(2));

  /// So long that no call gives up first.
  private static final Duration PATIENT = Duration.ofMinutes(5);

  @TempDir Path directory;

  @Test
  void itIsNoticedAndNothingIsLost() throws Exception {
    try (var town = new Town(directory);
        FaultProxy proxy = FaultProxy.to("127.0.0.1", town.server().port())) {
      town.member("alice").close();
      ChitClient bob = town.member("bob");
      Inbox atBob = Inbox.of(bob);
      ChitClient alice =
          town.keep(
              ChitClient.open(
                  town.config("alice")
                      .withServer(
                          new ServerAddress(
                              "127.0.0.1", proxy.port(), town.address().fingerprint()))
                      .withPatience(PATIENT)
                      .withKeepAlive(QUICK)));
      Inbox atAlice = Inbox.of(alice);
      alice.find(name("bob"));
      proxy.hold(Way.FORTH);
      proxy.hold(Way.BACK);
      var sending = new FutureTask<>(() -> alice.send(name("bob"), "into the void"));
      var _ = Thread.ofVirtual().start(sending);
      bob.send(name("alice"), "to somebody far away");

      atAlice.next(Incoming.Connection.class, it -> it.state() == ConnectionState.WAITING);
      proxy.cut();
      proxy.release(Way.FORTH);
      proxy.release(Way.BACK);

      atAlice.next(Incoming.Connection.class, it -> it.state() == ConnectionState.CONNECTED);
      assertEquals("into the void", atBob.next(Incoming.Message.class).text());
      atAlice.next(Incoming.Message.class);
      assertTrue(sending.get().state().compareTo(MessageState.WAITING) > 0);
      assertEquals(
          List.of("into the void", "to somebody far away"),
          alice.history(name("bob"), 10, Optional.empty()).stream()
              .map(HistoryMessage::text)
              .toList());
    }
  }

  @Test
  void aServerThatStaysAwayIsNewsOnce() throws Exception {
    try (var town = new Town(directory);
        FaultProxy proxy = FaultProxy.to("127.0.0.1", town.server().port())) {
      town.member("alice").close();
      ChitClient alice =
          town.keep(
              ChitClient.open(
                  town.config("alice")
                      .withServer(
                          new ServerAddress(
                              "127.0.0.1", proxy.port(), town.address().fingerprint()))
                      .withPatience(Duration.ofSeconds(3))));
      Eventually.is("connected", () -> alice.connectionState() == ConnectionState.CONNECTED);
      Inbox atAlice = Inbox.of(alice);
      proxy.refuse(true);
      proxy.cut();
      atAlice.next(Incoming.Connection.class, it -> it.state() == ConnectionState.WAITING);
      // Who waits for the server has it tried several times a second.
      assertThrows(UnreachableException.class, alice::balance);
      assertEquals(0, atAlice.count(Incoming.Connection.class));
    }
  }
}
