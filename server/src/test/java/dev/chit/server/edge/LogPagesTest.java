package dev.chit.server.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.VerifyKey;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.ConsistencyProof;
import dev.chit.core.log.ProofBuilder;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.core.log.Tile;
import dev.chit.core.log.TileHashReader;
import dev.chit.core.log.TileReader;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.SigningKey;
import dev.chit.wire.Proofs;
import dev.chit.wire.v1.GetConsistencyRequest;
import dev.chit.wire.v1.GetReceiptRequest;
import dev.chit.wire.v1.Receipt;
import dev.chit.wire.v1.RegisterReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log over plain HTTPS, as somebody sees it who has a certificate and C2SP's documents.
class LogPagesTest {
  private static final int PAYMENTS = 300;

  @TempDir static Path data;
  private static TestServer server;
  private static TestClient alice;
  private static TestClient bob;
  private static TestPages pages;
  private static VerifyKey logKey;

  @BeforeAll
  static void fillMoreThanATile() throws Exception {
    server = TestServer.start(data, config -> config.withOpeningGrant(1_000));
    alice = server.stranger();
    RegisterReply reply = alice.register("alice");
    logKey = VerifyKey.of(reply.getLedger().getLogKey().toByteArray());
    bob = server.member("bob");
    TestStream stream = alice.connect();
    stream.welcome();
    for (int i = 1; i <= PAYMENTS; i++) {
      stream.settle(i, alice.chit(bob.account(), 1));
    }
    for (int i = 1; i <= PAYMENTS; i++) {
      assertTrue(stream.settled(i).hasSettled());
    }
    pages = new TestPages(server, alice);
  }

  @AfterAll
  static void stop() {
    pages.close();
    server.close();
  }

  @Test
  void theTilesMakeTheRootThatTheLogSigned() throws Exception {
    SignedCheckpoint checkpoint = checkpoint();
    assertTrue(checkpoint.size() > PAYMENTS);
    assertEquals(checkpoint.root(), builder(checkpoint.size()).root(checkpoint.size()));
  }

  @Test
  void aProofMadeFromTilesIsTheServersOwn() throws Exception {
    long size = checkpoint().size();
    for (long index : new long[] {3, 255, 256, 300}) {
      Receipt receipt =
          alice.calls().getReceipt(GetReceiptRequest.newBuilder().setIndex(index).build());
      SignedCheckpoint proved = verified(receipt.getCheckpoint().getNote());
      assertEquals(
          Proofs.of(receipt.getProof()), builder(proved.size()).inclusion(index, proved.size()));
    }
    for (long from : new long[] {1, 2, 100, 256, 257, size}) {
      ConsistencyProof served =
          Proofs.of(
              alice
                  .calls()
                  .getConsistency(
                      GetConsistencyRequest.newBuilder()
                          .setFromSize(from)
                          .setToSize(size)
                          .build()));
      assertEquals(served, builder(size).consistency(from, size));
    }
  }

  @Test
  void anEarlierTreesTilesStayWhenTheLogGrows() throws Exception {
    SignedCheckpoint before = checkpoint();
    byte[] edge = get(200, edgeOf(before.size())).body();
    TestStream stream = bob.connect();
    stream.welcome();
    stream.settle(1, bob.chit(alice.account(), 1));
    assertTrue(stream.settled(1).hasSettled());

    SignedCheckpoint after = checkpoint();
    assertTrue(after.size() > before.size());
    assertArrayEquals(edge, get(200, edgeOf(before.size())).body());
    assertArrayEquals(edge, Arrays.copyOf(get(200, edgeOf(after.size())).body(), edge.length));
    assertEquals(before.root(), builder(before.size()).root(before.size()));
  }

  private static String edgeOf(long size) {
    return "/log/tile/0/00" + size / 256 + ".p/" + size % 256;
  }

