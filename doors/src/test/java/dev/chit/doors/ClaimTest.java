package dev.chit.doors;

import static dev.chit.doors.Dialect.MAILBOX;
import static dev.chit.doors.Dialect.MICROPAY_2024;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.Acquaintance;
import dev.chit.client.ChitClient;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.Incoming;
import dev.chit.client.KeyCheck;
import dev.chit.client.OperatorClient;
import dev.chit.client.Registered;
import dev.chit.client.Standing;
import dev.chit.client.UsageException;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.doors.old.Client2024;
import dev.chit.doors.old.ClientMailbox;
import dev.chit.doors.old.OldTls;
import dev.chit.testkit.Eventually;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Users of older programs who come to hold the keys of their accounts themselves.
class ClaimTest {
  private static final int REFUSED = 9000;

  @TempDir private static Path directory;

  private static Village village;

  @BeforeAll
  static void build() throws Exception {
    village = new Village(directory, MAILBOX, MICROPAY_2024);
  }

  @AfterAll
  static void tearDown() {
    village.close();
  }

  /// @param seconds for which it is good
  private static String code(String name, long seconds) throws Exception {
    try (OperatorClient operator = village.operator()) {
      long until = Instant.now().getEpochSecond() + seconds;
      return operator.claimCode(new AccountName(name), until).text();
    }
  }

  private static Client2024 client() throws Exception {
    return new Client2024(
        OldTls.anonymous(village.keys(MICROPAY_2024)), village.port(MICROPAY_2024));
  }

  @Test
  void nameAndBalanceAreUnderTheMembersOwnKeyAndTheOldLogInIsRefused() throws Exception {
    try (Client2024 ann = client();
        Client2024 ben = client()) {
      assertEquals("100 OK\r\n", ann.register("ann"));
      assertEquals("100 OK\r\n", ben.register("ben"));
      assertTrue(ann.login("ann").startsWith("10000\r\n"));
      assertTrue(ben.login("ben").startsWith("10000\r\n"));

      ChitClient own = village.stranger("ann");
      Registered claimed = own.account().claim(new AccountName("Ann"), code("ann", 600));
      own.awaitConnected();
      assertEquals("ann", claimed.name().value());
      assertEquals(10_000, claimed.balance().balance());

      // Ann's old program is still in, and moves nothing.
      var _ = ben.ask("ann#1#ben");
      assertTrue(ben.ask("List").startsWith("10000\r\n"), "the old key still pays");
      var _ = own.pay(new AccountName("ben"), new Amount(7), "");
      assertTrue(ben.ask("List").startsWith("10007\r\n"), "the new key does not pay");
    }
    try (Client2024 again = client()) {
      assertEquals("220 AUTH_FAIL\r\n", again.login("ann"));
      assertEquals("210 FAIL\r\n", again.register("ann"));
    }
    assertTrue(village.audit().isClean());
  }

  @Test
  void contactsGoOnWithTheMemberAndAreToldOfTheKey() throws Exception {
    var dora = new AccountName("dora");
    var mail = new ClientMailbox(village.port(MAILBOX));
    assertEquals(1000, mail.register("dora"));
    ChitClient carol = village.member("carol");
    List<String> warnings = new CopyOnWriteArrayList<>();
    var _ =
        carol.watch(
            event -> {
              if (event instanceof Incoming.Warning warning) {
                warnings.add(warning.code());
              }
            });
    assertFalse(carol.send(dora, "by the door").endToEnd());
    Acquaintance before = carol.contacts().of(dora);

    ChitClient own = village.stranger("dora");
    var _ = own.account().claim(dora, code("dora", 600));
    own.awaitConnected();

    assertTrue(carol.send(dora, "sealed").endToEnd(), "still in the clear");
    Acquaintance after = carol.contacts().of(dora);
    assertNotEquals(before.account(), after.account());
    assertEquals(Standing.ACCEPTED, after.standing());
    assertEquals(KeyCheck.CHANGED, after.key());
    Eventually.is("carol is told", () -> warnings.contains("account-claimed"));
    Eventually.is(
        "dora has it", () -> !own.history(new AccountName("carol"), 1, Optional.empty()).isEmpty());

    assertEquals(REFUSED, mail.ask(mail.id(), 104, new byte[0]).code());
    var other = new ClientMailbox(village.port(MAILBOX));
    assertEquals(1000, other.register("otto"));
    assertFalse(other.clients().containsKey("dora") && isOld(other, before), "still listed");
  }

  private static boolean isOld(ClientMailbox asker, Acquaintance before) throws Exception {
    return Arrays.equals(before.account().bytes(), asker.clients().get("dora"));
  }

  @Test
  void whoHasNoGoodCodeTakesNothingOver() throws Exception {
    try (Client2024 old = client()) {
      assertEquals("100 OK\r\n", old.register("emil"));
      assertEquals("100 OK\r\n", old.register("finn"));
    }
    var emil = new AccountName("emil");
    ChitClient thief = village.stranger("thief");
    String good = code("emil", 600);
    String bent = (good.charAt(79) == '0' ? "1" : "0");
    for (String bad : List.of(good.substring(0, 79) + bent, code("emil", -1), code("finn", 600))) {
      assertEquals(
          "bad-claim",
          assertThrows(ChitRefusedException.class, () -> thief.account().claim(emil, bad)).code());
    }
    assertEquals(
        "bad-claim",
        assertThrows(
                ChitRefusedException.class,
                () -> thief.account().claim(new AccountName("finn"), good))
            .code());
    assertThrows(UsageException.class, () -> thief.account().claim(emil, "abc"));
    assertEquals(
        "name-taken",
        assertThrows(ChitRefusedException.class, () -> thief.register(emil, "")).code());

    ChitClient own = village.stranger("emil");
    var _ = own.account().claim(emil, good);
    assertEquals(
        "account-closed",
        assertThrows(ChitRefusedException.class, () -> thief.account().claim(emil, good)).code());
    assertEquals(
        "not-custodial", assertThrows(ChitRefusedException.class, () -> code("emil", 600)).code());
  }
}
