package dev.chit.server.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import dev.chit.core.ChitId;
import dev.chit.core.Salt;
import dev.chit.core.VerifyKey;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.InclusionProof;
import dev.chit.core.log.LogKey;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.core.log.TileId;
import dev.chit.core.receipt.ParsedReceipt;
import dev.chit.crypto.Ed25519;
import dev.chit.testkit.GoProgram;
import dev.chit.wire.Proofs;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.GetConsistencyRequest;
import dev.chit.wire.v1.GetReceiptRequest;
import dev.chit.wire.v1.Receipt;
import dev.chit.wire.v1.RegisterReply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Receipts and tiles of a real server, judged by Go's library for transparency logs.
class OtherProgramTest {
  private static final int PAYMENTS = 260;
  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private static final MemoOpening MEMO =
      new MemoOpening(Salt.of(TestIdentity.bytes(16)), "for bread");

  @TempDir static Path temp;
  private static TestServer server;
  private static TestClient alice;
  private static VerifyKey logKey;
  private static GoProgram go;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        GoProgram.canBeBuiltWith("golang.org/x/mod/sumdb/tlog"),
        "no independent verifier: on Debian, apt-get install golang-go golang-golang-x-mod-dev");
    Path source =
        Path.of(System.getProperty("chit.root", ".."), "testkit", "src", "main", "go", "c2sp");
    go = GoProgram.build(source, Files.createDirectories(temp.resolve("go")));
    server = TestServer.start(temp.resolve("data"), config -> config.withOpeningGrant(1_000));
    alice = server.stranger();
    RegisterReply reply = alice.register("alice");
    logKey = VerifyKey.of(reply.getLedger().getLogKey().toByteArray());
    TestClient bob = server.member("bob");
    TestStream stream = alice.connect();
    stream.welcome();
    for (int i = 1; i <= PAYMENTS; i++) {
      byte[] chit =
          alice
              .identity()
              .chit(
                  alice.ledger(),
                  bob.account(),
                  i % 3 + 1,
                  ChitId.of(TestIdentity.bytes(16)),
                  MEMO.commitment());
      stream.settle(i, ByteString.copyFrom(chit));
    }
    for (int i = 1; i <= PAYMENTS; i++) {
      assertTrue(stream.settled(i).hasSettled());
    }
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aReceiptHoldsThereAndNoChangedOneDoes() throws Exception {
    for (long index : new long[] {6, 255, 256, PAYMENTS}) {
      ParsedReceipt receipt = receipt(index);
      assertEquals(0, judge(receipt.text()).exit(), receipt.text());
      assertTrue(judge(receipt.text()).output().startsWith(index + " "));
    }
    String text = receipt(256).text();
    for (int at = 0; at < text.length(); at += 17) {
      String changed = text.substring(0, at) + other(text.charAt(at)) + text.substring(at + 1);
      assertEquals(1, judge(changed).exit(), changed);
    }
    String vkey = new LogKey(alice.identity().identity().verifyKey()).vkey();
    assertEquals(1, go.run("receipts", vkey, written(text)).exit());
  }

  @Test
  void theTilesAreOfTheTreeThatWasSigned() throws Exception {
    Path log = Files.createDirectories(temp.resolve("log"));
    try (var pages = new TestPages(server, alice)) {
      byte[] note = pages.get("/log/checkpoint").body();
      Files.write(log.resolve("checkpoint"), note);
      long size =
          SignedCheckpoint.verify(
                  new String(note, UTF_8),
                  Checkpoint.originOf(alice.ledger()),
                  logKey,
                  Ed25519.verifier())
              .size();
      for (int level = 0; size >> (8 * level) > 0; level++) {
        for (long index = 0; new TileId(level, index).width(size) > 0; index++) {
          var id = new TileId(level, index);
          String path = id.path(id.width(size));
          Path file = log.resolve(path);
          Files.createDirectories(file.resolveSibling("."));
          Files.write(file, pages.get("/log/" + path).body());
        }
      }
      String vkey = new LogKey(logKey).vkey();
      GoProgram.Result whole = go.run("tiles", vkey, log.toString());
      assertEquals(0, whole.exit(), whole.output());
      assertTrue(whole.output().startsWith(size + " "), whole.output());

      Path leaves = log.resolve("tile/0/000");
      byte[] changed = Files.readAllBytes(leaves);
      changed[100] ^= 1;
      Files.write(leaves, changed);
      assertEquals(1, go.run("tiles", vkey, log.toString()).exit());
    }
  }

  /// Another character, and if it is a digit of base64 one that differs in a bit that counts: the
  /// lowest bits of a last digit do not to Go, which would take the text for the same.
  private static char other(char digit) {
    int value = BASE64.indexOf(digit);
    return value < 0 ? 'A' : BASE64.charAt(value ^ 32);
  }

  private static GoProgram.Result judge(String text) throws Exception {
    return go.run("receipts", new LogKey(logKey).vkey(), written(text));
  }

  private static String written(String text) throws Exception {
    return Files.writeString(temp.resolve("one.receipt"), text).toString();
  }

  private static ParsedReceipt receipt(long index) throws Exception {
    ChitGrpc.ChitBlockingStub calls = alice.calls();
    Receipt created = calls.getReceipt(GetReceiptRequest.newBuilder().setIndex(0).build());
    Receipt payment = calls.getReceipt(GetReceiptRequest.newBuilder().setIndex(index).build());
    String note = payment.getCheckpoint().getNote();
    long size =
        SignedCheckpoint.verify(
                note, Checkpoint.originOf(alice.ledger()), logKey, Ed25519.verifier())
            .size();
    var beginning = GetConsistencyRequest.newBuilder().setFromSize(1).setToSize(size).build();
    return ParsedReceipt.of(
        (Event.Created) EventCodec.decode(created.getEvent().toByteArray()),
        new InclusionProof(Proofs.of(calls.getConsistency(beginning)).hashes()),
        EventCodec.decode(payment.getEvent().toByteArray()),
        Optional.of(MEMO),
        index,
        Proofs.of(payment.getProof()),
        note);
  }
}
