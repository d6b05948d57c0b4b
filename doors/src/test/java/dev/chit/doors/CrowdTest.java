package dev.chit.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.chit.core.AccountName;
import dev.chit.core.ledger.Rejection;
import dev.chit.doors.old.ClientOnechat;
import dev.chit.doors.old.OldTls;
import dev.chit.doors.old.Wire;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A thousand users who are in at once, by each door that one can be in by.
class CrowdTest {
  private static final int MANY = 1_000;

  /// Who come in side by side.
  private static final int AT_ONCE = 64;

  private static final int DESCRIPTORS_MIN = 4 * MANY;
  private static final int BUFFER = 4_096;
  private static final int LIST = 1;

  @TempDir private Path directory;

  /// How somebody comes in by a door, and what the one who comes last of all sees.
  private interface Way {
    AutoCloseable in(String name) throws Exception;

    void last(String name) throws Exception;
  }

  @Test
  void aThousandAreInAtOnceByEachDoorAndSomeOfThemWhoStallDelayNobody() throws Exception {
    assumeTrue(
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
            && system.getMaxFileDescriptorCount() > DESCRIPTORS_MIN,
        "too few descriptors for so many connections");
    Dialect[] doors = {
      Dialect.MICROPAY_2018, Dialect.MICROPAY_2019, Dialect.MICROPAY_2024, Dialect.ONECHAT
    };
    try (var village = new Village(directory, doors);
        var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      open(village);
      for (Dialect dialect : doors) {
        Way way = way(village, dialect);
        List<AutoCloseable> crowd = comeIn(way, threads);
        try (var stalled = new Socket(InetAddress.getLoopbackAddress(), village.port(dialect))) {
          stalled.getOutputStream().write(0);
          way.last(name(MANY));
        } finally {
          leave(crowd, threads);
        }
      }
      assertEquals(0, village.audit().circulationMinor());
    }
  }

  private static String name(int number) {
    return "m" + number;
  }

  /// Their accounts, as if each had registered.
  private static void open(Village village) throws Exception {
    List<CompletionStage<Optional<Rejection>>> opened = new ArrayList<>();
    for (int i = 0; i <= MANY; i++) {
      opened.add(
          village.custody().open(InetAddress.getLoopbackAddress(), new AccountName(name(i)), 0));
    }
    for (CompletionStage<Optional<Rejection>> one : opened) {
      assertEquals(
          Optional.empty(), one.toCompletableFuture().get(60, TimeUnit.SECONDS), "not opened");
    }
  }

  private static List<AutoCloseable> comeIn(Way way, ExecutorService threads) throws Exception {
    List<Future<AutoCloseable>> coming = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      String name = name(i);
      coming.add(threads.submit(() -> way.in(name)));
    }
    List<AutoCloseable> crowd = new ArrayList<>();
    for (Future<AutoCloseable> one : coming) {
      crowd.add(one.get(180, TimeUnit.SECONDS));
    }
    return crowd;
  }

  private static void leave(List<AutoCloseable> crowd, ExecutorService threads) throws Exception {
    List<Callable<Boolean>> leaving = new ArrayList<>();
    for (AutoCloseable one : crowd) {
      leaving.add(
          () -> {
            one.close();
            return true;
          });
    }
    for (Future<Boolean> one : threads.invokeAll(leaving)) {
      assertTrue(one.get());
    }
  }

  private static Way way(Village village, Dialect dialect) throws Exception {
    int port = village.port(dialect);
    return switch (dialect) {
      case MICROPAY_2018 ->
          new ByTls(OldTls.mutual(village.keys(dialect)), port) {
            @Override
            String logIn(Wire wire, String name) throws Exception {
              assertEquals("Connection accepted", wire.read());
              return wire.ask(name + "#2000\n");
            }

            @Override
            String head() {
              return "$0\n" + (MANY + 1) + " users online\n";
            }
          };
      case MICROPAY_2019 ->
          new ByTls(OldTls.mutual(village.keys(dialect)), port) {
            @Override
            String logIn(Wire wire, String name) throws Exception {
              assertEquals("Connected accepted. Welcome to my server.\n", wire.read());
              assertEquals(
                  "Please enter the amount you want to deposit: ", wire.ask(name + "#2000\n"));
              return wire.ask("0\n");
            }

            @Override
            String head() {
              return "Account balance: 0\nnumber of accounts online: " + (MANY + 1) + "\n";
            }
          };
      case MICROPAY_2024 ->
          new ByTls(OldTls.anonymous(village.keys(dialect)), port) {
            @Override
            String logIn(Wire wire, String name) throws Exception {
              return wire.ask(name + "#2000").replaceFirst("\r\n.*\r\n", " ");
            }

            @Override
            String head() {
              return "0 " + (MANY + 1) + "\r\n";
            }
          };
      case ONECHAT -> new ByChat(village, port);
      case MAILBOX -> throw new IllegalArgumentException("one is not in by " + dialect);
    };
  }

  private abstract static class ByTls implements Way {
    private final SSLContext tls;
    private final int port;

    ByTls(SSLContext tls, int port) {
      this.tls = tls;
      this.port = port;
    }

    /// What is answered to a log-in.
    abstract String logIn(Wire wire, String name) throws Exception;

    /// Of the answer to the last one.
    abstract String head();

    private Wire connect() throws Exception {
      return new Wire(tls.getSocketFactory().createSocket("127.0.0.1", port), BUFFER);
    }

    @Override
    public AutoCloseable in(String name) throws Exception {
      Wire wire = connect();
      String list = logIn(wire, name);
      assertTrue(list.contains(name + "#127.0.0.1#2000"), list);
      // One who asks again and does not read what is said.
      wire.write("List\n");
      return wire;
    }

    @Override
    public void last(String name) throws Exception {
      try (Wire wire = connect()) {
        String list = logIn(wire, name);
        assertTrue(list.startsWith(head()), list);
      }
    }
  }

  private static final class ByChat implements Way {
    private final Path folder;
    private final KeyPair keys = ClientOnechat.newKeys();
    private final int port;

    ByChat(Village village, int port) throws Exception {
      this.folder = village.keys(Dialect.ONECHAT);
      this.port = port;
      String pem = ClientOnechat.pem(keys.getPublic());
      Doors.addUser(village.data(), name(0), pem);
      // The others as quickly as files are written.
      Path users = village.data().resolve("doors/onechat/users");
      for (int i = 1; i <= MANY; i++) {
        Files.writeString(users.resolve(name(i) + ".pem"), pem);
      }
    }

    @Override
    public AutoCloseable in(String name) throws Exception {
      var client = new ClientOnechat(name, keys, port);
      client.logIn(folder);
      var _ = client.hear(LIST);
      return client;
    }

    @Override
    public void last(String name) throws Exception {
      try (var client = new ClientOnechat(name, keys, port)) {
        client.logIn(folder);
        // As many as a frame of the dialect has room for.
        assertEquals(900, client.names(client.hear(LIST)).chars().filter(it -> it == 0).count());
      }
    }
  }
}
