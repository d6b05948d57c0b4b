package dev.chit.doors;

import static dev.chit.doors.Dialect.MICROPAY_2018;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.AccountLine;
import dev.chit.client.ChitClient;
import dev.chit.client.Incoming;
import dev.chit.client.OperatorClient;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.doors.old.Client2018;
import dev.chit.doors.old.OldTls;
import dev.chit.doors.old.Wire;
import dev.chit.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Micropay2018Test {
  @TempDir private Path directory;

  private Village village;

  @BeforeEach
  void build() throws Exception {
    village = new Village(directory, MICROPAY_2018);
  }

  @AfterEach
  void tearDown() {
    village.close();
  }

  private Client2018 client() throws Exception {
    return new Client2018(OldTls.mutual(village.keys(MICROPAY_2018)), village.port(MICROPAY_2018));
  }

  @Test
  void anOldClientRegistersLogsInLooksAroundAndLeaves() throws Exception {
    try (Client2018 alice = client();
        Client2018 bob = client()) {
      assertEquals("100 OK\n\0", alice.register("alice", "5000"));
      assertEquals("200 FAIL\n\0", bob.register("alice", "5000"));
      assertEquals("100 OK\n\0", bob.register("bob", "200"));
      assertEquals("Please register and log in\n\0", alice.list());
      assertEquals("220 AUTH_FAIL\n", alice.login("nobody"));

      String alone = alice.login("alice");
      assertTrue(alone.matches("\\$5000\n1 user online\nalice#127\\.0\\.0\\.1#\\d+\n"), alone);
      assertEquals("You have already logged in\n", alice.login("alice"));
      assertEquals("You have already logged in\n", bob.login("alice"));
      String both = bob.login("bob");
      assertTrue(both.matches("\\$200\n2 users online\n(?s).*"), both);
      assertTrue(both.contains("alice#127.0.0.1#") && both.contains("bob#127.0.0.1#"), both);
      assertEquals(alice.list(), alice.list());

      assertEquals("NotFound", alice.server().ask("Get#nobody"));
      assertTrue(alice.server().ask("Get#bob").matches("127\\.0\\.0\\.1#\\d+"));
      assertTrue(alice.server().ask("What is this\n").matches("[^\n]+\n\0"));
      assertEquals("Bye\n\0", bob.exit());
      assertEquals("NotLogin", alice.server().ask("Get#bob"));
    }
  }

  @Test
  void aPayerLeavesAndItsPayeeHandsThePaymentIn() throws Exception {
    try (Client2018 alice = client();
        Client2018 bob = client();
        var other = Executors.newVirtualThreadPerTaskExecutor()) {
      var _ = alice.register("alice", "100");
      var _ = bob.register("bob", "0");
      var _ = alice.login("alice");
      var _ = bob.login("bob");
      var paid = other.submit(() -> bob.bePaid("alice#30#bob\n"::equals));
      assertEquals("PaySucs", alice.pay("alice", "30", "bob"));
      assertEquals("PaySucs", paid.get(60, TimeUnit.SECONDS));
      assertTrue(bob.list().startsWith("$30\n1 user online\n"), "bob was not paid");
      alice.comeBack();
      assertTrue(alice.login("alice").startsWith("$70\n2 users online\n"), "alice has not paid");
    }
    assertEquals(100, village.audit().circulationMinor());
  }

  @Test
  void aPaymentLineCountsFromThePayeeAloneAndOnlyOnceThePayerHasLeft() throws Exception {
    try (Client2018 alice = client();
        Client2018 bob = client();
        Client2018 mallory = client()) {
      for (String line : new String[] {"alice", "bob", "mallory"}) {
        var _ = alice.register(line, "100");
      }
      var _ = alice.login("alice");
      var _ = bob.login("bob");
      var _ = mallory.login("mallory");
      assertEquals("PayFail", bob.server().ask("alice#10#bob\n"));
      assertEquals("PayFail", alice.server().ask("bob#10#alice\n"));
      assertEquals("PayFail", alice.server().ask("alice#10#bob\n"));
      var _ = alice.exit();
      assertEquals("PayFail", mallory.server().ask("alice#10#bob\n"));
      assertEquals("PayFail", bob.server().ask("alice#-10#bob\n"));
      assertEquals("PayFail", bob.server().ask("alice#0#bob\n"));
      assertEquals("PayFail", bob.server().ask("alice#101#bob\n"));
      assertEquals("PayFail", bob.server().ask("alice#9223372036854775808#bob\n"));
      assertEquals("PayFail", bob.server().ask("alice#99999999999999999999999999#bob\n"));
      assertEquals("PayFail", bob.server().ask("alice#10#alice\n"));
      assertEquals("PayFail", bob.server().ask("nobody#10#bob\n"));
      assertEquals("PayFail", bob.server().ask("operator#10#bob\n"));
      assertTrue(bob.list().startsWith("$100\n"), "money moved");
      assertEquals("PaySucs", bob.server().ask("alice#10#bob\n"));
      assertEquals("PayFail", bob.server().ask("alice#10#bob\n"));
      assertTrue(bob.list().startsWith("$110\n"), "not paid once");
    }
  }

  @Test
  void anOldClientAndAMemberPayEachOther() throws Exception {
    ChitClient carol = village.member("carol");
    var heard = new LinkedBlockingQueue<Incoming.Payment>();
    var _ =
        carol.watch(
            event -> {
              if (event instanceof Incoming.Payment payment) {
                heard.add(payment);
              }
            });
    try (Client2018 alice = client()) {
      var _ = alice.register("alice", "100");
      String online = alice.login("alice");
      assertTrue(online.contains("2 users online") && online.contains("carol#"), online);
      assertEquals("220 AUTH_FAIL\n", second("carol#4000\n"));

      assertEquals("PaySucs", alice.pay("alice", "40", "carol"));
      Incoming.Payment payment = heard.poll(60, TimeUnit.SECONDS);
      assertEquals("alice 40", payment.from() + " " + payment.amount().minor());

      assertEquals(payment.index(), carol.receipt(payment.chit()).index());

      var _ = carol.pay(new AccountName("alice"), new Amount(15), "");
      alice.comeBack();
      String list = alice.login("alice");
      assertTrue(list.startsWith("$75\n"), list);
    }
    assertEquals(100, village.audit().circulationMinor());
    try (OperatorClient operator = village.operator()) {
      AccountLine alice =
          operator.accounts("", 100).accounts().stream()
              .filter(line -> line.name().equals("alice"))
              .findFirst()
              .orElseThrow();
      assertTrue(alice.custodial());
    }
  }

  private String second(String message) throws Exception {
    try (Client2018 other = client()) {
      return other.server().ask(message);
    }
  }

  @Test
  void aStrangerToTheAuthorityHearsNothing() throws Exception {
    var context = OldTls.anonymous(village.keys(MICROPAY_2018));
    try (var wire =
        new Wire(
            context.getSocketFactory().createSocket("127.0.0.1", village.port(MICROPAY_2018)),
            256)) {
      assertThrows(
          IOException.class,
          () -> {
            wire.write("REGISTER#alice#1\n");
            while (!wire.read().isEmpty()) {}
            throw new IOException("closed");
          });
    }
  }

  @Test
  void whoGoesWithoutAWordIsLoggedOut() throws Exception {
    try (Client2018 alice = client()) {
      var _ = alice.register("alice", "100");
      var _ = alice.login("alice");
    }
    Eventually.is(
        "alice can log in again",
        () -> {
          try (Client2018 alice = client()) {
            return alice.login("alice").startsWith("$100\n");
          }
        });
  }

  @Test
  void messagesMergedMeanTheSame() throws Exception {
    try (Client2018 alice = client()) {
      assertEquals("100 OK\n\0", alice.register("alice", "100"));
      alice.server().write("\0\0REGISTER#bob#1\r\n\0\0\0List\nalice#70\0");
      assertEquals("100 OK\n\0", alice.server().read());
      assertEquals("Please register and log in\n\0", alice.server().read());
      assertTrue(alice.server().read().startsWith("$100\n"), "not logged in");
      assertTrue(alice.server().ask("List").startsWith("$100\n"), "no list");
    }
  }

  @Test
  void aMessageWithoutEndIsRefusedAndOthersGoOn() throws Exception {
    try (Client2018 alice = client();
        Client2018 mallory = client()) {
      mallory.server().write("x".repeat(1_001));
      assertTrue(mallory.server().read().endsWith("\n\0"), "no refusal");
      assertTrue(mallory.server().isAtEnd(), "still open");
      assertEquals("100 OK\n\0", alice.register("alice", "1"));
    }
  }
}
