package dev.chit.client;

import static dev.chit.client.Town.amount;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.wire.v1.CertifyReply;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.GetReceiptRequest;
import dev.chit.wire.v1.LoggedEvent;
import dev.chit.wire.v1.ServerFrame;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Money whose answer does not come, or is not true.
final class InterruptedMoneyTest {
  /// Long enough for a busy machine to certify a chit within it.
  private static final int SHORT_LIFE_SECONDS = 8;

  private static final Optional<Instant> BY_DEFAULT = Optional.empty();

  @TempDir Path directory;

  @FunctionalInterface
  private interface Paying {
    Paid pay(ChitClient client) throws Exception;
  }

  @Test
  void aRefundWhoseAnswerNeverCameIsMadeOnce() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient payee = town.member("bob");
      Inbox atAlice = Inbox.of(alice);
      Inbox atBob = Inbox.of(payee);
      Paid paid = alice.pay(name("bob"), amount("10.00"), "");
      atBob.next(Incoming.Payment.class, it -> it.from().equals("alice"));
      payee.close();

      payAndCrash(town, atAlice, bob -> bob.chits().refund(paid.chit(), Optional.empty(), ""));

      ChitClient bob = town.back("bob");
      Paid again = bob.chits().refund(paid.chit(), Optional.empty(), "");
      assertTrue(again.repeated());
      assertEquals("100.00", again.balanceText());
      assertEquals("100.00", alice.balance().text());
      assertEquals(1_000, bob.receipt(paid.chit()).refundedMinor());
    }
  }

  @Test
  void aRequestWhosePaymentWasInterruptedIsPaidOnce() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atAlice = Inbox.of(alice);
      Inbox atBob = Inbox.of(bob);
      bob.send(name("alice"), "what do I owe you?");
      alice.requests().ask(name("bob"), amount("4.00"), "bread", Optional.empty());
      MoneyRequest asked = atBob.next(Incoming.Request.class).request();
      bob.close();

      payAndCrash(town, atAlice, back -> back.requests().pay(asked));

      ChitClient back = town.back("bob");
      back.awaitConnected();
      assertEquals(RequestState.PAID, back.requests().list(1, Optional.empty()).getFirst().state());
      var refused =
          assertThrows(ChitRefusedException.class, () -> back.requests().pay(asked)).code();
      assertEquals("already-paid", refused);
      assertEquals("96.00", back.balance().text());
      assertEquals("104.00", alice.balance().text());
    }
  }

  /// Has bob pay alice by way of a server that keeps its answers to itself, and ends bob's client
  /// once alice has the money.
  private static void payAndCrash(Town town, Inbox atAlice, Paying paying) throws Exception {
    ChitClient bob = town.back("bob");
    try (LyingServer silent = between(town, bob)) {
      bob.close();
      silent.lie(ChitGrpc.getConnectMethod(), InterruptedMoneyTest::withoutAnswers);
      ChitClient cutOff =
          town.keep(ChitClient.open(town.config("bob").withServer(silent.address())));
      var answer = new CompletableFuture<Paid>();
      Thread waiting =
          Thread.startVirtualThread(
              () -> {
                try {
                  answer.complete(paying.pay(cutOff));
                } catch (Exception e) {
                  answer.completeExceptionally(e);
                }
              });
      atAlice.next(Incoming.Payment.class, it -> it.from().equals("bob"));
      cutOff.crash();
      waiting.join();
      assertThrows(ExecutionException.class, () -> answer.get(1, TimeUnit.SECONDS));
    }
  }

  private static ServerFrame withoutAnswers(ServerFrame frame) {
    return frame.toBuilder().clearSettled().clearEvents().build();
  }

  private static LyingServer between(Town town, ChitClient member) throws Exception {
    return new LyingServer(town.data(), member.engine().self().tls(), town.address().port());
  }

  @Test
  void aPromiseThatIsNotInTheLogIsNotBelieved() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      town.member("bob");
      DrawnChit drawn = alice.chits().draw(name("bob"), amount("7.00"), "", BY_DEFAULT);
      long other = alice.chits().certify(drawn.text()).index();
      DrawnChit second = alice.chits().draw(name("bob"), amount("8.00"), "", BY_DEFAULT);
      try (LyingServer server = between(town, alice)) {
        alice.close();
        ChitClient deceived =
            town.keep(ChitClient.open(town.config("alice").withServer(server.address())));
        deceived.awaitConnected();

        server.askInstead(
            ChitGrpc.getGetReceiptMethod(), GetReceiptRequest.newBuilder().setIndex(other).build());
        assertNotBelieved(deceived, second);
        server.repent();

        server.lie(ChitGrpc.getCertifyMethod(), InterruptedMoneyTest::withAnotherEvent);
        assertNotBelieved(deceived, second);
        server.repent();

        server.refuse(ChitGrpc.getGetReceiptMethod(), "unknown-event");
        assertThrows(ChitRefusedException.class, () -> deceived.chits().certify(second.text()));
        server.repent();

        assertEquals(
            ChitState.CERTIFIED, deceived.chits().certify(second.text()).state(), "the truth is");
      }
    }
  }

  private static CertifyReply withAnotherEvent(CertifyReply reply) {
    byte[] event = reply.getEvent().getEvent().toByteArray();
    event[event.length - 1] ^= 1;
    LoggedEvent other = reply.getEvent().toBuilder().setEvent(ByteString.copyFrom(event)).build();
    return reply.toBuilder().setEvent(other).build();
  }

  private static void assertNotBelieved(ChitClient client, DrawnChit chit) {
    assertEquals(
        "bad-proof",
        assertThrows(NotTrustedException.class, () -> client.chits().certify(chit.text())).code());
  }

  @Test
  void bothHearThatNobodyRedeemedAPromiseInTime() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      List<Inbox> inboxes = List.of(Inbox.of(alice), Inbox.of(bob));
      DrawnChit drawn =
          alice
              .chits()
              .draw(
                  name("bob"),
                  amount("9.00"),
                  "",
                  Optional.of(Instant.now().plusSeconds(SHORT_LIFE_SECONDS)));
      alice.chits().certify(drawn.text());
      assertEquals("9.00", alice.balance().heldText());

      for (Inbox inbox : inboxes) {
        assertEquals(
            drawn.chit(),
            inbox
                .next(Incoming.ChitMoved.class, it -> it.state() == ChitState.EXPIRED)
                .chit()
                .chit());
      }
      assertEquals("0.00", alice.balance().heldText());
      assertEquals("100.00", alice.balance().text());
      assertEquals(
          "expired",
          assertThrows(ChitRefusedException.class, () -> bob.chits().redeem(drawn.text())).code());
    }
  }
}
