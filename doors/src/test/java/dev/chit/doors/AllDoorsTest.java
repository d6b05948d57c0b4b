package dev.chit.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.chit.client.ChitClient;
import dev.chit.client.Incoming;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.doors.old.Client2018;
import dev.chit.doors.old.Client2019;
import dev.chit.doors.old.Client2024;
import dev.chit.doors.old.ClientMailbox;
import dev.chit.doors.old.ClientOnechat;
import dev.chit.doors.old.OldTls;
import dev.chit.testkit.Eventually;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What concerns more doors than one.
class AllDoorsTest {
  private static final int MANY = 1_000;

  /// Both ends of so many are in this process.
  private static final int DESCRIPTORS_MIN = 4 * MANY;

  private static final int LIST = 1;
  private static final int ASK = 2;

  @TempDir private Path directory;

  @Test
  void fiveFlowsAtOnceAndMembersBesideThemLeaveOneLedgerThatIsRight() throws Exception {
    try (var village = new Village(directory, Dialect.values());
        var flows = Executors.newVirtualThreadPerTaskExecutor()) {
      ChitClient carol = village.member("carol");
      var paid = new LinkedBlockingQueue<Incoming.Payment>();
      var _ =
          carol.watch(
              event -> {
                if (event instanceof Incoming.Payment payment) {
                  paid.add(payment);
                }
              });
      List<Callable<String>> all =
          List.of(
              () -> of2018(village),
              () -> of2019(village),
              () -> of2024(village),
              () -> ofOnechat(village),
              () -> ofMailbox(village));
      List<Future<String>> running = new ArrayList<>();
      for (Callable<String> flow : all) {
        running.add(flows.submit(flow));
      }
      for (Future<String> flow : running) {
        assertEquals("done", flow.get(180, TimeUnit.SECONDS));
      }
      long received = 0;
      for (int i = 0; i < 2; i++) {
        Incoming.Payment payment = paid.poll(60, TimeUnit.SECONDS);
        assertTrue(payment != null, "a payment did not come");
        assertEquals(payment.index(), carol.receipt(payment.chit()).index());
        received += payment.amount().minor();
      }
      assertEquals(30, received);
      var _ = carol.pay(new AccountName("ann18"), new Amount(5), "");
      try (Client2018 ann = client2018(village)) {
        assertTrue(ann.login("ann18").startsWith("$95\n"), "not paid back");
      }
      assertEquals(100 + 100 + 20_000, village.audit().circulationMinor());
    }
  }

  private static Client2018 client2018(Village village) throws Exception {
    return new Client2018(
        OldTls.mutual(village.keys(Dialect.MICROPAY_2018)), village.port(Dialect.MICROPAY_2018));
  }

  private static String of2018(Village village) throws Exception {
    try (Client2018 ann = client2018(village)) {
      assertEquals("100 OK\n\0", ann.register("ann18", "100"));
      assertTrue(ann.login("ann18").startsWith("$100\n"));
      assertEquals("PaySucs", ann.pay("ann18", "10", "carol"));
      return "done";
    }
  }

  private static String of2019(Village village) throws Exception {
    try (var ann =
        new Client2019(
            OldTls.mutual(village.keys(Dialect.MICROPAY_2019)),
            village.port(Dialect.MICROPAY_2019))) {
      assertEquals("100 OK\n", ann.register("ann19"));
      assertTrue(ann.login("ann19", "100").startsWith("Account balance: 100\n"));
      assertTrue(ann.pay("ann19", "20", "carol").matches("[0-9]+"));
      assertEquals("Bye!\n", ann.exit());
      return "done";
    }
  }

  private static String of2024(Village village) throws Exception {
    var tls = OldTls.anonymous(village.keys(Dialect.MICROPAY_2024));
    int port = village.port(Dialect.MICROPAY_2024);
    try (var ann = new Client2024(tls, port);
        var ben = new Client2024(tls, port)) {
      assertEquals("100 OK\r\n", ann.register("ann24"));
      assertEquals("100 OK\r\n", ben.register("ben24"));
      assertTrue(ann.login("ann24").startsWith("10000\r\n"));
      assertTrue(ben.login("ben24").startsWith("10000\r\n"));
      assertEquals("Transfer Successful: 7 from ann24 to ben24.\r\n", ben.ask("ann24#7#ben24"));
      assertTrue(ann.ask("List").startsWith("9993\r\n"));
      return "done";
    }
  }

  private static String ofOnechat(Village village) throws Exception {
    Path keys = village.keys(Dialect.ONECHAT);
    int port = village.port(Dialect.ONECHAT);
    KeyPair anns = ClientOnechat.newKeys();
    KeyPair bens = ClientOnechat.newKeys();
    Doors.addUser(village.data(), "annchat", ClientOnechat.pem(anns.getPublic()));
    Doors.addUser(village.data(), "benchat", ClientOnechat.pem(bens.getPublic()));
    try (var ann = new ClientOnechat("annchat", anns, port);
        var ben = new ClientOnechat("benchat", bens, port)) {
      ann.logIn(keys);
      var _ = ann.hear(LIST);
      ben.logIn(keys);
      var _ = ben.hear(LIST);
      ann.say(ASK, new byte[] {1, 2, 3, 4}, "benchat");
      assertEquals("annchat", ben.hear(ASK).name());
      return "done";
    }
  }

