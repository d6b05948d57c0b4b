package dev.chit.app.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.chit.app.Main;
import dev.chit.client.ChitClient;
import dev.chit.client.ClientConfig;
import dev.chit.client.Paid;
import dev.chit.client.ServerAddress;
import dev.chit.client.Unlock;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.Unit;
import dev.chit.server.ChitServer;
import dev.chit.server.ServerConfig;
import dev.chit.testkit.crash.Child;
import dev.chit.testkit.crash.ChildProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupCommandTest {
  private static final Unit EUR = new Unit("EUR", 2);
  private static final int ATTEMPTS_MAX = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path directory;

  @Test
  void paymentsGoOnWhileABackupIsTakenAndItHasAllThatWasAcknowledgedBefore() throws Exception {
    try (Town town = Town.build(directory)) {
      town.welcome("alice");
      town.welcome("bob");
      try (ChitClient alice = open(town, "alice")) {
        var payer = new Payer(alice);
        boolean meanwhile = false;
        long endNanos = System.nanoTime() + PATIENCE.toNanos();
        for (int i = 0; !meanwhile && System.nanoTime() < endNanos; i++) {
          long before = payer.awaitAnother();
          Path backup = directory.resolve("backup-" + i);
          long events = admin(town.data(), "backup", backup).get("events").getAsLong();
          assertTrue(events > before, events + " events, but " + before + " was acknowledged");
          meanwhile = payer.acknowledged() > events;
          if (i == 0 || meanwhile) {
            restoreAndAudit(backup, events);
          }
        }
        assertTrue(meanwhile, "no payment was acknowledged while a backup was taken");
        long last = payer.awaitAnother();
        assertTrue(last > 0, "payments ended with the backups");
        payer.stop();
      }
    }
  }

  /// Its own checkpoint is the newest that this copy knows of: as if the rest had never been.
  private void restoreAndAudit(Path backup, long events) throws Exception {
    Path copy = directory.resolve("copy-of-" + backup.getFileName());
    Chit.run(
            "admin",
            "--data",
            copy.toString(),
            "restore",
            backup.toString(),
            "--checkpoint",
            backup.resolve("checkpoint").toString())
        .ok();
    try (ChitServer _ = ChitServer.start(ServerConfig.of(copy, EUR))) {
      JsonObject audit = Chit.run("audit", "--data", copy.toString(), "--json").ok().json();
      assertTrue(audit.get("ok").getAsBoolean(), audit.toString());
      assertEquals(events, audit.get("events").getAsLong());
    }
  }

  /// Pays a cent again and again.
  private static final class Payer {
    private final AtomicLong acknowledged = new AtomicLong(-1);
    private final AtomicBoolean over = new AtomicBoolean();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    Payer(ChitClient client) {
      Thread.ofVirtual().start(() -> pay(client));
    }

    private void pay(ChitClient client) {
      try {
        while (!over.get()) {
          Paid paid = client.pay(new AccountName("bob"), Amount.parse("0.01", EUR), "");
          synchronized (acknowledged) {
            acknowledged.set(paid.index());
            acknowledged.notifyAll();
          }
        }
        end.complete(null);
      } catch (Exception e) {
        end.completeExceptionally(e);
      }
    }

    long acknowledged() {
      return acknowledged.get();
    }

    /// The index of a payment that was not acknowledged when this was called.
    long awaitAnother() throws InterruptedException {
      synchronized (acknowledged) {
        long before = acknowledged.get();
        while (acknowledged.get() == before && !end.isDone()) {
          acknowledged.wait(1_000);
        }
        return acknowledged.get();
      }
    }

    void stop() throws Exception {
      over.set(true);
      end.get();
    }
  }

  @Test
  void whereNothingWasLostMembersGoOnAsIfNothingHadHappened() throws Exception {
    Path moved = directory.resolve("moved");
    Path backup = directory.resolve("backup");
    int port;
    try (Town town = Town.build(directory)) {
      port = town.port();
      town.welcome("alice");
      town.welcome("bob");
      pay(town.home("alice"), "12.50");
      Chit.run("msg", "bob", "see you there", "--home", town.home("alice")).ok();
      town.stop();
      admin(town.data(), "backup", backup);
      Path newest = Path.of(town.data(), "checkpoint");
      assertTrue(
          admin(moved.toString(), "restore", backup, "--checkpoint", newest.toString())
              .get("runnable")
              .getAsBoolean());
      try (ChitServer _ =
          ChitServer.start(ServerConfig.of(moved, EUR).withListen("127.0.0.1", port))) {
        assertEquals(
            "86.50",
            Chit.run("pay", "bob", "1", "--home", town.home("alice"), "-y", "--json")
                .ok()
                .field("balance"));
        Result heard =
            Chit.run(
                "watch", "--home", town.home("bob"), "--count", "1", "--timeout", "20", "--json");
        assertTrue(
            heard.out().contains("see you there") || heard.out().contains("12.50"), heard.out());
        assertEquals(
            "113.50", Chit.run("statement", "--home", town.home("bob"), "-q").ok().out().strip());
      }
    }
  }

  @Test
  void whereMoreWasSignedTheBackupIsOnlyToBeLookedAt() throws Exception {
    try (Town town = Town.build(directory)) {
      town.welcome("alice");
      town.welcome("bob");
      Path backup = directory.resolve("backup");
      admin(town.data(), "backup", backup);
      pay(town.home("alice"), "1.00");
      town.stop();
      String newest = Path.of(town.data(), "checkpoint").toString();
      String copy = directory.resolve("copy").toString();

      Chit.run("admin", "restore", backup.toString(), "--data", copy, "--checkpoint", newest)
          .failed(1, "restored-copy");
      assertFalse(Files.exists(Path.of(copy)));
      assertFalse(admin(copy, "restore", backup).get("runnable").getAsBoolean());
      Chit.run("server", "--data", copy, "--listen", "127.0.0.1:0").failed(2, "restored-copy");
    }
  }

  @Test
  void aBackupThatIsKilledIsNoBackupAndHarmsNobody() throws Exception {
    try (Town town = Town.build(directory)) {
      town.welcome("alice");
      town.welcome("bob");
      ChildProgram program = ChildProgram.of(Main.class.getName(), directory.resolve("program"));
      Path backups = Files.createDirectory(directory.resolve("backups"));
      Path killed = killed(program, town, backups);

      Path unfinished = killed.resolveSibling(killed.getFileName() + ".unfinished");
      assertFalse(Files.exists(killed), "it is there under its name");
      Chit.run("admin", "restore", unfinished.toString(), "--data", directory + "/x")
          .failed(1, "damaged-backup");
      pay(town.home("alice"), "1.00");
      admin(town.data(), "backup", killed);
      assertFalse(Files.exists(unfinished));
      admin(directory.resolve("copy").toString(), "restore", killed, "--nothing-lost");
    }
  }

  /// Kills a backup as soon as it has begun to write, until one was not whole yet.
  private static Path killed(ChildProgram program, Town town, Path backups) throws Exception {
    for (int i = 0; i < ATTEMPTS_MAX; i++) {
      Path backup = backups.resolve("backup-" + i);
      try (WatchService watch = backups.getFileSystem().newWatchService()) {
        backups.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        try (Child child =
            program.start(
                List.of("admin", "backup", backup.toString(), "--data", town.data()), _ -> {})) {
          watch.take();
          child.kill();
        }
      }
      if (!Files.exists(backup)) {
        return backup;
      }
    }
    throw new AssertionError("each backup was whole before it could be killed");
  }

  @Test
  void whatCannotBeDoneIsSaidInASentence() throws Exception {
    String nowhere = directory.resolve("nowhere").toString();
    String backup = directory.resolve("backup").toString();
    Chit.run("admin", "backup", backup, "--data", nowhere).failed(2, "no-ledger");
    Chit.run("admin", "restore", nowhere, "--data", backup).failed(1, "damaged-backup");
    Chit.run("admin", "restore", nowhere, "--data", backup, "--checkpoint", nowhere)
        .failed(2, "no-checkpoint");
    Chit.run("admin", "restore", "x", "--nothing-lost", "--checkpoint", "y").failed(2, "usage");
    Chit.run("admin", "backup").failed(2, "usage");
  }

  private static JsonObject admin(String data, String verb, Path argument, String... options) {
    String[] words = {"admin", verb, argument.toString(), "--data", data, "--json"};
    return Chit.run(Stream.of(words, options).flatMap(Arrays::stream).toArray(String[]::new))
        .ok()
        .json();
  }

  private static void pay(String home, String amount) {
    Chit.run("pay", "bob", amount, "--home", home, "-y").ok();
  }

  private static ChitClient open(Town town, String name) throws Exception {
    return ChitClient.open(
        ClientConfig.of(Path.of(town.home(name)))
            .withServer(ServerAddress.parse(town.address()))
            .withUnlock(Unlock.none()));
  }
}
