package dev.chit.server.edge;

import static dev.chit.server.edge.TestBlobs.bytes;
import static dev.chit.server.edge.TestBlobs.head;
import static dev.chit.server.edge.TestBlobs.id;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.server.ServerLimits;
import dev.chit.server.blobs.BlobLimits;
import dev.chit.testkit.Eventually;
import dev.chit.wire.Limits;
import dev.chit.wire.v1.BlobHead;
import dev.chit.wire.v1.BlobState;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.DeleteBlobRequest;
import dev.chit.wire.v1.GetBlobFrame;
import dev.chit.wire.v1.GetBlobRequest;
import dev.chit.wire.v1.PutBlobFrame;
import dev.chit.wire.v1.StatsRequest;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.stub.BlockingClientCall;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Blobs over the wire, at their limits, and cut off.
final class BlobCallsTest {
  private static final int FRAME = Limits.BLOB_FRAME_BYTES_MAX;

  @TempDir Path data;

  @Test
  void aBlobIsReadAsItWasWritten() throws Exception {
    try (var server = TestServer.start(data)) {
      TestClient alice = server.member("alice");
      TestClient bob = server.member("bob");
      int[] sizes = {1, 16, FRAME - 1, FRAME, FRAME + 1, 3_000_007};
      for (int i = 0; i < sizes.length; i++) {
        byte[] all = bytes(sizes[i]);
        BlobState state = TestBlobs.put(alice, id(i), all, 0);
        assertEquals(sizes[i], state.getStored());
        assertTrue(state.getExpiresAtMillis() > System.currentTimeMillis());
        assertEquals(state, TestBlobs.stat(bob, id(i)));
        assertArrayEquals(all, TestBlobs.get(bob, id(i), 0));
        int middle = sizes[i] / 2;
        assertArrayEquals(
            Arrays.copyOfRange(all, middle, all.length), TestBlobs.get(bob, id(i), middle));
        assertEquals(0, TestBlobs.get(bob, id(i), all.length).length);
      }
    }
  }

  @Test
  void anUploadThatWasCutGoesOnFromWhatIsStored() throws Exception {
    byte[] all = bytes(40 * FRAME + 5);
    int sent = 20 * FRAME;
    try (var server = TestServer.start(data)) {
      TestClient alice = server.member("alice");
      TestClient bob = server.member("bob");
      var call = TestBlobs.begin(alice, head(id(1), all.length, 0));
      TestBlobs.write(call, all, 0, sent);
      Eventually.is("the bytes arrived", () -> metric(server, "chit_blob_bytes_in") == sent);
      call.cancel("cut", null);

      Eventually.is("they are stored", () -> TestBlobs.stat(alice, id(1)).getStored() == sent);
      assertEquals("unknown-blob", RegisterTest.code(() -> TestBlobs.stat(bob, id(1))));
      assertEquals("unknown-blob", RegisterTest.code(() -> TestBlobs.get(bob, id(1), 0)));
      assertEquals("stale", RegisterTest.code(() -> TestBlobs.put(alice, id(1), all, sent + 1)));
      // Whole pieces are repeated: an upload may begin before the end of what is stored.
      int from = sent - 1_000;
      assertEquals(all.length, TestBlobs.put(alice, id(1), all, from).getStored());
      assertArrayEquals(all, TestBlobs.get(bob, id(1), 0));
      assertEquals("stale", RegisterTest.code(() -> TestBlobs.put(alice, id(1), all, from)));
    }
  }

  @Test
  void whatWasStoredIsThereWhenTheServerComesBack() throws Exception {
    byte[] all = bytes(10 * FRAME);
    try (var server = TestServer.start(data)) {
      TestClient alice = server.member("alice");
      TestBlobs.put(alice, id(1), all, 0);
      var call = TestBlobs.begin(alice, head(id(2), all.length, 0));
      TestBlobs.write(call, all, 0, 5 * FRAME);
      Eventually.is("the bytes arrived", () -> metric(server, "chit_blob_bytes_in") == 15L * FRAME);

      try (var again = server.restart()) {
        TestClient back = again.client(alice.identity());
        assertArrayEquals(all, TestBlobs.get(back, id(1), 0));
        assertEquals(5L * FRAME, TestBlobs.stat(back, id(2)).getStored());
        TestBlobs.put(back, id(2), all, 5 * FRAME);
        assertArrayEquals(all, TestBlobs.get(back, id(2), 0));
      }
    }
  }

