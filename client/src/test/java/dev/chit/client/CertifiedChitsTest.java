package dev.chit.client;

import static dev.chit.client.Town.amount;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.core.Amount;
import dev.chit.core.chit.ChitText;
import dev.chit.wire.v1.CertifyReply;
import dev.chit.wire.v1.CertifyRequest;
import dev.chit.wire.v1.ChitGrpc;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// Chits that the ledger promises to pay, and ways back.
final class CertifiedChitsTest {
  private static final Optional<Instant> BY_DEFAULT = Optional.empty();
  private static final Optional<Amount> ALL = Optional.empty();

  @TempDir Path directory;

  @Test
  void aCertifiedChitIsTrustedWithoutTheServerAndPaidOutOfWhatIsHeld() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atBob = Inbox.of(bob);
      DrawnChit drawn = alice.chits().draw(name("bob"), amount("70.00"), "tickets", BY_DEFAULT);

      ChitDone certified = alice.chits().certify(drawn.text());
      ChitDone again = alice.chits().certify(drawn.text());

      assertEquals(ChitState.CERTIFIED, certified.state());
      assertEquals("70.00", certified.heldText());
      assertEquals("100.00", certified.balanceText());
      assertFalse(certified.repeated());
      assertTrue(again.repeated());
      assertEquals(certified.index(), again.index());
      assertEquals("70.00", alice.balance().heldText());
      assertEquals(
          "insufficient-funds",
          refused(() -> alice.pay(name("bob"), amount("30.01"), "")),
          "what is held is not spent twice");
      String promise = alice.chits().get(drawn.chit()).text();
      assertTrue(ChitText.isCertified(promise));
      assertEquals(
          drawn.chit(),
          atBob
              .next(Incoming.ChitMoved.class, it -> it.state() == ChitState.CERTIFIED)
              .chit()
              .chit());

      bob.close();
      ChitClient back = ChitClient.open(town.config("bob"));
      town.keep(back);
      town.server().close();
      KeptChit checked = back.chits().keep(promise);
      assertEquals(ChitState.CERTIFIED, checked.state());
      assertEquals(Optional.of(certified.index()), checked.index());
      byte[] forged = ChitText.decodeCertified(promise);
      forged[240] ^= 1;
      assertEquals(
          "bad-signature", refused(() -> back.chits().keep(ChitText.encodeCertified(forged))));
      town.restart();

