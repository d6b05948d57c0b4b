package dev.chit.app.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.app.Main;
import dev.chit.client.ChitClient;
import dev.chit.client.ClientConfig;
import dev.chit.client.ServerAddress;
import dev.chit.core.AccountName;
import dev.chit.testkit.crash.Child;
import dev.chit.testkit.crash.ChildProgram;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A large file with holes from one process to another, by a server in a third, each with a small
/// heap. The sender is killed in the middle of its way up, the server while the next sender goes
/// on, the receiver in the middle of its way down; a really large file has the server killed then,
/// too. Each goes on where it was, and what arrives is what was sent.
///
/// `-Dchit.big.file=10240` for ten gigabytes, which need twice as much of the disk that
/// `-Djava.io.tmpdir` is on.
@EnabledOnOs(OS.LINUX)
final class BigFileTest {
  private static final Logger LOG = Logger.getLogger(BigFileTest.class.getName());
  private static final int MEGABYTES = Integer.getInteger("chit.big.file", 24);
  private static final boolean IS_LARGE = MEGABYTES >= 1024;
  private static final long SIZE = ((long) MEGABYTES << 20) + 12_345;
  private static final String NAME = "large.bin";
  private static final int CLIENT_HEAP_MEGABYTES = 40;
  private static final int SERVER_HEAP_MEGABYTES = 72;

