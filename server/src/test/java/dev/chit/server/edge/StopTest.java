package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.wire.v1.ServerFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopTest {
  @TempDir Path data;

  @Test
  void aServerThatStopsSaysGoodbyeAndKeepsWhatWasNotAcknowledged() throws Exception {
    TestServer first = TestServer.start(data, config -> config.withOpeningGrant(100));
    TestClient alice = first.member("alice");
    TestClient bob = first.member("bob");
    TestStream from = alice.connect();
    TestStream to = bob.connect();
    to.welcome();
    from.send(TestClient.send(1, bob.account(), "one"), TestClient.send(2, bob.account(), "two"));
    from.settle(3, alice.chit(bob.account(), 40));
    to.deliveries(2);
    from.settled(3);

    first.server().stop(Duration.ofSeconds(5));

    assertEquals("draining", from.endCode());
    assertEquals("draining", to.endCode());
    assertTrue(to.frames().getLast().getGoodbyeRetryMillis() > 0);
    assertEquals(List.of(1L, 2L), from.take(2, TestAcks::any));
    assertFalse(Files.exists(data.resolve("address")));

    try (TestServer second = first.restart()) {
      TestStream back = second.client(bob.identity()).connect();
      assertEquals(List.of("one", "two"), back.texts(2));
      assertEquals(3, back.take(3, ServerFrame::getEventsList).size());
      assertEquals(140, back.welcome().getBalance().getBalance());
    }
  }

  @Test
  void theAddressIsWrittenWhereTheOperatorFindsIt() throws Exception {
    try (var server = TestServer.start(data)) {
      assertEquals(server.server().address(), Files.readString(data.resolve("address")).strip());
      assertTrue(server.server().address().matches("127\\.0\\.0\\.1:[0-9]+#[a-z2-7]{52}"));
    }
  }
}
