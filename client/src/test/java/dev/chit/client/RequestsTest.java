package dev.chit.client;

import static dev.chit.client.Incoming.Request.What.ASKED;
import static dev.chit.client.Incoming.Request.What.PAID;
import static dev.chit.client.Incoming.Request.What.REFUSED;
import static dev.chit.client.Incoming.Request.What.REMINDED;
import static dev.chit.client.Incoming.Request.What.WITHDRAWN;
import static dev.chit.client.Town.amount;
import static dev.chit.client.Town.befriend;
import static dev.chit.client.Town.name;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.SplitId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// Who owes whom, in sealed messages.
final class RequestsTest {
  @TempDir Path directory;

  @Test
  void aRequestIsPaidOnceAndBothKnowIt() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      befriend(alice, bob);
      Inbox atAlice = Inbox.of(alice);
      Inbox atBob = Inbox.of(bob);

      MoneyRequest asked =
          bob.requests().ask(name("alice"), amount("12.50"), "lunch", Optional.empty()).request();
      MoneyRequest got = next(atAlice, ASKED);
      assertEquals(asked.id(), got.id());
      assertEquals("bob", got.otherName());
      assertEquals(amount("12.50"), got.amount());
      assertEquals("lunch", got.memo());
      assertEquals(List.of(got), alice.requests().openFrom(name("bob")));

      Paid paid = alice.requests().pay(got);

