package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.chit.server.ServerLimits;
import dev.chit.server.mailbox.MailLimits;
import dev.chit.wire.Ids;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.ClientFrame;
import dev.chit.wire.v1.Hello;
import dev.chit.wire.v1.Send;
import dev.chit.wire.v1.ServerFrame;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowReaderTest {
  private static final int ENVELOPES = 400;
  private static final int BYTES = 32_000;
  private static final int IN_FLIGHT = 64;
  private static final ServerLimits IMPATIENT =
      ServerLimits.DEFAULT.with(new MailLimits(20_000, 256L << 20, IN_FLIGHT, 1 << 20, 50, 1_000));

  @TempDir Path data;

  @Test
  void whoReadsNothingIsClosedAndLosesNothing() throws Exception {
    try (var server = TestServer.start(data, config -> config.withLimits(IMPATIENT))) {
      TestClient alice = server.member("alice");
      TestClient bob = server.member("bob");
      connectDeaf(bob);

      TestStream from = alice.connect();
      from.watch(bob);
      // The first one opens the mailbox, which takes less until then.
      from.send(big(0, bob));
      from.take(1, ServerFrame::getStoredList);
      var sent = new ArrayList<>(List.of("m0"));
      for (int i = 1; i < ENVELOPES; i++) {
        from.send(big(i, bob));
        sent.add("m" + i);
      }
      assertEquals(ENVELOPES, from.take(ENVELOPES, ServerFrame::getStoredList).size());
      from.await(all -> saysOffline(all, bob));

      TestStream back = bob.connect();
      for (int i = 1; i <= ENVELOPES; i++) {
        back.deliveries(i);
        back.acknowledge(i);
      }
      assertEquals(
          sent,
          back.deliveries(ENVELOPES).stream()
              .map(delivery -> delivery.getEnvelope().toStringUtf8().strip())
              .toList());
    }
  }

  @Test
  void whoAcknowledgesNothingIsClosedAndLosesNothing() throws Exception {
    try (var server = TestServer.start(data, config -> config.withLimits(IMPATIENT))) {
      TestClient alice = server.member("alice");
      TestClient bob = server.member("bob");
      TestStream mute = bob.connect();
      mute.welcome();

      TestStream from = alice.connect();
      from.watch(bob);
      // In frames, so that a connection is full before it can be too slow.
      for (int first = 0; first < 3 * IN_FLIGHT; first += IN_FLIGHT) {
        from.send(
            IntStream.range(first, first + IN_FLIGHT)
                .mapToObj(i -> TestClient.send(i + 1, bob.account(), "m" + i))
                .toArray(Send[]::new));
      }
      from.take(3 * IN_FLIGHT, ServerFrame::getStoredList);
      assertEquals("stuck", mute.endCode());
      assertEquals(IN_FLIGHT, mute.all(ServerFrame::getDeliveriesList).size());

      TestStream back = bob.connect();
      List<String> first = back.texts(IN_FLIGHT);
      assertEquals("m0", first.getFirst());
      back.acknowledge(IN_FLIGHT);
      assertEquals("m127", back.texts(128).getLast());
    }
  }

  private static Send big(int i, TestClient to) {
    var text = new StringBuilder("m" + i);
    text.append(" ".repeat(BYTES - text.length()));
    return TestClient.send(i + 1, to.account(), "").toBuilder()
        .setEnvelope(ByteString.copyFromUtf8(text.toString()))
        .build();
  }

  /// A stream that reads nothing at all after its beginning.
  private static void connectDeaf(TestClient client) throws Exception {
    var welcomed = new CompletableFuture<ServerFrame>();
    var out =
        (ClientCallStreamObserver<ClientFrame>)
            ChitGrpc.newStub(client.channel())
                .connect(
                    new ClientResponseObserver<ClientFrame, ServerFrame>() {
                      @Override
                      public void beforeStart(ClientCallStreamObserver<ClientFrame> stream) {
                        stream.disableAutoRequestWithInitial(1);
                      }

                      @Override
                      public void onNext(ServerFrame frame) {
                        welcomed.complete(frame);
                      }

                      @Override
                      public void onError(Throwable failure) {
                        welcomed.completeExceptionally(failure);
                      }

                      @Override
                      public void onCompleted() {}
                    });
    out.onNext(ClientFrame.newBuilder().setHello(Hello.getDefaultInstance()).build());
    welcomed.get(60, TimeUnit.SECONDS);
  }

  private static boolean saysOffline(List<ServerFrame> frames, TestClient client) {
    return frames.stream()
        .flatMap(frame -> frame.getPresenceList().stream())
        .anyMatch(
            presence ->
                !presence.getOnline() && presence.getAccount().equals(Ids.bytes(client.account())));
  }
}
