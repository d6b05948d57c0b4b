package dev.chit.client;

import static dev.chit.client.Town.amount;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.people.Person;
import dev.chit.client.wallet.Drawing;
import dev.chit.client.wallet.Intent;
import dev.chit.core.chit.ChitText;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.ParsedChit;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PayTest {
  @TempDir Path directory;

  @Test
  void aPaymentArrivesWithItsMemoAndItsReceiptIsProved() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atBob = Inbox.of(bob);

      Paid paid = alice.pay(name("bob"), amount("12.50"), "lunch");

      assertEquals("87.50", paid.balanceText());
      assertFalse(paid.repeated());
      assertEquals("87.50", alice.balance().text());
      Incoming.Payment payment =
          atBob.next(Incoming.Payment.class, it -> it.from().equals("alice"));
      assertEquals(amount("12.50"), payment.amount());
      assertEquals(112_50, payment.balance());
      if (payment.memo() instanceof Memo.Awaited) {
        Incoming.MemoAttached attached = atBob.next(Incoming.MemoAttached.class);
        assertEquals(new Memo.Text("lunch"), attached.memo());
      } else {
        assertEquals(new Memo.Text("lunch"), payment.memo());
      }
      for (ChitClient either : List.of(alice, bob)) {
        Receipt receipt = either.receipt(paid.chit());
        assertEquals(Receipt.Verification.INCLUDED, receipt.verification());
        assertEquals(new Memo.Text("lunch"), receipt.memo());
        assertEquals(paid.index(), receipt.index());
        assertEquals(either == alice, receipt.outgoing());
      }
      List<Receipt> all = bob.receipts(10, Optional.empty());
      assertEquals(List.of("alice", "operator"), all.stream().map(Receipt::otherName).toList());
      assertEquals(new Memo.Text("opening grant"), all.getLast().memo());
      assertEquals(1, bob.receipts(10, Optional.of(all.getFirst().index())).size());
    }
  }

  @Test
  void receiptsPageInTheOrderOfTheLogWhateverCameFirst() throws Exception {
    try (var town = new Town(directory);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atAlice = Inbox.of(alice);
      List<Callable<Paid>> payments = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        payments.add(() -> alice.pay(name("bob"), amount("0.01"), ""));
        payments.add(() -> bob.pay(name("alice"), amount("0.01"), ""));
      }
      Set<Long> paid = new TreeSet<>();
      for (Future<Paid> each : threads.invokeAll(payments)) {
        paid.add(each.get().index());
      }
      for (int i = 0; i < 40; i++) {
        atAlice.next(Incoming.Payment.class, it -> it.from().equals("bob"));
      }

      Set<Long> paged = new TreeSet<>();
      long before = Long.MAX_VALUE;
      List<Receipt> page = alice.receipts(3, Optional.empty());
      while (!page.isEmpty()) {
        for (Receipt receipt : page) {
          assertTrue(receipt.index() < before, receipt.index() + " after " + before);
          before = receipt.index();
          if (!receipt.otherName().equals("operator")) {
            paged.add(before);
          }
        }
        page = alice.receipts(3, Optional.of(before));
      }
      assertEquals(paid, paged);
    }
  }

  @Test
  void whoHasTooLittleIsRefusedAndNothingMoves() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");

      var refused =
          assertThrows(
              ChitRefusedException.class, () -> alice.pay(name("bob"), amount("100.01"), "no"));

      assertEquals("insufficient-funds", refused.code());
      assertEquals(ExitClass.REFUSED, refused.exitClass());
      assertEquals(List.of(), alice.pendingPayments());
      assertEquals("100.00", alice.balance().text());
      assertEquals("100.00", bob.balance().text());
      alice.pay(name("bob"), amount("100.00"), "");
      assertEquals("0.00", alice.balance().text());
    }
  }

  @Test
  void aDrawnChitIsRedeemedOnceByWhoeverHoldsIt() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atAlice = Inbox.of(alice);

      DrawnChit drawn = alice.draw(name("bob"), amount("5.00"), "for later");
      assertEquals("100.00", alice.balance().text());
      Paid redeemed = bob.redeem(drawn.text());
      assertEquals("105.00", redeemed.balanceText());
      assertFalse(redeemed.repeated());
      assertTrue(bob.redeem(drawn.text()).repeated());
      assertEquals("105.00", bob.balance().text());
      assertEquals(drawn.chit(), atAlice.next(Incoming.PaymentSettled.class).chit());
      assertEquals("wrong-chit", assertThrows(UsageException.class, () -> bob.redeem("x")).code());
    }
  }

  @Test
  void aMemoThatTheChitDoesNotCommitToIsFlaggedAndNotShown() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atBob = Inbox.of(bob);
      alice.find(name("bob"));
      var drawing = new Drawing(new SecureRandom());
      MemoOpening right = drawing.opening("for the books");
      Engine engine = alice.engine();
      Person payee = engine.people.known(name("bob")).orElseThrow();
      ParsedChit chit =
          drawing.draw(
              engine.self().identity(),
              engine.ledger().terms(),
              Intent.toPay(payee.account(), amount("1.00")),
              Optional.of(right));
      engine.store.run(
          tables -> {
            var wrong = new MemoOpening(right.salt(), "for the cooks");
            engine.talk.postMemo(tables, payee, chit.order().id(), wrong);
            return true;
          });
      alice.send(name("bob"), "there");
      atBob.next(Incoming.Message.class);

      bob.redeem(ChitText.encode(chit.bytes()));

      assertEquals(new Memo.Mismatch(), bob.receipt(chit.order().id()).memo());
    }
  }

  @Test
  void theOperatorIssuesRetiresFreezesInvitesAndExports() throws Exception {
    try (var town = new Town(directory);
        OperatorClient operator = town.operator()) {
      ChitClient alice = town.member("alice");
      Inbox atAlice = Inbox.of(alice);

      Issued issued = operator.issue(name("Alice"), amount("50.00"), "prize");
      assertEquals(150_00, issued.balance());
      assertEquals(150_00, issued.circulation());
      Incoming.Payment prize =
          atAlice.next(Incoming.Payment.class, it -> it.memo().equals(new Memo.Text("prize")));
      assertEquals(issued.index(), prize.index());

      DrawnChit back = alice.draw(name("operator"), amount("20.00"), "");
      assertEquals(130_00, operator.retire(back.text()).balance());
      assertEquals(
          List.of("alice", "operator"),
          operator.accounts("", 10).accounts().stream().map(AccountLine::name).toList());

      operator.freeze(name("alice"), "lost phone");
      Incoming.Warning frozen =
          atAlice.next(Incoming.Warning.class, it -> it.code().equals("account-frozen"));
      assertTrue(frozen.message().contains("lost phone"));
      assertEquals(
          "frozen",
          assertThrows(
                  ChitRefusedException.class, () -> alice.pay(name("operator"), amount("1.00"), ""))
              .code());
      operator.thaw(name("alice"), "found");
      alice.pay(name("operator"), amount("1.00"), "");

      List<Invitation> invitations = operator.invite(2, "friends");
      assertEquals(2, invitations.stream().map(Invitation::code).distinct().count());
      assertEquals(129_00, operator.stats().circulation());
      var indexes = new java.util.ArrayList<Long>();
      ExportedLog log = operator.export(0, (index, event) -> indexes.add(index));
      assertEquals(log.size(), indexes.size());
    }
  }

  @Test
  void amountsAndTextsAreAcceptedUpToTheirLimitsAndNotBeyond() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      town.member("bob");
      alice.pay(name("bob"), amount("0.01"), "m".repeat(1000));
      assertEquals(
          "text-too-long",
          assertThrows(
                  UsageException.class,
                  () -> alice.pay(name("bob"), amount("0.01"), "m".repeat(1001)))
              .code());
      alice.send(name("bob"), "t".repeat(ChitClient.TEXT_BYTES_MAX));
      assertEquals(
          "text-too-long",
          assertThrows(
                  UsageException.class,
                  () -> alice.send(name("bob"), "t".repeat(ChitClient.TEXT_BYTES_MAX + 1)))
              .code());
      assertEquals(
          "wrong-name",
          assertThrows(UsageException.class, () -> alice.send(name("ALICE"), "me")).code());
      assertEquals(
          "unknown-account",
          assertThrows(ChitRefusedException.class, () -> alice.pay(name("nobody"), amount("1"), ""))
              .code());
    }
  }
}
