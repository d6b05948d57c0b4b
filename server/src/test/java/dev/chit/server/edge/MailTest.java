package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.wire.Ids;
import dev.chit.wire.Limits;
import dev.chit.wire.v1.ClientFrame;
import dev.chit.wire.v1.Delivery;
import dev.chit.wire.v1.Send;
import dev.chit.wire.v1.SendRefused;
import dev.chit.wire.v1.ServerFrame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class MailTest {
  @TempDir static Path data;
  private static TestServer server;

  private TestClient alice;
  private TestClient bob;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void meet(TestInfo test) {
    String name = Integer.toHexString(test.getDisplayName().hashCode());
    alice = server.member("alice" + name);
    bob = server.member("bob" + name);
  }

  @Test
  void betweenTwoWhoAreOnlineNothingNeedBeStored() throws Exception {
    TestStream from = alice.connect();
    TestStream to = bob.connect();
    to.welcome();
    from.send(TestClient.send(1, bob.account(), "one"), TestClient.send(2, bob.account(), "two"));

    List<Delivery> deliveries = to.deliveries(2);
    to.acknowledge(2);

    assertEquals(List.of(1L, 2L), deliveries.stream().map(Delivery::getNumber).toList());
    assertEquals(alice.account(), Ids.account(deliveries.getFirst().getSender()));
    assertEquals(1, deliveries.getFirst().getSenderDevice());
    assertEquals(List.of(1L, 2L), from.take(2, TestAcks::any));
  }

  @Test
  void whatIsNotAcknowledgedIsStoredAndComesAgain() throws Exception {
    TestStream from = alice.connect();
    TestStream to = bob.connect();
    to.welcome();
    from.send(TestClient.send(1, bob.account(), "one"), TestClient.send(2, bob.account(), "two"));
    to.deliveries(2);

    assertEquals(List.of(1L, 2L), from.take(2, ServerFrame::getStoredList));
    to.acknowledge(1);
    to.complete();
    to.end();

    TestStream back = bob.connect();
    assertEquals(List.of("two"), back.texts(1));
    assertEquals(1, back.deliveries(1).getFirst().getNumber());
  }

  @Test
  void aRecipientWhoLeavesBeforeTheAcknowledgementGetsAllAgain() throws Exception {
    TestStream from = alice.connect();
    TestStream to = bob.connect();
    to.welcome();
    from.send(TestClient.send(1, bob.account(), "one"), TestClient.send(2, bob.account(), "two"));
    to.deliveries(2);
    to.cancel();

    from.take(2, TestAcks::any);
    assertEquals(List.of("one", "two"), bob.connect().texts(2));
  }

  @Test
  void aSenderWhoLeavesAtOnceHasSentWhatTheServerRead() throws Exception {
    TestStream from = alice.connect();
    from.send(TestClient.send(1, bob.account(), "farewell"));
    from.complete();
    assertEquals("", from.endCode());

    assertEquals(List.of("farewell"), bob.connect().texts(1));
  }

  @Test
  void storedMailComesFirstAndInOrder() throws Exception {
    TestStream from = alice.connect();
    int stored = 600;
    var sent = new ArrayList<String>();
    for (int i = 0; i < stored; i++) {
      sent.add("m" + i);
      from.send(TestClient.send(i + 1, bob.account(), "m" + i));
    }
    from.take(stored, ServerFrame::getStoredList);

    TestStream to = bob.connect();
    for (int i = stored; i < 2 * stored; i++) {
      sent.add("m" + i);
      from.send(TestClient.send(i + 1, bob.account(), "m" + i));
    }
    assertEquals(sent, to.texts(2 * stored));
    to.acknowledge(2L * stored);
    from.take(2 * stored, TestAcks::any);
    to.complete();
    to.end();

    from.send(TestClient.send(9_999, bob.account(), "last"));
    assertEquals(List.of("last"), bob.connect().texts(1));
  }

  @Test
  void aNewerConnectionReplacesTheOlder() throws Exception {
    TestStream from = alice.connect();
    TestStream older = bob.connect();
    older.welcome();
    from.send(TestClient.send(1, bob.account(), "one"));
    older.deliveries(1);

    TestStream newer = bob.connect();
    assertEquals(List.of("one"), newer.texts(1));
    assertEquals("replaced", older.endCode());
    assertTrue(older.frames().getLast().getGoodbyeRetryMillis() > 0);
  }

  @Test
  void anEnvelopeHasOneTo64KiB() throws Exception {
    TestStream from = alice.connect();
    TestStream to = bob.connect();
    Send send = TestClient.send(1, bob.account(), "");
    from.send(send);
    from.send(send.toBuilder().setRequest(2).setEnvelope(zeros(Limits.ENVELOPE_BYTES_MAX)).build());
    from.send(
        send.toBuilder().setRequest(3).setEnvelope(zeros(Limits.ENVELOPE_BYTES_MAX + 1)).build());

    List<SendRefused> refused = from.take(2, ServerFrame::getRefusedList);
    assertEquals(List.of(1L, 3L), refused.stream().map(SendRefused::getRequest).toList());
    assertEquals("bad-request", refused.get(0).getRejection().getCode());
    assertEquals("too-large", refused.get(1).getRejection().getCode());
    assertEquals(Limits.ENVELOPE_BYTES_MAX, to.deliveries(1).getFirst().getEnvelope().size());
  }

  @Test
  void addressesAndIdsHaveSixteenBytesAndDevicesANumber() throws Exception {
    TestStream from = alice.connect();
    Send good = TestClient.send(1, bob.account(), "x");
    from.send(
        good.toBuilder().setRequest(1).setRecipient(zeros(15)).build(),
        good.toBuilder().setRequest(2).setId(zeros(17)).build(),
        good.toBuilder().setRequest(3).setDevice(0).build());
    assertEquals(
        List.of("bad-request", "bad-request", "bad-request"),
        from.take(3, ServerFrame::getRefusedList).stream()
            .map(refused -> refused.getRejection().getCode())
            .toList());
  }

  @Test
  void nobodyCanBeSentToWhoIsNotThere() throws Exception {
    TestStream from = alice.connect();
    from.send(
        TestClient.send(1, TestIdentity.random().account(), "x"),
        TestClient.send(2, bob.account(), "x").toBuilder().setDevice(2).build());
    from.await(all -> all.stream().mapToInt(ServerFrame::getRefusedCount).sum() == 2);
    assertEquals(
        List.of("1 unknown-account", "2 unknown-device"),
        from.all(ServerFrame::getRefusedList).stream()
            .map(refused -> refused.getRequest() + " " + refused.getRejection().getCode())
            .sorted()
            .toList());
  }

  @Test
  void aFrameHasAtMost64Items() throws Exception {
    TestStream to = bob.connect();
    TestStream from = alice.connect();
    from.send(sends(Limits.FRAME_ITEMS_MAX));
    assertEquals(Limits.FRAME_ITEMS_MAX, to.deliveries(Limits.FRAME_ITEMS_MAX).size());

    from.send(sends(Limits.FRAME_ITEMS_MAX + 1));
    assertEquals("too-large", from.endCode());
  }

  @Test
  void aFrameHasAtMostAMebibyte() throws Exception {
    TestStream to = bob.connect();
    TestStream from = alice.connect();
    Send big = TestClient.send(1, bob.account(), "").toBuilder().setEnvelope(zeros(60_000)).build();
    var frame = ClientFrame.newBuilder();
    for (int i = 0; i < 17; i++) {
      frame.addSends(big);
    }
    int last = Limits.FRAME_BYTES_MAX - frame.build().getSerializedSize() - 100;
    frame.addSends(big.toBuilder().setEnvelope(zeros(last)));
    last += Limits.FRAME_BYTES_MAX - frame.build().getSerializedSize();
    frame.setSends(17, big.toBuilder().setEnvelope(zeros(last)));
    assertEquals(Limits.FRAME_BYTES_MAX, frame.build().getSerializedSize());
    from.write(frame);
    assertEquals(18, to.deliveries(18).size());
    assertTrue(
        to.frames().stream()
            .allMatch(received -> received.getSerializedSize() <= Limits.FRAME_BYTES_MAX));

    frame.setSends(17, big.toBuilder().setEnvelope(zeros(last + 1)));
    from.write(frame);
    assertTrue(from.end() instanceof io.grpc.StatusRuntimeException);
  }

  @Test
  void theFirstFrameSaysHelloAndNoOther() throws Exception {
    TestStream silent = TestStream.silent(alice);
    silent.send(TestClient.send(1, bob.account(), "x"));
    assertEquals("bad-request", silent.endCode());

    TestStream twice = alice.connect();
    twice.welcome();
    twice.write(ClientFrame.newBuilder().setHello(dev.chit.wire.v1.Hello.getDefaultInstance()));
    assertEquals("bad-request", twice.endCode());
  }

  @Test
  void onlyWhatWasDeliveredCanBeAcknowledged() throws Exception {
    TestStream to = bob.connect();
    to.welcome();
    to.acknowledge(1);
    assertEquals("bad-request", to.endCode());
  }

  @Test
  void framesHoldManyItemsWhenMuchWaits() throws Exception {
    TestStream from = alice.connect();
    for (int i = 0; i < 10; i++) {
      from.send(sends(Limits.FRAME_ITEMS_MAX));
    }
    int all = 10 * Limits.FRAME_ITEMS_MAX;
    from.take(all, ServerFrame::getStoredList);
    TestStream to = bob.connect();
    to.deliveries(all);
    List<ServerFrame> frames = to.frames();
    assertTrue(
        frames.stream().allMatch(frame -> frame.getDeliveriesCount() <= Limits.FRAME_ITEMS_MAX));
    assertTrue(frames.size() < all / 8, frames.size() + " frames");
    assertEquals(
        LongStream.rangeClosed(1, all).boxed().toList(),
        to.all(ServerFrame::getDeliveriesList).stream().map(Delivery::getNumber).toList());
  }

  private Send[] sends(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> TestClient.send(i + 1, bob.account(), "m" + i))
        .toArray(Send[]::new);
  }

  private static ByteString zeros(int length) {
    return ByteString.copyFrom(new byte[length]);
  }
}