  @Test
  void onlyWhoBeganABlobWritesAndDeletesIt() throws Exception {
    byte[] all = bytes(100);
    try (var server = TestServer.start(data)) {
      TestClient alice = server.member("alice");
      TestClient bob = server.member("bob");
      TestBlobs.put(alice, id(1), all, 0);
      assertEquals("duplicate-id", RegisterTest.code(() -> TestBlobs.put(bob, id(1), all, 0)));
      assertEquals("unknown-blob", RegisterTest.code(() -> delete(bob, id(1))));
      assertEquals("unknown-blob", RegisterTest.code(() -> delete(alice, id(2))));
      assertArrayEquals(all, TestBlobs.get(bob, id(1), 0));

      delete(alice, id(1));

      assertEquals("unknown-blob", RegisterTest.code(() -> TestBlobs.get(bob, id(1), 0)));
      assertEquals(
          "not-registered", RegisterTest.code(() -> TestBlobs.stat(server.stranger(), id(1))));
    }
  }

  @Test
  void whatIsNotWellFormedHasNoEffect() throws Exception {
    byte[] all = bytes(100);
    try (var server = TestServer.start(data)) {
      TestClient alice = server.member("alice");
      assertEquals("bad-request", RegisterTest.code(() -> put(alice, head(id(1), 0, 0), all)));
      assertEquals("bad-request", RegisterTest.code(() -> put(alice, head(id(1), -1, 0), all)));
      assertEquals("stale", RegisterTest.code(() -> put(alice, head(id(1), 100, 1), all)));
      assertEquals("stale", RegisterTest.code(() -> put(alice, head(id(1), 100, -1), all)));
      ByteString shortId = id(1).substring(1);
      assertEquals("bad-request", RegisterTest.code(() -> put(alice, head(shortId, 9, 0), all)));
      assertEquals("unknown-blob", RegisterTest.code(() -> TestBlobs.stat(alice, id(1))));

      assertEquals("bad-request", RegisterTest.code(() -> put(alice, head(id(1), 99, 0), all)));
      assertEquals("bad-request", RegisterTest.code(() -> put(alice, head(id(2), 101, 0), all)));
      assertEquals("bad-request", RegisterTest.code(() -> twoHeads(alice)));
      assertEquals("bad-request", RegisterTest.code(() -> noHead(alice)));
      assertEquals("too-large", RegisterTest.code(() -> bigFrame(alice)));
      TestBlobs.put(alice, id(9), all, 0);
      assertEquals("bad-request", RegisterTest.code(() -> TestBlobs.get(alice, id(9), 101)));
      assertEquals("bad-request", RegisterTest.code(() -> TestBlobs.get(alice, id(9), -1)));
      assertEquals("bad-request", RegisterTest.code(() -> TestBlobs.get(alice, shortId, 0)));
    }
  }

  @Test
  void anAccountHasItsShareAndNotAByteMore() throws Exception {
    try (var server = start(BlobLimits.DEFAULT.withBytes(1_000, 2_500).withBlobs(4))) {
      TestClient alice = server.member("alice");
      assertEquals("too-large", RegisterTest.code(() -> put(alice, 1, 1_001)));
      put(alice, 1, 1_000);
      put(alice, 2, 1_000);
      assertEquals("quota", RegisterTest.code(() -> put(alice, 3, 501)));
      put(alice, 3, 499);
      put(alice, 4, 1);
      assertEquals("quota", RegisterTest.code(() -> put(alice, 5, 1)));
      put(server.member("bob"), 6, 1_000);
      delete(alice, id(1));
      put(alice, 5, 1_000);
    }
  }

  @Test
  void aServerWithoutRoomSaysSo() throws Exception {
    try (var server = start(BlobLimits.DEFAULT.withFree(Long.MAX_VALUE))) {
      TestClient alice = server.member("alice");
      assertEquals("server-full", RegisterTest.code(() -> put(alice, 1, 1)));
      assertEquals("unknown-blob", RegisterTest.code(() -> TestBlobs.stat(alice, id(1))));
    }
  }

  @Test
  void anAccountHasSoManyUploadsUnderWay() throws Exception {
    try (var server = start(BlobLimits.DEFAULT.withTransfers(2))) {
      TestClient alice = server.member("alice");
      var one = begun(server, alice, 1);
      var two = begun(server, alice, 2);
      assertEquals("busy", RegisterTest.code(() -> put(alice, 3, 10)));
      put(server.member("bob"), 4, 10);

      TestBlobs.write(one, bytes(10), 1, 10);
      TestBlobs.end(one);
      put(alice, 3, 10);
      two.cancel("done", null);
    }
  }

  @Test
  void uploadsAndDownloadsAreDrawnFromTheAllowanceForQuestions() throws Exception {
    var few = ServerLimits.DEFAULT.with(new ServerLimits.Rates(1, 1, 1));
    try (var server = TestServer.start(data, it -> it.withLimits(few))) {
      TestClient alice = server.member("alice");
      var puts = new TreeSet<String>();
      var gets = new TreeSet<String>();
      for (int i = 0; i < 50; i++) {
        puts.add(RegisterTest.code(() -> put(alice, head(id(1), 0, 0), new byte[0])));
      }
      for (int i = 0; i < 50; i++) {
        gets.add(RegisterTest.code(() -> TestBlobs.get(alice, id(1), 0)));
      }
      assertTrue(puts.contains("busy"), puts.toString());
      assertTrue(gets.contains("busy"), gets.toString());
    }
  }

