package dev.chit.app.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chit.client.ChitClient;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.ClientConfig;
import dev.chit.client.HistoryMessage;
import dev.chit.client.Incoming;
import dev.chit.client.MessageState;
import dev.chit.client.PaymentPendingException;
import dev.chit.client.ServerAddress;
import dev.chit.client.Subscription;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A server whose disk takes nothing more, as its members see it: every write of the process fails
/// with an error of the operating system. Nobody is told that anything was done; mail goes on by
/// itself when there is room again, money when the server was started anew; what was said to be
/// done before is there, and everything is done once.
@EnabledOnOs(OS.LINUX)
final class FullDiskTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final AccountName ALICE = new AccountName("alice");
  private static final AccountName BOB = new AccountName("bob");
  private static final AccountName CAROL = new AccountName("carol");

  @TempDir Path scratch;

  @Test
  void nothingIsAcknowledgedThatIsNotOnTheDiskAndNothingIsLost() throws Exception {
    try (var server = new ServerProcess(scratch, new Random())) {
      server.launch();
      ServerAddress address = server.awaitReady();
      try (ChitClient alice = member(ALICE, address)) {
        ChitClient bob = member(BOB, address);
        var _ = alice.pay(BOB, amount("1.00"), "");
        bob.close();
        assertEquals(MessageState.STORED, alice.send(BOB, "before").state());
        ChitClient carol = ChitClient.create(config(CAROL, address));

        server.diskTakes(false);
        var writing = beside(() -> alice.send(BOB, "meanwhile").state());
        var pending =
            assertThrows(
                PaymentPendingException.class, () -> alice.pay(BOB, amount("2.00"), "late"));
        assertEquals(MessageState.WAITING, writing.get());
        var busy = assertThrows(ChitRefusedException.class, () -> carol.register(CAROL, ""));
        assertEquals("busy", busy.code());

        var stored =
            heard(
                alice,
                it ->
                    it instanceof Incoming.MessageMoved one && one.state() == MessageState.STORED);
        server.diskTakes(true);
        assertHeard(stored);

        var settled =
            heard(
                alice,
                it ->
                    it instanceof Incoming.PaymentSettled one && one.chit().equals(pending.chit()));
        server.kill();
        server.launch();
        var _ = server.awaitReady();
        assertHeard(settled);
        var _ = carol.register(CAROL, "");
        carol.close();

        try (ChitClient back = ChitClient.open(config(BOB, address))) {
          assertHeard(
              heard(
                  back,
                  it -> it instanceof Incoming.Message one && one.text().equals("meanwhile")));
          assertEquals(
              List.of("before", "meanwhile"),
              back.history(ALICE, 10, Optional.empty()).stream()
                  .map(HistoryMessage::text)
                  .toList());
          assertEquals(
              back.balance().balance() - alice.balance().balance(), 2 * amount("3.00").minor());
        }
      }
    }
  }

  private ChitClient member(AccountName name, ServerAddress address) throws Exception {
    ChitClient client = ChitClient.create(config(name, address));
    var _ = client.register(name, "");
    client.awaitConnected();
    return client;
  }

  private ClientConfig config(AccountName name, ServerAddress address) {
    return ClientConfig.of(scratch.resolve(name.value()))
        .withServer(address)
        .withPatience(PATIENCE);
  }

  private static Amount amount(String text) {
    return Amount.parse(text, Unit.parse("EUR:2"));
  }

  private static <T> FutureTask<T> beside(java.util.concurrent.Callable<T> work) {
    var task = new FutureTask<>(work);
    var _ = Thread.ofVirtual().start(task);
    return task;
  }

  private static CountDownLatch heard(ChitClient client, Predicate<Incoming> wanted) {
    var latch = new CountDownLatch(1);
    Subscription _ =
        client.watch(
            event -> {
              if (wanted.test(event)) {
                latch.countDown();
              }
            });
    return latch;
  }

  private static void assertHeard(CountDownLatch latch) throws InterruptedException {
    assertEquals(true, latch.await(2, TimeUnit.MINUTES), "heard");
  }
}
