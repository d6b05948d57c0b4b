package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chit.wire.v1.AcknowledgeRequest;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.Hello;
import dev.chit.wire.v1.SendRequest;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.Welcome;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubscribeTest {
  @TempDir Path data;

  @Test
  void aProgramWithoutATwoWayStreamGetsItsMailToo() throws Exception {
    try (var server = TestServer.start(data)) {
      TestClient alice = server.member("alice");
      TestClient bob = server.member("bob");
      var frames = bob.calls().subscribe(Hello.getDefaultInstance());
      Welcome welcome = frames.next().getWelcome();
      assertEquals("bob", welcome.getName());

      var sent =
          CompletableFuture.supplyAsync(
              () ->
                  alice
                      .calls()
                      .send(
                          SendRequest.newBuilder()
                              .setSend(TestClient.send(1, bob.account(), "hello"))
                              .build()));
      ServerFrame frame = withDelivery(frames);
      assertEquals("hello", frame.getDeliveries(0).getEnvelope().toStringUtf8());
      ChitGrpc.ChitBlockingStub calls = bob.calls();
      AcknowledgeRequest wrong =
          AcknowledgeRequest.newBuilder()
              .setConnection(welcome.getConnection() + 1)
              .setDeliveredThrough(1)
              .build();
      assertEquals("stale", RegisterTest.code(() -> calls.acknowledge(wrong)));
      var _ = calls.acknowledge(wrong.toBuilder().setConnection(welcome.getConnection()).build());
      var _ = sent.get();

      TestStream next = bob.connect();
      next.welcome();
      var _ =
          alice
              .calls()
              .send(
                  SendRequest.newBuilder()
                      .setSend(TestClient.send(2, bob.account(), "again"))
                      .build());
      assertEquals("again", next.texts(1).getFirst());
    }
  }

  private static ServerFrame withDelivery(Iterator<ServerFrame> frames) {
    ServerFrame frame = frames.next();
    while (frame.getDeliveriesCount() == 0) {
      frame = frames.next();
    }
    return frame;
  }
}