      assertEquals("87.50", paid.balanceText());
      MoneyRequest done = next(atBob, PAID);
      assertEquals(Optional.of(paid.chit()), done.chit());
      assertEquals(paid.chit(), atBob.next(Incoming.Payment.class, from("alice")).chit());
      assertEquals(RequestState.PAID, only(alice).state());
      assertEquals(RequestState.PAID, only(bob).state());
      refused("already-paid", () -> alice.requests().pay(got));
      refused("already-paid", () -> alice.requests().refuse(got, "no"));
      refused("already-paid", () -> bob.requests().withdraw(asked));
      assertEquals("87.50", alice.balance().text());
    }
  }

  @Test
  void aRefusalTellsWhyAndIsFinal() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      befriend(alice, bob);
      Inbox atAlice = Inbox.of(alice);
      Inbox atBob = Inbox.of(bob);
      MoneyRequest asked =
          bob.requests().ask(name("alice"), amount("1.00"), "", Optional.empty()).request();
      MoneyRequest got = next(atAlice, ASKED);
      bob.requests().remind(asked);
      assertEquals(got.id(), next(atAlice, REMINDED).id());

      alice.requests().refuse(got, "I paid in cash");
      alice.requests().refuse(got, "again");

      assertEquals("I paid in cash", next(atBob, REFUSED).answer());
      refused("request-refused", () -> alice.requests().pay(got));
      refused("request-refused", () -> bob.requests().remind(asked));
      assertEquals("100.00", alice.balance().text());
    }
  }

  @Test
  void whatIsWithdrawnNeedNotBePaid() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      befriend(alice, bob);
      Inbox atAlice = Inbox.of(alice);
      MoneyRequest asked =
          bob.requests().ask(name("alice"), amount("1.00"), "", Optional.empty()).request();
      MoneyRequest got = next(atAlice, ASKED);

      bob.requests().withdraw(asked);
      assertEquals(RequestState.WITHDRAWN, bob.requests().withdraw(asked).request().state());

      assertEquals(got.id(), next(atAlice, WITHDRAWN).id());
      refused("request-withdrawn", () -> alice.requests().pay(got));
    }
  }

  @Test
  void whoHasTooLittleMayPayTheRequestLater() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      befriend(alice, bob);
      Inbox atAlice = Inbox.of(alice);
      bob.requests().ask(name("alice"), amount("150.00"), "", Optional.empty());
      MoneyRequest got = next(atAlice, ASKED);

      refused("insufficient-funds", () -> alice.requests().pay(got));
      assertEquals(RequestState.OPEN, only(alice).state());
      bob.pay(name("alice"), amount("60.00"), "");
      alice.requests().pay(got);
      assertEquals(RequestState.PAID, only(alice).state());
    }
  }

  @Test
  void aSplitAddsUpAndShowsWhoHasPaid() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      ChitClient carol = town.member("carol");
      befriend(alice, bob);
      befriend(alice, carol);
      Inbox atAlice = Inbox.of(alice);
      Inbox atBob = Inbox.of(bob);
      carol.close();

      List<MoneyRequest> asked =
          alice
              .requests()
              .split(amount("10.00"), List.of(name("bob"), name("carol")), true, "pizza")
              .stream()
              .map(SentRequest::request)
              .toList();
      assertEquals(
          List.of(amount("3.34"), amount("3.33")),
          asked.stream().map(MoneyRequest::amount).toList());
      bob.requests().pay(next(atBob, ASKED));
      next(atAlice, PAID);
      ChitClient back = town.back("carol");
      MoneyRequest atCarol = next(Inbox.of(back), ASKED);
      assertEquals(asked.getLast().id(), atCarol.id());

      SplitId split = asked.getFirst().split().orElseThrow();
      List<MoneyRequest> now = alice.requests().matching(split.toString());
      assertEquals(
          List.of(RequestState.OPEN, RequestState.PAID),
          now.stream().map(MoneyRequest::state).toList());
      for (String wrong : List.of("bob", "BOB")) {
        assertThrows(
            UsageException.class,
            () ->
                alice
                    .requests()
                    .split(amount("1.00"), List.of(name("bob"), name(wrong)), false, ""));
      }
      assertThrows(
          UsageException.class,
          () -> alice.requests().split(amount("0.01"), List.of(name("bob")), true, ""));
    }
  }

  @Test
  void theServerLearnsPaymentsAndNothingElse() throws Exception {
    String memo = "what nobody else shall read of us";
    String reason = "because of the other evening";
    List<MoneyRequest> asked;
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      ChitClient carol = town.member("carol");
      befriend(alice, bob);
      befriend(alice, carol);
      Inbox atBob = Inbox.of(bob);
      Inbox atCarol = Inbox.of(carol);
      asked =
          alice
              .requests()
              .split(amount("9.00"), List.of(name("bob"), name("carol")), false, memo)
              .stream()
              .map(SentRequest::request)
              .toList();
      bob.requests().pay(next(atBob, ASKED));
      carol.requests().refuse(next(atCarol, ASKED), reason);
      next(Inbox.of(alice), REFUSED);
    }
    String paid = new String(asked.getFirst().id().bytes(), ISO_8859_1);
    String refused = new String(asked.getLast().id().bytes(), ISO_8859_1);
    String split = new String(asked.getFirst().split().orElseThrow().bytes(), ISO_8859_1);
    try (Stream<Path> walk = Files.walk(directory.resolve("server"))) {
      List<Path> files = walk.filter(Files::isRegularFile).toList();
      boolean seen = false;
      for (Path file : files) {
        String content = new String(Files.readAllBytes(file), ISO_8859_1);
        for (String secret : List.of(memo, reason, refused, split)) {
          assertFalse(content.contains(secret), file.toString());
        }
        seen |= content.contains(paid);
      }
      assertTrue(seen, "the payment's reference is in the log");
    }
  }

  @Test
  void whatWasAskedWithoutAConnectionLeavesLater() throws Exception {
    try (var town = new Town(directory)) {
      town.member("alice").close();
      ChitClient bob = town.member("bob");
      ChitClient alice = ChitClient.open(town.config("alice").withPatience(Duration.ofSeconds(5)));
      befriend(alice, bob);
      town.server().close();
      SentRequest sent = alice.requests().ask(name("bob"), amount("3.00"), "tea", Optional.empty());
      assertEquals(Optional.of(MessageState.WAITING), sent.state());
      alice.crash();
      town.restart();

      town.back("alice");

      assertEquals("tea", next(Inbox.of(bob), ASKED).memo());
    }
  }

  private static MoneyRequest only(ChitClient client) throws Exception {
    List<MoneyRequest> all = client.requests().list(10, Optional.empty());
    assertEquals(1, all.size());
    return all.getFirst();
  }

  private static MoneyRequest next(Inbox inbox, Incoming.Request.What what) throws Exception {
    return inbox.next(Incoming.Request.class, it -> it.what() == what).request();
  }

  private static Predicate<Incoming.Payment> from(String name) {
    return payment -> payment.from().equals(name);
  }

  private static void refused(String code, Executable action) {
    assertEquals(code, assertThrows(ChitRefusedException.class, action).code());
  }
}
