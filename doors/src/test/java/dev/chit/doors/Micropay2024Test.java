package dev.chit.doors;

import static dev.chit.doors.Dialect.MICROPAY_2024;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.ChitClient;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.doors.old.Client2024;
import dev.chit.doors.old.OldTls;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Micropay2024Test {
  @TempDir private Path directory;

  private Village village;

  @BeforeEach
  void build() throws Exception {
    village = new Village(directory, MICROPAY_2024);
  }

  @AfterEach
  void tearDown() {
    village.close();
  }

  private Client2024 client() throws Exception {
    return new Client2024(
        OldTls.anonymous(village.keys(MICROPAY_2024)), village.port(MICROPAY_2024));
  }

  @Test
  void anOldClientRegistersLogsInLooksAroundAndLeaves() throws Exception {
    try (Client2024 alice = client();
        Client2024 again = client()) {
      assertEquals("100 OK\r\n", alice.register("alice"));
      assertEquals("210 FAIL\r\n", alice.register("alice"));
      assertEquals("Please Login First\r\n", alice.ask("List"));
      assertEquals("Please Login First\r\n", alice.ask("alice#1#bob"));
      assertEquals("Invalid port range.\r\n", alice.ask("alice#70000"));
      assertEquals("220 AUTH_FAIL\r\n", alice.login("nobody"));
      assertEquals("Invalid command format.\r\n", alice.ask("what is this"));
      String[] list = alice.login("alice").split("\r\n");
      assertEquals("10000", list[0]);
      var key =
          KeyFactory.getInstance("RSA")
              .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(list[1])));
      assertEquals("RSA", key.getAlgorithm());
      assertEquals("1", list[2]);
      assertTrue(list[3].matches("alice#127\\.0\\.0\\.1#\\d+"), list[3]);
      assertEquals("220 AUTH_FAIL\r\n", again.login("alice"));
      assertEquals("Bye\r\n", alice.ask("Exit"));
      assertTrue(again.login("alice").startsWith("10000\r\n"), "not back");
    }
  }

  @Test
  void aPayeeForwardsWhatAPayerSealedForIt() throws Exception {
    ChitClient carol = village.member("carol");
    try (Client2024 alice = client();
        Client2024 bob = client();
        var other = Executors.newVirtualThreadPerTaskExecutor()) {
      var _ = alice.register("alice");
      var _ = bob.register("bob");
      var _ = alice.login("alice");
      String bobsLine =
          Arrays.stream(bob.login("bob").split("\r\n"))
              .filter(line -> line.startsWith("bob#"))
              .findFirst()
              .orElseThrow();
      var paid = other.submit(bob::bePaid);
      assertEquals(
          "Transfer Successful: 30 from alice to bob.\r\n",
          Client2024.pay("alice#30#bob", bobsLine, bob.publicKey()));
      assertEquals(
          "Transfer Successful: 30 from alice to bob.\r\n", paid.get(60, TimeUnit.SECONDS));
      assertTrue(bob.ask("List").startsWith("10030\r\n"), "not paid");

      assertEquals("Insufficient balance.\r\n", bob.ask("alice#9971#bob"));
      assertEquals("Recipient not found.\r\n", alice.ask("alice#1#bob"));
      assertEquals("Recipient not found.\r\n", bob.ask("alice#1#nobody"));
      assertEquals("Sender not logged in.\r\n", bob.ask("nobody#1#bob"));
      assertEquals("Sender not logged in.\r\n", bob.ask("carol#1#bob"));
      assertEquals("Invalid command format.\r\n", bob.ask("alice#-1#bob"));
      assertEquals("Invalid command format.\r\n", bob.ask("alice#0#bob"));
      assertEquals("Invalid command format.\r\n", bob.ask("alice#1e3#bob"));
      assertTrue(bob.ask("List").startsWith("10030\r\n"), "money moved");

      try (var operator = village.operator()) {
        var _ = operator.issue(new AccountName("carol"), new Amount(20), "cash");
      }
      var _ = carol.pay(new AccountName("bob"), new Amount(20), "");
      assertTrue(bob.ask("List").startsWith("10050\r\n"), "a member's payment is not there");
    }
    assertEquals(20_020, village.audit().circulationMinor());
  }
}
