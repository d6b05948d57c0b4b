package dev.chit.client;

import static dev.chit.client.Town.amount;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.AccountName;
import dev.chit.server.ServerConfig;
import dev.chit.server.ServerLimits;
import dev.chit.testkit.FaultProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens when connections break and clients crash at the worst moment.
final class FaultTest {
  private static final Duration SHORT = Duration.ofSeconds(5);

  @TempDir Path directory;

  private static FaultProxy proxy(Town town) throws Exception {
    return FaultProxy.to("127.0.0.1", town.server().port());
  }

  private static ClientConfig through(FaultProxy proxy, Town town, String name) {
    return town.config(name)
        .withServer(new ServerAddress("127.0.0.1", proxy.port(), town.address().fingerprint()));
  }

  private static <T> FutureTask<T> beside(Callable<T> work) {
    var task = new FutureTask<>(work);
    var _ = Thread.ofVirtual().start(task);
    return task;
  }

  private static List<String> texts(ChitClient client, AccountName with) throws Exception {
    return client.history(with, 1000, Optional.empty()).stream().map(HistoryMessage::text).toList();
  }

  @Test
  void aStrangersMessageIsNotLostWhileTheServerIsTooBusyToSayWhoThatIs() throws Exception {
    ServerLimits few = ServerLimits.DEFAULT.with(new ServerLimits.Rates(50_000, 20_000, 10));
    try (var town =
        new Town(
            directory, ServerConfig.of(directory.resolve("server"), Town.UNIT).withLimits(few))) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atAlice = Inbox.of(alice);
      bob.find(name("alice"));

      var calm = new AtomicBoolean();
      FutureTask<Boolean> asking = beside(() -> askTooMuch(alice, calm));
      bob.send(name("alice"), "who am I?");
      Incoming first = atAlice.next(Incoming.class, FaultTest::isMessageOrBreak);
      calm.set(true);
      Incoming.Message message =
          first instanceof Incoming.Message at ? at : atAlice.next(Incoming.Message.class);

      assertEquals("who am I?", message.text());
      assertTrue(asking.get());
    }
  }

  /// A message that was let through, or a connection given up because its sender could not be asked
  /// for.
  private static boolean isMessageOrBreak(Incoming event) {
    return switch (event) {
      case Incoming.Message _ -> true;
      case Incoming.Connection(ConnectionState state) -> state == ConnectionState.WAITING;
      default -> false;
    };
  }

  private static boolean askTooMuch(ChitClient client, AtomicBoolean calm) throws Exception {
    while (!calm.get()) {
      try {
        var _ = client.find(name("alice"));
      } catch (ChitRefusedException | UnreachableException e) {
        // That is what it is for.
        Thread.onSpinWait();
      }
    }
    return true;
  }

  @Test
  void aPaymentWhoseReplyWasLostPaysOnce() throws Exception {
    try (var town = new Town(directory);
        FaultProxy proxy = proxy(town)) {
      town.member("alice").close();
      Inbox atBob = Inbox.of(town.member("bob"));
      ChitClient alice = town.keep(ChitClient.open(through(proxy, town, "alice")));
      alice.find(name("bob"));

      proxy.hold(FaultProxy.Way.BACK);
      FutureTask<Paid> paying = beside(() -> alice.pay(name("bob"), amount("7.00"), "once"));
      atBob.next(Incoming.Payment.class, it -> it.from().equals("alice"));
      proxy.cut();
      proxy.release(FaultProxy.Way.BACK);

      Paid paid = paying.get();
      assertTrue(paid.repeated() || paid.balance() == 93_00);
      assertEquals("93.00", alice.balance().text());
      assertEquals(List.of(), alice.pendingPayments());
      assertEquals(2, alice.receipts(10, Optional.empty()).size());
    }
  }

  @Test
  void aPaymentOutlivesTheCrashOfThePayerAndPaysOnce() throws Exception {
    try (var town = new Town(directory);
        FaultProxy proxy = proxy(town)) {
      town.member("alice").close();
      ChitClient bob = town.member("bob");
      Inbox atBob = Inbox.of(bob);
      ChitClient alice = ChitClient.open(through(proxy, town, "alice").withPatience(SHORT));
      alice.find(name("bob"));
      proxy.hold(FaultProxy.Way.BACK);
      var pending =
          assertThrows(
              PaymentPendingException.class,
              () -> alice.pay(name("bob"), amount("7.00"), "after the crash"));
      atBob.next(Incoming.Payment.class, it -> it.from().equals("alice"));
      alice.crash();

      ChitClient again = town.back("alice");
      Incoming.PaymentSettled settled = Inbox.of(again).next(Incoming.PaymentSettled.class);
      assertEquals(pending.chit(), settled.chit());
      assertEquals("93.00", again.balance().text());
      assertEquals(
          new Memo.Text("after the crash"), atBob.next(Incoming.MemoAttached.class).memo());
      assertEquals("107.00", bob.balance().text());
    }
  }

  @Test
  void aPaymentThatNeverLeftIsMadeAfterTheCrash() throws Exception {
    try (var town = new Town(directory);
        FaultProxy proxy = proxy(town)) {
      town.member("alice").close();
      ChitClient bob = town.member("bob");
      ChitClient alice = ChitClient.open(through(proxy, town, "alice").withPatience(SHORT));
      alice.find(name("bob"));
      proxy.hold(FaultProxy.Way.FORTH);
      assertThrows(PaymentPendingException.class, () -> alice.pay(name("bob"), amount("7.00"), ""));
      assertEquals("100.00", bob.balance().text());
      alice.crash();

      ChitClient again = town.back("alice");
      Inbox.of(again).next(Incoming.PaymentSettled.class);
      assertEquals("107.00", bob.balance().text());
    }
  }

  @Test
  void aMessageThatNeverLeftLeavesAfterTheCrash() throws Exception {
    try (var town = new Town(directory);
        FaultProxy proxy = proxy(town)) {
      town.member("alice").close();
      ChitClient bob = town.member("bob");
      Inbox atBob = Inbox.of(bob);
      ChitClient alice = ChitClient.open(through(proxy, town, "alice").withPatience(SHORT));
      alice.find(name("bob"));
      proxy.hold(FaultProxy.Way.FORTH);
      assertEquals(MessageState.WAITING, alice.send(name("bob"), "one").state());
      alice.crash();

      ChitClient again = town.back("alice");
      assertEquals("one", atBob.next(Incoming.Message.class).text());
      again.send(name("bob"), "two");
      assertEquals("two", atBob.next(Incoming.Message.class).text());
      assertEquals(List.of("one", "two"), texts(bob, name("alice")));
    }
  }

  @Test
  void aMessageWhoseAcknowledgementWasLostIsThereOnce() throws Exception {
    try (var town = new Town(directory);
        FaultProxy proxy = proxy(town)) {
      ChitClient alice = town.member("alice");
      town.member("bob").close();
      ChitClient bob = ChitClient.open(through(proxy, town, "bob"));
      Inbox atBob = Inbox.of(bob);
      bob.find(name("alice"));
      alice.send(name("bob"), "zero");
      atBob.next(Incoming.Message.class);
      proxy.hold(FaultProxy.Way.FORTH);
      assertEquals(MessageState.STORED, alice.send(name("bob"), "one").state());
      assertEquals("one", atBob.next(Incoming.Message.class).text());
      bob.crash();

      ChitClient again = town.back("bob");
      Inbox atAgain = Inbox.of(again);
      alice.send(name("bob"), "two");
      atAgain.next(Incoming.Message.class, it -> it.text().equals("two"));
      assertEquals(List.of("zero", "one", "two"), texts(again, name("alice")));
    }
  }

  @Test
  void whatConnectionsThatBreakAgainAndAgainCarryArrivesOnceAndInOrder() throws Exception {
    var random = new SplittableRandom(20);
    try (var town = new Town(directory);
        FaultProxy proxy = proxy(town)) {
      town.member("alice").close();
      town.member("bob").close();
      ChitClient alice = town.keep(ChitClient.open(through(proxy, town, "alice")));
      ChitClient bob = town.keep(ChitClient.open(through(proxy, town, "bob")));
      Inbox atBob = Inbox.of(bob);
      Inbox atAlice = Inbox.of(alice);
      alice.find(name("bob"));
      bob.find(name("alice"));
      List<String> texts = IntStream.range(0, 60).mapToObj(i -> "message " + i).toList();

      FutureTask<Boolean> cutting =
          beside(
              () -> {
                for (int i = 0; i < 6; i++) {
                  FaultProxy.Way way =
                      random.nextBoolean() ? FaultProxy.Way.FORTH : FaultProxy.Way.BACK;
                  proxy.awaitPassed(way, proxy.passed(way) + random.nextInt(500, 6_000));
                  proxy.cut();
                }
                return true;
              });
      FutureTask<Boolean> back = beside(() -> say(bob, name("alice"), texts));
      say(alice, name("bob"), texts);
      back.get();
      cutting.cancel(true);

      List<String> heard = new ArrayList<>();
      List<String> heardBack = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        heard.add(atBob.next(Incoming.Message.class).text());
        heardBack.add(atAlice.next(Incoming.Message.class).text());
      }
      assertEquals(texts, heard);
      assertEquals(texts, heardBack);
      assertEquals(0, atBob.count(Incoming.Message.class));
      proxy.repeat();
      assertEquals(2 * texts.size(), texts(bob, name("alice")).size());
    }
  }

  private static boolean say(ChitClient from, AccountName to, List<String> texts) throws Exception {
    for (String text : texts) {
      from.send(to, text);
    }
    return true;
  }

  @Test
  void aServerThatRestartsIsFoundAgain() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      alice.send(name("bob"), "before");
      town.restart();
      alice.pay(name("bob"), amount("3.00"), "");
      Inbox atBob = Inbox.of(bob);
      alice.send(name("bob"), "after");
      atBob.next(Incoming.Message.class, it -> it.text().equals("after"));
      assertEquals("103.00", bob.balance().text());
    }
  }
}
