package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.core.ChitId;
import dev.chit.core.VerifyKey;
import dev.chit.core.chit.Cancellation;
import dev.chit.core.chit.CertifiedChit;
import dev.chit.core.chit.Revocation;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import dev.chit.crypto.Ed25519;
import dev.chit.server.ServerLimits;
import dev.chit.wire.Ids;
import dev.chit.wire.Refusal;
import dev.chit.wire.v1.Balance;
import dev.chit.wire.v1.CancelRequest;
import dev.chit.wire.v1.CertifyReply;
import dev.chit.wire.v1.CertifyRequest;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.ChitStateReply;
import dev.chit.wire.v1.GetBalanceRequest;
import dev.chit.wire.v1.GetChitRequest;
import dev.chit.wire.v1.LoggedEvent;
import dev.chit.wire.v1.RevokeRequest;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.SettleRequest;
import dev.chit.wire.v1.Settled;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class ChitLifeTest {
  @TempDir static Path data;
  private static TestServer server;
  private static VerifyKey logKey;

  private TestClient alice;
  private TestClient bob;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(data, config -> config.withOpeningGrant(1_000));
    logKey =
        VerifyKey.of(server.stranger().register("first").getLedger().getLogKey().toByteArray());
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
  void thePayeeCanTrustACertifiedChitWithoutAskingAndSettlesItLater() throws Exception {
    ByteString chit = alice.chit(bob.account(), 700);
    CertifyReply reply = certify(alice, chit);
    CertifiedChit certified = CertifiedChit.parse(reply.getCertified().toByteArray());
    assertEquals(chit, ByteString.copyFrom(certified.verify(logKey, Ed25519.verifier()).bytes()));
    assertEquals(reply.getEvent().getIndex(), certified.index());
    Balance balance = balance(alice);
    assertEquals(1_000, balance.getBalance());
    assertEquals(700, balance.getHeld());
    assertEquals(700, reply.getEvent().getHeld());

    CertifyReply again = certify(bob, chit);
    assertTrue(again.getRepeated());
    assertEquals(reply.getCertified(), again.getCertified());
    assertEquals(0, again.getEvent().getHeld());

    assertEquals("insufficient-funds", RegisterTest.code(() -> settle(alice, 301)));
    Settled settled = settle(bob, chit);
    assertEquals(1_700, settled.getBalance());
    assertEquals(0, balance(alice).getHeld());
    assertEquals("settled", RegisterTest.code(() -> certify(alice, chit)));
  }

  @Test
  void bothPartiesAreToldOfEachStep() throws Exception {
    TestStream payer = alice.connect();
    TestStream payee = bob.connect();
    payer.take(2, ServerFrame::getEventsList);
    payee.take(2, ServerFrame::getEventsList);
    ByteString chit = alice.chit(bob.account(), 700);
    certify(alice, chit);
    cancel(bob, chit);
    revoke(alice, alice.chit(bob.account(), 1));
    List<LoggedEvent> told = payer.take(5, ServerFrame::getEventsList).subList(2, 5);
    assertInstanceOf(Event.Certified.class, decode(told.get(0)));
    assertInstanceOf(Event.Released.class, decode(told.get(1)));
    assertInstanceOf(Event.Revoked.class, decode(told.get(2)));
    assertEquals(List.of(700L, 0L, 0L), told.stream().map(LoggedEvent::getHeld).toList());
    List<LoggedEvent> heard = payee.take(5, ServerFrame::getEventsList).subList(2, 5);
    assertEquals(
        told.stream().map(LoggedEvent::getIndex).toList(),
        heard.stream().map(LoggedEvent::getIndex).toList());
    assertEquals(List.of(0L, 0L, 0L), heard.stream().map(LoggedEvent::getHeld).toList());
  }

  @Test
  void aCertifiedChitPresentedOnTheStreamIsToldOnceByItsResult() throws Exception {
    TestStream payee = bob.connect();
    payee.take(2, ServerFrame::getEventsList);
    ByteString chit = alice.chit(bob.account(), 700);
    certify(alice, chit);
    payee.settle(1, chit);
    assertEquals(1_700, payee.settled(1).getSettled().getBalance());
    settle(alice, 1);
    List<LoggedEvent> told = payee.take(4, ServerFrame::getEventsList).subList(2, 4);
    assertInstanceOf(Event.Certified.class, decode(told.get(0)));
    assertEquals(1_701, told.get(1).getBalance());
  }

  @Test
  void onlyThePayeeCancels() {
    ByteString chit = alice.chit(bob.account(), 700);
    certify(alice, chit);
    assertEquals("not-payee", RegisterTest.code(() -> cancel(alice, chit)));
    CancelRequest forged =
        CancelRequest.newBuilder()
            .setChitId(chit.substring(16, 32))
            .setSignature(ByteString.copyFrom(new byte[64]))
            .build();
    assertEquals("bad-signature", RegisterTest.code(() -> bob.calls().cancel(forged)));
    assertEquals(
        "bad-signature",
        RegisterTest.code(() -> bob.calls().cancel(forged.toBuilder().clearSignature().build())));
    assertEquals(
        "bad-request",
        RegisterTest.code(() -> bob.calls().cancel(forged.toBuilder().clearChitId().build())));
    ChitStateReply cancelled = cancel(bob, chit);
    assertEquals("cancelled", cancelled.getState());
    assertEquals(cancelled, cancel(bob, chit));
    assertEquals(0, balance(alice).getHeld());
    assertEquals("cancelled", RegisterTest.code(() -> settle(bob, chit)));
  }

  @Test
  void onlyThePayerRevokesAndOnlyWhatIsDrawn() {
    ByteString chit = alice.chit(bob.account(), 5);
    assertEquals("not-payer", RegisterTest.code(() -> revoke(bob, chit)));
    ChitStateReply revoked = revoke(alice, chit);
    assertEquals("revoked", revoked.getState());
    assertEquals(revoked, revoke(alice, chit));
    assertEquals("revoked", RegisterTest.code(() -> settle(bob, chit)));
    ByteString certified = alice.chit(bob.account(), 5);
    certify(alice, certified);
    assertEquals("certified", RegisterTest.code(() -> revoke(alice, certified)));
    RevokeRequest unsigned =
        RevokeRequest.newBuilder().setChit(alice.chit(bob.account(), 1)).build();
    assertEquals("bad-signature", RegisterTest.code(() -> alice.calls().revoke(unsigned)));
  }

  @Test
  void aChitsStateIsItsPartiesBusiness() throws Exception {
    ByteString chit = alice.chit(bob.account(), 5);
    assertEquals("unknown", state(alice, chit).getState());
    certify(alice, chit);
    ChitStateReply certified = state(bob, chit);
    assertEquals("certified", certified.getState());
    assertTrue(certified.getUntil() > System.currentTimeMillis() / 1000);
    TestClient other = server.member("stranger-to-them");
    assertEquals("unknown", state(other, chit).getState());
    assertFalse(state(other, chit).hasEvent());
    assertEquals("certified", state(server.operator(), chit).getState());
    settle(bob, chit);
    assertEquals("settled", state(alice, chit).getState());
  }

  @Test
  void whatIsNoChitIsRefused() {
    assertEquals("bad-chit", RegisterTest.code(() -> certify(alice, ByteString.EMPTY)));
    byte[] forged = alice.chit(bob.account(), 5).toByteArray();
    forged[150] ^= 1;
    assertEquals(
        "bad-signature", RegisterTest.code(() -> certify(alice, ByteString.copyFrom(forged))));
  }

  @Test
  void whatIsOverReturnsByItselfAndBothAreTold() throws Exception {
    TestStream payee = bob.connect();
    long now = System.currentTimeMillis() / 1000;
    byte[] chit = alice.identity().chitUntil(alice.ledger(), bob.account(), 700, now + 1);
    CertifyReply reply = certify(alice, ByteString.copyFrom(chit));
    assertEquals(700, reply.getEvent().getHeld());
    List<LoggedEvent> told = payee.take(4, ServerFrame::getEventsList);
    Event.Released released = assertInstanceOf(Event.Released.class, decode(told.get(3)));
    assertInstanceOf(Event.Released.Cause.Expired.class, released.cause());
    assertEquals(0, balance(alice).getHeld());
    assertEquals("expired", state(alice, ByteString.copyFrom(chit)).getState());
  }

  @Test
  void whoAsksForTooMuchIsToldToWait(@TempDir Path other) throws Exception {
    try (TestServer small =
        TestServer.start(
            other,
            config ->
                config
                    .withOpeningGrant(100)
                    .withLimits(ServerLimits.DEFAULT.with(new ServerLimits.Rates(5, 1, 1_000))))) {
      TestClient carol = small.member("carol");
      TestClient dave = small.member("dave");
      var together = ChitGrpc.newFutureStub(carol.channel());
      List<Future<CertifyReply>> asked = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        ByteString chit = carol.chit(dave.account(), 1);
        asked.add(together.certify(CertifyRequest.newBuilder().setChit(chit).build()));
      }
      int busy = 0;
      for (Future<CertifyReply> one : asked) {
        busy += isBusy(one) ? 1 : 0;
      }
      assertTrue(busy > 0 && busy < 50, busy + " busy");
    }
  }

  private static boolean isBusy(Future<CertifyReply> asked) throws Exception {
    try {
      asked.get();
      return false;
    } catch (ExecutionException e) {
      assertEquals("busy", Refusal.of(Objects.requireNonNull(e.getCause())).orElseThrow().code());
      return true;
    }
  }

  private static CertifyReply certify(TestClient by, ByteString chit) {
    return by.calls().certify(CertifyRequest.newBuilder().setChit(chit).build());
  }

  private static Settled settle(TestClient by, ByteString chit) {
    return by.calls().settle(SettleRequest.newBuilder().setChit(chit).build()).getSettled();
  }

  private Settled settle(TestClient by, long minor) {
    return settle(by, by.chit(bob.account(), minor));
  }

  private static ChitStateReply cancel(TestClient by, ByteString chit) {
    var cancellation = new Cancellation(by.ledger(), Ids.chit(chit.substring(16, 32)));
    byte[] signature = by.identity().identity().sign(cancellation.signedBytes());
    return by.calls()
        .cancel(
            CancelRequest.newBuilder()
                .setChitId(chit.substring(16, 32))
                .setSignature(ByteString.copyFrom(signature))
                .build());
  }

  private static ChitStateReply revoke(TestClient by, ByteString chit) {
    ChitId id = Ids.chit(chit.substring(16, 32));
    byte[] signature = by.identity().identity().sign(Revocation.signedBytes(by.ledger(), id));
    return by.calls()
        .revoke(
            RevokeRequest.newBuilder()
                .setChit(chit)
                .setSignature(ByteString.copyFrom(signature))
                .build());
  }

  private static ChitStateReply state(TestClient by, ByteString chit) {
    return by.calls()
        .getChit(GetChitRequest.newBuilder().setChitId(chit.substring(16, 32)).build());
  }

  private static Balance balance(TestClient of) {
    return of.calls().getBalance(GetBalanceRequest.getDefaultInstance());
  }

  private static Event decode(LoggedEvent logged) throws Exception {
    return EventCodec.decode(logged.getEvent().toByteArray());
  }
}