  @Test
  void aNewUploadOfABlobEndsTheOlderOne() throws Exception {
    byte[] all = bytes(10);
    try (var server = TestServer.start(data)) {
      TestClient alice = server.member("alice");
      var older = begun(server, alice, 1);
      TestBlobs.put(alice, id(1), all, 0);
      assertEquals("replaced", RegisterTest.code(() -> writeRest(older)));
      assertArrayEquals(all, TestBlobs.get(alice, id(1), 0));
    }
  }

  @Test
  void nothingIsReadThatTheClientDoesNotTake() throws Exception {
    byte[] all = bytes(24 << 20);
    try (var server = TestServer.start(data)) {
      TestClient alice = server.member("alice");
      TestClient bob = server.member("bob");
      TestBlobs.put(alice, id(1), all, 0);
      ClientCall<GetBlobRequest, GetBlobFrame> stuck =
          alice.channel().newCall(ChitGrpc.getGetBlobMethod(), CallOptions.DEFAULT);
      stuck.start(new ClientCall.Listener<>() {}, new Metadata());
      stuck.sendMessage(GetBlobRequest.newBuilder().setId(id(1)).build());
      stuck.halfClose();
      Eventually.is("it began", () -> metric(server, "chit_blob_bytes_out") > 0);

      assertArrayEquals(all, TestBlobs.get(bob, id(1), 0));

      long taken = metric(server, "chit_blob_bytes_out") - all.length;
      assertTrue(taken < 8 << 20, taken + " bytes were read for a client that takes none");
      stuck.cancel("done", null);
    }
  }

  private TestServer start(BlobLimits limits) throws Exception {
    return TestServer.start(data, it -> it.withLimits(ServerLimits.DEFAULT.with(limits)));
  }

  /// An upload of ten bytes that the server has the first of.
  private static BlockingClientCall<PutBlobFrame, BlobState> begun(
      TestServer server, TestClient by, int blob) throws Exception {
    long before = metric(server, "chit_blob_bytes_in");
    var call = TestBlobs.begin(by, head(id(blob), 10, 0));
    TestBlobs.write(call, bytes(10), 0, 1);
    Eventually.is("it began", () -> metric(server, "chit_blob_bytes_in") == before + 1);
    return call;
  }

  private static BlobState put(TestClient by, int blob, int size) throws Exception {
    return TestBlobs.put(by, id(blob), bytes(size), 0);
  }

  private static BlobState put(TestClient by, BlobHead head, byte[] all) throws Exception {
    var call = TestBlobs.begin(by, head);
    TestBlobs.write(call, all, 0, all.length);
    return TestBlobs.end(call);
  }

  private static BlobState twoHeads(TestClient by) throws Exception {
    var call = TestBlobs.begin(by, head(id(3), 100, 0));
    TestBlobs.write(call, PutBlobFrame.newBuilder().setHead(head(id(3), 100, 0)));
    return TestBlobs.end(call);
  }

  private static BlobState noHead(TestClient by) throws Exception {
    var call = TestBlobs.begin(by, BlobHead.getDefaultInstance());
    call.cancel("begins otherwise", null);
    var other =
        io.grpc.stub.ClientCalls.blockingClientStreamingCall(
            by.channel(), ChitGrpc.getPutBlobMethod(), CallOptions.DEFAULT);
    return TestBlobs.end(other);
  }

  private static BlobState bigFrame(TestClient by) throws Exception {
    var call = TestBlobs.begin(by, head(id(4), 2L * FRAME, 0));
    TestBlobs.write(
        call, PutBlobFrame.newBuilder().setBytes(ByteString.copyFrom(new byte[FRAME + 1])));
    return TestBlobs.end(call);
  }

  private static BlobState writeRest(BlockingClientCall<PutBlobFrame, BlobState> call)
      throws Exception {
    TestBlobs.write(call, bytes(10), 1, 10);
    return TestBlobs.end(call);
  }

  private static void delete(TestClient by, ByteString id) {
    assertFalse(by.calls().deleteBlob(DeleteBlobRequest.newBuilder().setId(id).build()) == null);
  }

  private static long metric(TestServer server, String name) throws Exception {
    return server
        .operator()
        .admin()
        .stats(StatsRequest.getDefaultInstance())
        .getMetrics()
        .lines()
        .filter(line -> line.startsWith(name + "_total "))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }
}
