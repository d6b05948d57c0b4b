package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.core.VerifyKey;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.MerkleTree;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.crypto.Ed25519;
import dev.chit.wire.Limits;
import dev.chit.wire.Proofs;
import dev.chit.wire.v1.ClientFrame;
import dev.chit.wire.v1.GetBalanceRequest;
import dev.chit.wire.v1.GetConsistencyRequest;
import dev.chit.wire.v1.GetEntriesRequest;
import dev.chit.wire.v1.GetReceiptRequest;
import dev.chit.wire.v1.LoggedEvent;
import dev.chit.wire.v1.Receipt;
import dev.chit.wire.v1.RegisterReply;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.Settle;
import dev.chit.wire.v1.SettleRequest;
import dev.chit.wire.v1.SettleResult;
import dev.chit.wire.v1.Settled;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class PaymentTest {
  @TempDir static Path data;
  private static TestServer server;

  private TestClient alice;
  private TestClient bob;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(data, config -> config.withOpeningGrant(1_000));
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
  void aChitPresentedTwicePaysOnce() throws Exception {
    TestStream stream = alice.connect();
    ByteString chit = alice.chit(bob.account(), 300);
    stream.settle(1, chit);
    stream.settle(2, chit);
    Settled first = stream.settled(1).getSettled();
    Settled second = stream.settled(2).getSettled();
    Settled unary =
        alice.calls().settle(SettleRequest.newBuilder().setChit(chit).build()).getSettled();

    assertEquals(700, first.getBalance());
    assertEquals(first.getEvent().getIndex(), second.getEvent().getIndex());
    assertEquals(first.getEvent().getIndex(), unary.getEvent().getIndex());
    assertFalse(first.getRepeated() && second.getRepeated());
    assertTrue(first.getRepeated() || second.getRepeated());
    assertTrue(unary.getRepeated());
    assertEquals(700, balance(alice));
    assertEquals(1_300, balance(bob));
  }

  @Test
  void whoeverPresentsAChitLearnsOnlyTheirOwnBalance() {
    ByteString chit = alice.chit(bob.account(), 100);
    Settled byPayee =
        bob.calls().settle(SettleRequest.newBuilder().setChit(chit).build()).getSettled();
    assertEquals(1_100, byPayee.getBalance());
    TestClient other = server.member("other");
    Settled byOther =
        other.calls().settle(SettleRequest.newBuilder().setChit(chit).build()).getSettled();
    assertEquals(0, byOther.getBalance());
    assertEquals(0, byOther.getEvent().getBalance());
  }

  @Test
  void refusalsSayWhy() throws Exception {
    TestStream stream = alice.connect();
    ByteString good = alice.chit(bob.account(), 1);
    byte[] flipped = good.toByteArray();
    flipped[140] ^= 1;
    stream.settle(1, alice.chit(bob.account(), 1_001));
    stream.settle(2, good.substring(1));
    stream.settle(3, ByteString.copyFrom(flipped));
    stream.settle(4, alice.chit(TestIdentity.random().account(), 1));
    stream.write(
        ClientFrame.newBuilder()
            .addSettles(
                Settle.newBuilder()
                    .setRequest(5)
                    .setChit(good)
                    .setReason(ByteString.copyFromUtf8("short"))));
    assertEquals("insufficient-funds", code(stream.settled(1)));
    assertEquals("bad-chit", code(stream.settled(2)));
    assertEquals("bad-signature", code(stream.settled(3)));
    assertEquals("unknown-payee", code(stream.settled(4)));
    assertEquals("bad-request", code(stream.settled(5)));
    assertEquals(1_000, balance(alice));
  }

  @Test
  void thePayeeIsToldAtOnceAndThePayerOnlyByTheReply() throws Exception {
    TestStream payer = alice.connect();
    TestStream payee = bob.connect();
    payer.take(2, ServerFrame::getEventsList);
    payee.take(2, ServerFrame::getEventsList);

    payer.settle(1, alice.chit(bob.account(), 10));
    payer.settled(1);
    payer.settle(2, alice.chit(bob.account(), 20));
    payer.settled(2);
    List<LoggedEvent> told = payee.take(4, ServerFrame::getEventsList);
    assertEquals(
        List.of(1_010L, 1_030L), told.subList(2, 4).stream().map(LoggedEvent::getBalance).toList());

    payee.settle(1, bob.chit(alice.account(), 5));
    List<LoggedEvent> payers = payer.take(3, ServerFrame::getEventsList);
    assertEquals(975, payers.get(2).getBalance());
  }

  @Test
  void whoComesBackIsToldWhatHappenedSince() throws Exception {
    TestStream payer = alice.connect();
    payer.settle(1, alice.chit(bob.account(), 10));
    long index = payer.settled(1).getSettled().getEvent().getIndex();
    payer.settle(2, alice.chit(bob.account(), 20));
    payer.settled(2);

    TestStream all = bob.connect(0);
    assertEquals(4, all.take(4, ServerFrame::getEventsList).size());
    all.complete();
    all.end();
    TestStream since = bob.connect(index + 1);
    List<LoggedEvent> told = since.take(1, ServerFrame::getEventsList);
    assertEquals(1_030, told.getFirst().getBalance());
    payer.settle(3, alice.chit(bob.account(), 30));
    told = since.take(2, ServerFrame::getEventsList);
    assertEquals(1_060, told.getLast().getBalance());
  }

  @Test
  void aLongHistoryIsToldInOrderWhileItGrows() throws Exception {
    TestStream payer = alice.connect();
    int payments = 900;
    pay(payer, 0, payments / 2);
    TestStream payee = bob.connect(0);
    pay(payer, payments / 2, payments);
    List<Long> indexes =
        payee.take(payments + 2, ServerFrame::getEventsList).stream()
            .map(LoggedEvent::getIndex)
            .toList();
    assertEquals(indexes.stream().sorted().distinct().toList(), indexes);
    assertEquals(1_000 + payments, balance(bob));
  }

  private void pay(TestStream payer, int from, int to) throws Exception {
    for (int i = from; i < to; i += 50) {
      var frame = ClientFrame.newBuilder();
      for (int j = i; j < i + 50; j++) {
        frame.addSettles(
            Settle.newBuilder().setRequest(j + 1).setChit(alice.chit(bob.account(), 1)));
      }
      payer.write(frame);
      payer.settled(i + 50);
    }
  }

  @Test
  void aReceiptIsForItsPartiesAndProvesTheEvent() throws Exception {
    TestClient alice = server.stranger();
    RegisterReply opened = alice.register("payer-with-proof");
    VerifyKey logKey = VerifyKey.of(opened.getLedger().getLogKey().toByteArray());
    ByteString chit = alice.chit(bob.account(), 42);
    long index =
        alice
            .calls()
            .settle(SettleRequest.newBuilder().setChit(chit).build())
            .getSettled()
            .getEvent()
            .getIndex();

    GetReceiptRequest byId =
        GetReceiptRequest.newBuilder().setChitId(chit.substring(16, 32)).build();
    Receipt receipt = bob.calls().getReceipt(byId);
    assertEquals(index, receipt.getIndex());
    byte[] event = receipt.getEvent().toByteArray();
    assertTrue(EventCodec.decode(event) instanceof Event.Settled);
    SignedCheckpoint checkpoint =
        SignedCheckpoint.verify(
            receipt.getCheckpoint().getNote(),
            Checkpoint.originOf(alice.ledger()),
            logKey,
            Ed25519.verifier());
    assertTrue(
        Proofs.of(receipt.getProof())
            .verify(index, checkpoint.size(), MerkleTree.leafHash(event), checkpoint.root()));

    TestClient other = server.member("not-a-party");
    assertEquals("unknown-event", RegisterTest.code(() -> other.calls().getReceipt(byId)));
    GetReceiptRequest byIndex = GetReceiptRequest.newBuilder().setIndex(index).build();
    assertEquals("unknown-event", RegisterTest.code(() -> other.calls().getReceipt(byIndex)));
    assertEquals(index, server.operator().calls().getReceipt(byIndex).getIndex());

    SignedCheckpoint earlier =
        SignedCheckpoint.verify(
            opened.getOpened().getCheckpoint().getNote(),
            Checkpoint.originOf(alice.ledger()),
            logKey,
            Ed25519.verifier());
    assertTrue(
        Proofs.of(
                alice
                    .calls()
                    .getConsistency(
                        GetConsistencyRequest.newBuilder()
                            .setFromSize(earlier.size())
                            .setToSize(checkpoint.size())
                            .build()))
            .verify(earlier.size(), checkpoint.size(), earlier.root(), checkpoint.root()));
  }

  @Test
  void aPageOfHistoryHasOneTo500Entries() {
    assertEquals(2, entries(Limits.ENTRIES_MAX).size());
    assertEquals(1, entries(1).size());
    assertEquals("bad-request", RegisterTest.code(() -> entries(0)));
    assertEquals("bad-request", RegisterTest.code(() -> entries(Limits.ENTRIES_MAX + 1)));
  }

  private List<LoggedEvent> entries(int limit) {
    return alice
        .calls()
        .getEntries(GetEntriesRequest.newBuilder().setLimit(limit).build())
        .getEntriesList();
  }

  private static String code(SettleResult result) {
    return result.getRejection().getCode();
  }

  private static long balance(TestClient client) {
    return client.calls().getBalance(GetBalanceRequest.getDefaultInstance()).getBalance();
  }
}