  @Test
  void whatNeverChangesMayBeKeptForAYear() throws Exception {
    HttpResponse<byte[]> full = get(200, "/log/tile/0/000");
    assertEquals(256 * 32, full.body().length);
    assertEquals("application/octet-stream", header(full, "content-type"));
    assertEquals("private, max-age=31536000, immutable", header(full, "cache-control"));

    HttpResponse<byte[]> partial = get(200, "/log/tile/1/000.p/1");
    assertEquals("application/octet-stream", header(partial, "content-type"));
    assertEquals("private, max-age=60", header(partial, "cache-control"));

    HttpResponse<byte[]> note = get(200, "/log/checkpoint");
    assertEquals("text/plain; charset=utf-8", header(note, "content-type"));
    assertEquals("no-cache", header(note, "cache-control"));

    for (HttpResponse<byte[]> page : List.of(full, partial)) {
      String tag = header(page, "etag");
      HttpResponse<byte[]> same = pages.get(page.uri().getPath(), "If-None-Match", tag);
      assertEquals(304, same.statusCode());
      assertEquals(0, same.body().length);
      assertEquals(tag, header(same, "etag"));
      assertEquals(200, pages.get(page.uri().getPath(), "If-None-Match", "\"x\"").statusCode());
    }
    assertFalse(header(full, "etag").equals(header(partial, "etag")));
  }

  @Test
  void whatTheLogHasNotIsNotThere() throws Exception {
    long size = checkpoint().size();
    for (String path :
        List.of(
            "/log/",
            "/log/checkpoint/",
            "/log/checkpoints",
            "/log/tile/0/001",
            "/log/tile/0/002",
            "/log/tile/0/001.p/" + (size % 256 + 40),
            "/log/tile/0/000.p/256",
            "/log/tile/0/000.p/0",
            "/log/tile/1/000",
            "/log/tile/1/000.p/2",
            "/log/tile/2/000.p/1",
            "/log/tile/63/000",
            "/log/tile/entries/000",
            "/log/tile/0/x000/000",
            "/log/tile/0/000?full")) {
      boolean isQuery = path.contains("?");
      assertEquals(isQuery ? 200 : 404, pages.get(path).statusCode(), path);
    }
    for (String method : List.of("POST", "PUT", "DELETE")) {
      assertEquals(405, pages.send(method, "/log/checkpoint").statusCode(), method);
    }
  }

  @Test
  void onlyAMembersDeviceSeesAnyOfIt() throws Exception {
    SigningKey identity = SigningKey.generate();
    server.client(TestIdentity.withDevice(identity, 1)).register("carol");
    TestClient otherDevice = server.client(TestIdentity.withDevice(identity, 2));
    for (TestClient nobody : List.of(server.stranger(), otherDevice)) {
      try (var strange = new TestPages(server, nobody)) {
        for (String path : List.of("/log/checkpoint", "/log/tile/0/000", "/log/nothing")) {
          HttpResponse<byte[]> refused = strange.get(path);
          assertEquals(403, refused.statusCode());
          assertFalse(new String(refused.body(), UTF_8).contains("chit/"));
        }
      }
    }
    try (var operator = new TestPages(server, server.operator())) {
      assertEquals(200, operator.get("/log/tile/0/000").statusCode());
    }
  }

  private static SignedCheckpoint checkpoint() throws Exception {
    return verified(new String(get(200, "/log/checkpoint").body(), UTF_8));
  }

  private static SignedCheckpoint verified(String note) throws Exception {
    return SignedCheckpoint.verify(
        note, Checkpoint.originOf(alice.ledger()), logKey, Ed25519.verifier());
  }

  /// Fetches what it needs of the tree of that size.
  private static ProofBuilder builder(long size) {
    TileReader fetched =
        (id, of) -> {
          try {
            return Tile.of(id, get(200, "/log/" + id.path(id.width(of))).body());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    return new ProofBuilder(new TileHashReader(fetched, size));
  }

  private static HttpResponse<byte[]> get(int status, String path)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response = pages.get(path);
    assertEquals(status, response.statusCode(), path);
    return response;
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
