package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chit.server.ServerLimits;
import dev.chit.server.mailbox.MailLimits;
import dev.chit.testkit.FaultProxy;
import dev.chit.testkit.FaultProxy.Way;
import dev.chit.wire.Ids;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.StatsRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client that is gone without a word: its connection is open, and nothing passes any more.
class DeadPeerTest {
  /// Quick to ask, and so slow to call anybody stuck that it is not that which helps.
  private static final ServerLimits LIMITS =
      ServerLimits.DEFAULT
          .with(new ServerLimits.Silence(1_000, 2_000))
          .with(new MailLimits(20_000, 256L << 20, 2_048, 4 << 20, 50, Integer.MAX_VALUE));

  @TempDir Path data;

  @Test
  void itIsNoticedAndForgottenAndLosesNothing() throws Exception {
    try (var server = TestServer.start(data, config -> config.withLimits(LIMITS));
        FaultProxy proxy = FaultProxy.to("127.0.0.1", server.port())) {
      TestClient alice = server.member("alice");
      TestClient bob = server.member("bob");
      TestStream watching = alice.connect();
      watching.watch(bob);
      var behind = new TestClient(bob.identity(), proxy.port(), server.fingerprint());
      TestStream lost = behind.connect();
      lost.welcome();
      proxy.hold(Way.FORTH);
      watching.send(TestClient.send(1, bob.account(), "delivered"));
      lost.deliveries(1);
      lost.acknowledge(1);
      proxy.hold(Way.BACK);
      watching.send(TestClient.send(2, bob.account(), "swallowed"));

      watching.await(all -> saysOffline(all, bob));
      assertEquals(
          1, server.operator().admin().stats(StatsRequest.getDefaultInstance()).getOnline());
      watching.send(TestClient.send(3, bob.account(), "away"));
      assertEquals(List.of(1L, 2L, 3L), watching.take(3, ServerFrame::getStoredList));
      assertEquals(List.of("delivered", "swallowed", "away"), bob.connect().texts(3));
      behind.close();
    }
  }

  private static boolean saysOffline(List<ServerFrame> frames, TestClient client) {
    return frames.stream()
        .flatMap(frame -> frame.getPresenceList().stream())
        .anyMatch(
            presence ->
                !presence.getOnline() && presence.getAccount().equals(Ids.bytes(client.account())));
  }
}