  /// What may be on its way to the disk when a client ends.
  private static final long BEHIND = 4 << 20;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120 + MEGABYTES);
  private static final long LOOK_MILLIS = 2;

  @TempDir private Path scratch;

  @Test
  void aFileArrivesWholeWhoeverIsKilledInTheMiddle() throws Exception {
    Path source = withHoles(scratch.resolve(NAME));
    Path out = Files.createDirectory(scratch.resolve("out"));
    ChildProgram any = ChildProgram.of(Main.class.getName(), scratch.resolve("program"));
    ChildProgram client = any.withHeap(CLIENT_HEAP_MEGABYTES, scratch.resolve("clients"));
    ChildProgram program = any.withHeap(SERVER_HEAP_MEGABYTES, scratch.resolve("servers"));
    try (var server = new ServerProcess(program, scratch, new Random())) {
      server.launch();
      ServerAddress address = server.awaitReady();
      meet(address);
      send(server, client, words("alice", address, "send", "bob", source.toString()));
      receive(server, client, words("bob", address, "save", "alice", "--out", out.toString()), out);
      LOG.info("the server at the end: " + memory(server.pid()));
    }
    assertEquals(-1, Files.mismatch(source, out.resolve(NAME)));
    LOG.info(SIZE + " bytes arrived as they were sent");
  }

  /// The same words twice: the second goes on where the first was killed.
  private static void send(ServerProcess server, ChildProgram client, List<String> words)
      throws Exception {
    Path blobs = server.data().resolve("blobs");
    long up;
    try (Child first = client.start(words, _ -> {})) {
      up = awaitSize(blobs, SIZE / 3, first).last();
      LOG.info("the first sender, killed after " + up + " bytes: " + memory(first.pid()));
    }
    try (Child next = client.start(words, _ -> {})) {
      Sizes seen = awaitSize(blobs, 2 * (SIZE / 3), next);
      assertTrue(seen.least() >= up - BEHIND, "it began anew: " + seen + " after " + up);
      restart(server);
      done("the second sender", next);
    }
  }

  private static void receive(
      ServerProcess server, ChildProgram client, List<String> words, Path out) throws Exception {
    long down;
    try (Child first = client.start(words, _ -> {})) {
      down = awaitSize(out, SIZE / 3, first).last();
      LOG.info("the first receiver, killed after " + down + " bytes: " + memory(first.pid()));
    }
    if (Files.exists(out.resolve(NAME))) {
      // A small file can be faster than its killer.
      return;
    }
    try (Child next = client.start(words, _ -> {})) {
      Sizes seen = awaitSize(out, 2 * (SIZE / 3), next);
      assertTrue(seen.least() >= down - BEHIND, "it began anew: " + seen + " after " + down);
      if (IS_LARGE) {
        restart(server);
      }
      done("the second receiver", next);
    }
  }

  private List<String> words(String who, ServerAddress server, String... what) {
    String home = scratch.resolve(who).toString();
    return Stream.concat(
            Stream.of(what), Stream.of("--home", home, "--server", server.toString(), "--quiet"))
        .toList();
  }

  /// Alice and bob are there, and contacts.
  private void meet(ServerAddress address) throws Exception {
    var alice = new AccountName("alice");
    var bob = new AccountName("bob");
    try (ChitClient one = ChitClient.create(config(alice, address));
        ChitClient other = ChitClient.create(config(bob, address))) {
      var _ = one.register(alice, "");
      var _ = other.register(bob, "");
      other.awaitConnected();
      var _ = other.contacts().accept(alice);
    }
  }

  private ClientConfig config(AccountName name, ServerAddress address) {
    return ClientConfig.of(scratch.resolve(name.value())).withServer(address);
  }

  /// A little every eight megabytes, and nothing between.
  private static Path withHoles(Path file) throws IOException {
    var random = new Random(MEGABYTES);
    var bytes = new byte[5_000];
    try (var data = new RandomAccessFile(file.toFile(), "rw")) {
      data.setLength(SIZE);
      for (long at = 0; at < SIZE - bytes.length; at += 8 << 20) {
        random.nextBytes(bytes);
        data.seek(at + random.nextInt(1 << 20));
        data.write(bytes);
      }
      data.seek(SIZE - 1);
      data.write(1);
    }
    return file;
  }

  private static void restart(ServerProcess server) throws Exception {
    LOG.info("the server, killed: " + memory(server.pid()));
    server.kill();
    server.launch();
    var _ = server.awaitReady();
  }

  /// What a folder held while one waited: the least, and at last.
  private record Sizes(long least, long last) {}

  /// Waits until there is so much in a folder, or the process has ended.
  private static Sizes awaitSize(Path folder, long bytes, Child process) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    long least = Long.MAX_VALUE;
    while (true) {
      boolean isOver = !process.isAlive();
      long now = size(folder);
      least = Math.min(least, now);
      if (now >= bytes || isOver) {
        return new Sizes(least, now);
      }
      assertTrue(System.nanoTime() < deadline, process::story);
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private static long size(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    while (true) {
      try (Stream<Path> all = Files.walk(folder)) {
        long sum = 0;
        for (Path one : all.toList()) {
          sum += Files.isDirectory(one) ? 0 : Files.size(one);
        }
        return sum;
      } catch (NoSuchFileException | UncheckedIOException e) {
        LOG.fine("something went while one looked");
      }
    }
  }

  private static void done(String who, Child process) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    String last = "";
    while (process.isAlive()) {
      assertTrue(System.nanoTime() < deadline, process::story);
      String now = memory(process.pid());
      // Who has just ended has no memory any more.
      last = now.startsWith("VmHWM") ? now : last;
      TimeUnit.MILLISECONDS.sleep(10 * LOOK_MILLIS);
    }
    LOG.info(who + ", near its end: " + last);
    assertEquals(0, process.awaitExit(Duration.ofMinutes(1)), process::story);
  }

  /// The most memory that it had, and what it has read and written in all, as Linux says.
  private static String memory(long pid) {
    try (Stream<String> status = Files.lines(Path.of("/proc/" + pid + "/status"));
        Stream<String> io = Files.lines(Path.of("/proc/" + pid + "/io"))) {
      return Stream.concat(
              status.filter(it -> it.startsWith("VmHWM")), io.filter(it -> it.contains("char")))
          .map(it -> it.replaceAll("\\s+", " "))
          .collect(Collectors.joining(", "));
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }
}
