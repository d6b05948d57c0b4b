package dev.chit.doors;

import static dev.chit.doors.Dialect.MICROPAY_2019;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.ChitClient;
import dev.chit.client.Incoming;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.doors.old.Client2019;
import dev.chit.doors.old.OldTls;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Micropay2019Test {
  private static final String NOT_ENOUGH = "FAIL: Your account balance is not enough.\n";

  @TempDir private Path directory;

  private Village village;

  @BeforeEach
  void build() throws Exception {
    village = new Village(directory, MICROPAY_2019);
  }

  @AfterEach
  void tearDown() {
    village.close();
  }

  private Client2019 client() throws Exception {
    return new Client2019(OldTls.mutual(village.keys(MICROPAY_2019)), village.port(MICROPAY_2019));
  }

  @Test
  void anOldClientDepositsOnceLooksAroundAndLeaves() throws Exception {
    try (Client2019 alice = client();
        Client2019 again = client()) {
      assertEquals("100 OK\n", alice.register("alice"));
      assertEquals("210 FAIL\n", alice.register("alice"));
      assertEquals("210 FAIL\n", alice.register("no such name"));
      assertEquals("220 AUTH_FAIL\n", alice.list());
      assertEquals("220 AUTH_FAIL\n", alice.login("nobody", "5"));
      String list = alice.login("alice", "700");
      assertTrue(
          list.matches(
              "Account balance: 700\nnumber of accounts online: 1\nalice#127\\.0\\.0\\.1#\\d+\n"),
          list);
      assertEquals(list, alice.list());
      assertEquals("220 AUTH_FAIL\n", again.login("alice", "5"));
      assertEquals("Bye!\n", alice.exit());
      assertTrue(again.login("alice", "5").startsWith("Account balance: 700\n"), "paid in twice");
    }
    try (Client2019 rich = client()) {
      var _ = rich.register("rich");
      assertTrue(rich.login("rich", "99999").startsWith("Account balance: 10000\n"), "no bound");
    }
    assertEquals(10_700, village.audit().circulationMinor());
  }

  @Test
  void aPayerPaysAndThenTellsThePayee() throws Exception {
    try (Client2019 alice = client();
        Client2019 bob = client();
        var other = Executors.newVirtualThreadPerTaskExecutor()) {
      var _ = alice.register("alice");
      var _ = bob.register("bob");
      var _ = alice.login("alice", "100");
      assertEquals("FAIL: Payee is not online.\n", alice.pay("alice", "10", "bob"));
      assertEquals("FAIL: Payee is not online.\n", alice.pay("alice", "10", "nobody"));
      var _ = bob.login("bob", "0");
      var told = other.submit(bob::bePaid);
      assertTrue(alice.pay("alice", "30", "bob").matches("[0-9]+"));
      assertEquals("alice gives you 30 dollars.", told.get(60, TimeUnit.SECONDS));
      assertTrue(bob.list().startsWith("Account balance: 30\n"), "not paid");
      assertEquals(NOT_ENOUGH, alice.pay("alice", "71", "bob"));
      assertEquals(NOT_ENOUGH, alice.pay("alice", "0", "bob"));
      assertEquals(NOT_ENOUGH, alice.pay("alice", "-5", "bob"));
      assertEquals(NOT_ENOUGH, alice.pay("alice", "9223372036854775808", "bob"));
      assertEquals(NOT_ENOUGH, alice.pay("alice", "5", "alice"));
      assertEquals("220 AUTH_FAIL\n", alice.pay("bob", "5", "alice"));
      assertEquals("220 AUTH_FAIL\n", alice.ask("alice#5#bob"));
      assertEquals("220 AUTH_FAIL\n", alice.ask("what is this"));
      assertTrue(alice.list().startsWith("Account balance: 70\n"), "money moved");
    }
    assertEquals(100, village.audit().circulationMinor());
  }

  @Test
  void aMemberIsPaidLiveAndPaysBack() throws Exception {
    ChitClient carol = village.member("carol");
    var heard = new LinkedBlockingQueue<Incoming.Payment>();
    var _ =
        carol.watch(
            event -> {
              if (event instanceof Incoming.Payment payment) {
                heard.add(payment);
              }
            });
    try (Client2019 alice = client()) {
      assertEquals("210 FAIL\n", alice.register("Carol"));
      var _ = alice.register("alice");
      assertEquals("220 AUTH_FAIL\n", alice.login("carol", "5"));
      var _ = alice.login("alice", "100");
      assertTrue(alice.pay("alice", "40", "carol").matches("[0-9]+"));
      Incoming.Payment payment = heard.poll(60, TimeUnit.SECONDS);
      assertEquals("alice 40", payment.from() + " " + payment.amount().minor());
      assertEquals(payment.index(), carol.receipt(payment.chit()).index());
      var _ = carol.pay(new AccountName("alice"), new Amount(15), "");
      assertTrue(alice.list().startsWith("Account balance: 75\n"), "not paid back");
    }
    assertEquals(100, village.audit().circulationMinor());
  }
}