  private static String ofMailbox(Village village) throws Exception {
    var ann = new ClientMailbox(village.port(Dialect.MAILBOX));
    var ben = new ClientMailbox(village.port(Dialect.MAILBOX));
    assertEquals(1000, ann.register("annmail"));
    assertEquals(1000, ben.register("benmail"));
    var _ = ann.send(ben.id(), 3, "hello".getBytes(StandardCharsets.US_ASCII));
    assertEquals("hello", new String(ben.fetch().getFirst().content(), StandardCharsets.US_ASCII));
    return "done";
  }

  @Test
  void aThousandSilentConnectionsOnADoorDelayNobody() throws Exception {
    assumeTrue(
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
            && system.getMaxFileDescriptorCount() > DESCRIPTORS_MIN,
        "too few descriptors for so many connections");
    try (var village = new Village(directory, Dialect.values())) {
      for (Dialect dialect : Dialect.values()) {
        long before = descriptors();
        List<Socket> silent = new ArrayList<>();
        try {
          for (int i = 0; i < MANY; i++) {
            silent.add(new Socket(InetAddress.getLoopbackAddress(), village.port(dialect)));
          }
          assertEquals("done", flow(village, dialect), dialect.text());
        } finally {
          for (Socket socket : silent) {
            socket.close();
          }
        }
        Eventually.is(
            "the door has closed its ends as well", () -> descriptors() < before + MANY / 2);
      }
    }
  }

  @Test
  void whoComesAndGoesAThousandTimesDelaysNobodyAndLeavesNothing() throws Exception {
    try (var village = new Village(directory, Dialect.values())) {
      for (Dialect dialect : Dialect.values()) {
        long before = descriptors();
        var flood =
            new FutureTask<>(
                () -> {
                  for (int i = 0; i < MANY; i++) {
                    new Socket(InetAddress.getLoopbackAddress(), village.port(dialect)).close();
                  }
                  return MANY;
                });
        Thread.ofVirtual().start(flood);

        assertEquals("done", flow(village, dialect), dialect.text());
        assertEquals(MANY, flood.get(2, TimeUnit.MINUTES));
        Eventually.is(
            "the door has closed its ends as well", () -> descriptors() < before + MANY / 2);
      }
    }
  }

  private static long descriptors() {
    return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
        .getOpenFileDescriptorCount();
  }

  private static String flow(Village village, Dialect dialect) throws Exception {
    return switch (dialect) {
      case MICROPAY_2018 -> registered2018(village);
      case MICROPAY_2019 -> registered2019(village);
      case MICROPAY_2024 -> of2024(village);
      case ONECHAT -> ofOnechat(village);
      case MAILBOX -> ofMailbox(village);
    };
  }

  private static String registered2018(Village village) throws Exception {
    try (Client2018 ann = client2018(village)) {
      assertEquals("100 OK\n\0", ann.register("ann18", "100"));
      return "done";
    }
  }

  private static String registered2019(Village village) throws Exception {
    try (var ann =
        new Client2019(
            OldTls.mutual(village.keys(Dialect.MICROPAY_2019)),
            village.port(Dialect.MICROPAY_2019))) {
      assertEquals("100 OK\n", ann.register("ann19"));
      return "done";
    }
  }

  @Test
  void closingADoorAndOpeningAnotherChangesNothingInAnAccount() throws Exception {
    try (var village = new Village(directory, Dialect.MICROPAY_2018)) {
      int port = village.port(Dialect.MICROPAY_2018);
      try (Client2018 ann = client2018(village)) {
        var _ = ann.register("ann", "100");
      }
      village.doors(Dialect.MICROPAY_2024);
      assertThrows(
          IOException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
      try (var ann =
          new Client2024(
              OldTls.anonymous(village.keys(Dialect.MICROPAY_2024)),
              village.port(Dialect.MICROPAY_2024))) {
        assertEquals("210 FAIL\r\n", ann.register("ann"));
        assertTrue(ann.login("ann").startsWith("100\r\n"), "another balance");
      }
      village.doors();
      assertEquals(100, village.audit().circulationMinor());
    }
  }

  @Test
  void aServerListensOnOnePortAndOnOneMoreForEachDoor() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "no /proc");
    Set<Integer> before = listening();
    try (var village = new Village(directory)) {
      Set<Integer> alone = listening();
      alone.removeAll(before);
      assertEquals(Set.of(village.port()), alone);
      village.doors(Dialect.MAILBOX);
      Set<Integer> withDoor = listening();
      withDoor.removeAll(before);
      assertEquals(Set.of(village.port(), village.port(Dialect.MAILBOX)), withDoor);
    }
  }

  /// Ports that this process listens on.
  private static Set<Integer> listening() throws IOException {
    Set<String> own = new HashSet<>();
    try (var all = Files.list(Path.of("/proc/self/fd"))) {
      for (Path one : all.toList()) {
        own.add(target(one));
      }
    }
    Set<Integer> ports = new HashSet<>();
    for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] fields = line.strip().split(" +");
        if (fields[3].equals("0A") && own.contains("socket:[" + fields[9] + "]")) {
          ports.add(Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16));
        }
      }
    }
    return ports;
  }

  /// Empty of one that is closed by now, such as that of the listing itself.
  private static String target(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  @Test
  void aDoorIsAskedForByNameAndPort() {
    assertEquals(new DoorSpec(Dialect.MAILBOX, "127.0.0.1", 1234), DoorSpec.parse("mailbox=1234"));
    assertEquals(new DoorSpec(Dialect.MAILBOX, "::1", 1234), DoorSpec.parse("mailbox=[::1]:1234"));
    for (String wrong :
        new String[] {"mailbox", "mailbox=", "mailbox=x", "window=1", "mailbox=99999"}) {
      assertThrows(IllegalArgumentException.class, () -> DoorSpec.parse(wrong), wrong);
    }
  }
}