      Paid paid = back.chits().redeem(promise);
      assertEquals("170.00", paid.balanceText());
      assertTrue(back.chits().redeem(promise).repeated());
      assertEquals(ChitState.SETTLED, back.chits().get(drawn.chit()).state());
      Inbox.of(alice).next(Incoming.PaymentSettled.class);
      assertEquals("30.00", alice.balance().text());
      assertEquals("0.00", alice.balance().heldText());
      assertEquals("settled", refused(() -> back.chits().cancel(drawn.chit())));
    }
  }

  @Test
  void aPromiseWhoseAnswerWasLostIsGivenAgain() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      town.member("bob");
      DrawnChit drawn = alice.chits().draw(name("bob"), amount("5.00"), "", BY_DEFAULT);
      CertifyReply lost =
          alice
              .engine()
              .connection
              .await()
              .call(
                  ChitGrpc.getCertifyMethod(),
                  CertifyRequest.newBuilder()
                      .setChit(ByteString.copyFrom(ChitText.decode(drawn.text())))
                      .build());
      alice.crash();

      ChitClient back = town.back("alice");
      ChitDone again = back.chits().certify(back.chits().get(drawn.chit()).text());

      assertTrue(again.repeated());
      assertEquals(lost.getEvent().getIndex(), again.index());
      assertEquals("5.00", back.balance().heldText());
      assertTrue(ChitText.isCertified(back.chits().get(drawn.chit()).text()));
    }
  }

  @Test
  void thePayerHearsThatThePayeeHadAChitCertifiedAndNothingOfTheirOwnDoing() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atAlice = Inbox.of(alice);
      DrawnChit own = alice.chits().draw(name("bob"), amount("3.00"), "", BY_DEFAULT);
      alice.chits().certify(own.text());
      DrawnChit drawn = alice.chits().draw(name("bob"), amount("5.00"), "", BY_DEFAULT);
      bob.chits().certify(drawn.text());

      // The server tells in the order of the log: news of the first would have come before.
      Incoming.ChitMoved heard = atAlice.next(Incoming.ChitMoved.class);
      assertEquals(drawn.chit(), heard.chit().chit());
      assertEquals(ChitState.CERTIFIED, heard.state());
      assertEquals("8.00", alice.balance().heldText());
    }
  }

  @Test
  void thePayeeGivesACertifiedChitUp() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atAlice = Inbox.of(alice);
      Inbox atBob = Inbox.of(bob);
      DrawnChit drawn = alice.chits().draw(name("bob"), amount("70.00"), "", BY_DEFAULT);
      alice.chits().certify(drawn.text());
      atBob.next(Incoming.ChitMoved.class);

      assertEquals("certified", refused(() -> alice.chits().revoke(drawn.chit())));
      assertEquals("not-payee", refused(() -> alice.chits().cancel(drawn.chit())));
      ChitDone cancelled = bob.chits().cancel(drawn.chit());
      ChitDone again = bob.chits().cancel(drawn.chit());

      assertEquals(cancelled.index(), again.index());
      assertEquals(
          drawn.chit(),
          atAlice
              .next(Incoming.ChitMoved.class, it -> it.state() == ChitState.CANCELLED)
              .chit()
              .chit());
      assertEquals("0.00", alice.balance().heldText());
      assertEquals("cancelled", refused(() -> bob.chits().redeem(drawn.text())));
      assertEquals(ChitState.CANCELLED, alice.chits().get(drawn.chit()).state());
    }
  }

  @Test
  void aRevokedChitIsWorthlessToItsHolder() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      DrawnChit drawn = alice.chits().draw(name("bob"), amount("5.00"), "", BY_DEFAULT);
      bob.chits().keep(drawn.text());
      Inbox atBob = Inbox.of(bob);

      assertEquals("not-payer", refused(() -> bob.chits().revoke(drawn.chit())));
      assertEquals("not-certified", refused(() -> bob.chits().cancel(drawn.chit())));
      ChitDone revoked = alice.chits().revoke(drawn.chit());
      assertEquals(revoked.index(), alice.chits().revoke(drawn.chit()).index());

      assertEquals(
          drawn.chit(),
          atBob
              .next(Incoming.ChitMoved.class, it -> it.state() == ChitState.REVOKED)
              .chit()
              .chit());
      assertEquals("revoked", refused(() -> bob.chits().redeem(drawn.text())));
      assertEquals("revoked", refused(() -> alice.chits().certify(drawn.text())));
      assertEquals(ChitState.REVOKED, bob.chits().get(drawn.chit()).state());
      assertEquals("100.00", bob.balance().text());
    }
  }

  @Test
  void aPaymentIsGivenBackInPartsAndNeverMoreThanItWas() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atAlice = Inbox.of(alice);
      Inbox atBob = Inbox.of(bob);
      Paid paid = alice.pay(name("bob"), amount("10.00"), "cake");
      atBob.next(Incoming.Payment.class, it -> it.from().equals("alice"));

      Paid part = bob.chits().refund(paid.chit(), Optional.of(amount("2.50")), "it was late");
      assertEquals("107.50", part.balanceText());
      assertEquals(
          "refund-exceeds",
          refused(() -> bob.chits().refund(paid.chit(), Optional.of(amount("7.51")), "")));
      Paid rest = bob.chits().refund(paid.chit(), Optional.empty(), "");
      assertEquals(amount("7.50"), rest.amount());
      assertFalse(rest.repeated());
      Paid again = bob.chits().refund(paid.chit(), Optional.empty(), "");
      assertTrue(again.repeated());
      assertEquals(rest.chit(), again.chit());
      assertEquals("not-payee", refused(() -> alice.chits().refund(paid.chit(), ALL, "")));

      Incoming.Payment back =
          atAlice.next(Incoming.Payment.class, it -> it.chit().equals(rest.chit()));
      assertEquals(new Purpose.Refunds(paid.chit()), back.purpose());
      for (ChitClient either : List.of(alice, bob)) {
        assertEquals(1000, either.receipt(paid.chit()).refundedMinor());
        assertEquals(new Purpose.Refunds(paid.chit()), either.receipt(part.chit()).purpose());
      }
      assertEquals("100.00", alice.balance().text());
    }
  }

  private static String refused(Executable action) {
    return assertThrows(ChitRefusedException.class, action).code();
  }
}
