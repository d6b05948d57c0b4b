package dev.chit.client;

import static dev.chit.client.Town.amount;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.wallet.Drawing;
import dev.chit.client.wallet.Intent;
import dev.chit.core.AccountId;
import dev.chit.core.Reference;
import dev.chit.core.Unit;
import dev.chit.core.VerifyKey;
import dev.chit.core.chit.ChitText;
import dev.chit.core.chit.ParsedChit;
import dev.chit.crypto.SigningKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// Chits from hand to hand.
final class ChitsTest {
  private static final Optional<Instant> BY_DEFAULT = Optional.empty();

  @TempDir Path directory;

  @Test
  void aChitDrawnWithoutTheServerIsPaidWhenItIsPresented() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      ChitClient carol = town.member("carol");
      alice.find(name("bob"));
      town.server().close();

      DrawnChit drawn = alice.chits().draw(name("bob"), amount("5.00"), "cake", BY_DEFAULT);
      long life = alice.engine().terms().chitLifeSeconds();
      long left = drawn.notAfter().orElseThrow().getEpochSecond() - Instant.now().getEpochSecond();
      assertTrue(life > 0 && left <= life && left > life - 600, left + " of " + life);
      KeptChit checked = carol.chits().keep(drawn.text());
      assertEquals(ChitState.RECEIVED, checked.state());
      assertEquals(alice.whoami().account(), checked.payer());
      town.restart();

      Paid paid = carol.chits().redeem(drawn.text());
      assertEquals("bob", paid.payee());
      assertEquals(ChitState.SETTLED, carol.chits().get(drawn.chit()).state());
      assertEquals(Optional.of(paid.index()), carol.chits().get(drawn.chit()).index());
      Paid again = bob.chits().redeem(drawn.text());
      assertTrue(again.repeated());
      assertEquals(paid.index(), again.index());
      Inbox.of(alice).next(Incoming.PaymentSettled.class);
      assertEquals(
          List.of(ChitState.SETTLED),
          alice.chits().list(10, Optional.empty()).stream().map(KeptChit::state).toList());
      assertEquals("105.00", bob.balance().text());
    }
  }

  @Test
  void aBouncedChitIsKeptAndPaidLater() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      DrawnChit drawn = alice.chits().draw(name("bob"), amount("150.00"), "", BY_DEFAULT);

      refused("insufficient-funds", () -> bob.chits().redeem(drawn.text()));
      refused("insufficient-funds", () -> bob.chits().redeem(drawn.text()));
      KeptChit bounced = bob.chits().get(drawn.chit());
      assertEquals(ChitState.BOUNCED, bounced.state());
      assertEquals(Optional.of("insufficient-funds"), bounced.refusal());
      assertEquals(List.of(), bob.pendingPayments(), "it is not presented again by itself");
      assertEquals("100.00", alice.balance().text());

      bob.pay(name("alice"), amount("60.00"), "");
      assertFalse(bob.chits().redeem(bounced.text()).repeated());
      assertEquals(ChitState.SETTLED, bob.chits().get(drawn.chit()).state());
      assertEquals(Optional.empty(), bob.chits().get(drawn.chit()).refusal());
      assertEquals("190.00", bob.balance().text());
    }
  }

  @Test
  void whatCannotBePaidIsRefusedBeforeItIsSent() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      SigningKey payer = alice.engine().self().identity();
      LedgerTerms terms = alice.engine().terms();
      AccountId payee = bob.whoami().account();
      long soon = Instant.now().getEpochSecond() + 600;
      DrawnChit good = alice.chits().draw(name("bob"), amount("1.00"), "", BY_DEFAULT);
      town.server().close();

      var otherUnit =
          new LedgerTerms(
              terms.logKey(), new Unit("USD", 2), terms.operator(), terms.chitLifeSeconds());
      var otherLedger =
          new LedgerTerms(
              VerifyKey.of(payer.verifyKey().bytes()),
              terms.unit(),
              terms.operator(),
              terms.chitLifeSeconds());
      byte[] forged = ChitText.decode(good.text());
      forged[70] ^= 1;

      refused("wrong-unit", () -> bob.chits().redeem(drawn(payer, otherUnit, payee, soon)));
      refused("wrong-ledger", () -> bob.chits().redeem(drawn(payer, otherLedger, payee, soon)));
      refused("expired", () -> bob.chits().redeem(drawn(payer, terms, payee, soon - 1200)));
      refused("bad-signature", () -> bob.chits().redeem(ChitText.encode(forged)));
      assertEquals(List.of(), bob.pendingPayments());
      assertEquals(
          "wrong-time",
          assertThrows(
                  UsageException.class,
                  () ->
                      alice
                          .chits()
                          .draw(name("bob"), amount("1.00"), "", Optional.of(Instant.EPOCH)))
              .code());
    }
  }

  private static String drawn(
      SigningKey payer, LedgerTerms terms, AccountId payee, long notAfterSeconds) {
    var intent = new Intent(payee, amount("1.00"), notAfterSeconds, Reference.NONE);
    ParsedChit chit = new Drawing(new SecureRandom()).draw(payer, terms, intent, Optional.empty());
    return ChitText.encode(chit.bytes());
  }

  @Test
  void aChitForSomebodyNeverMetBringsItsMemoOnceItIsSettled() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atBob = Inbox.of(bob);
      town.server().close();
      DrawnChit drawn =
          alice.chits().draw(bob.whoami().account(), amount("2.00"), "found you", BY_DEFAULT);
      assertEquals(bob.whoami().account().toString(), drawn.payee());
      town.restart();

      bob.chits().redeem(drawn.text());

      Incoming.MemoAttached memo = atBob.next(Incoming.MemoAttached.class);
      assertEquals(new Memo.Text("found you"), memo.memo());
      assertEquals(new Memo.Text("found you"), bob.chits().get(drawn.chit()).memo());
    }
  }

  @Test
  void aProfileFromBeforeChitsHadALifeLearnsIt() throws Exception {
    try (var town = new Town(directory)) {
      town.member("alice").close();
      ChitClient alice = town.back("alice");
      long life = alice.engine().terms().chitLifeSeconds();
      alice
          .engine()
          .store
          .run(
              tables -> {
                var profile = tables.profile().toBuilder();
                profile.getLedgerBuilder().clearChitLifeSeconds();
                tables.profile(profile.build());
                return true;
              });
      alice.close();

      ChitClient again = town.back("alice");
      again.awaitConnected();

      assertEquals(life, again.engine().terms().chitLifeSeconds());
    }
  }

  private static void refused(String code, Executable action) {
    assertEquals(code, assertThrows(ChitRefusedException.class, action).code());
  }
}
