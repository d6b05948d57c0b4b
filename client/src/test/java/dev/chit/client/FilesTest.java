package dev.chit.client;

import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.server.ServerConfig;
import dev.chit.server.ServerLimits;
import dev.chit.server.blobs.BlobLimits;
import dev.chit.testkit.Eventually;
import dev.chit.testkit.FaultProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// Files from one member to another, whatever happens on the way.
final class FilesTest {
  private static final int PIECE = 256 << 10;
  private static final int LARGE = 40 * PIECE + 17;

  @TempDir Path directory;

  private Path out;

  @BeforeEach
  void folder() throws IOException {
    out = Files.createDirectory(directory.resolve("out"));
  }

  @Test
  void aFileArrivesAsItWasSent() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      meet(bob);
      Inbox atBob = Inbox.of(bob);
      int[] sizes = {0, 1, PIECE - 1, PIECE, PIECE + 1, 5 * PIECE + 3};
      for (int size : sizes) {
        Path source = file("size " + size + ".bin", size);

        SentFile sent = alice.files().send(name("bob"), source, FileProgress.NONE);

        assertEquals(FileState.SENT, sent.file().state());
        SharedFile offered = atBob.next(Incoming.File.class).file();
        assertEquals(sent.file().id(), offered.id());
        assertEquals(size, offered.size());
        assertEquals("alice", offered.otherName());
        assertEquals(List.of(offered), bob.files().offeredBy(name("alice")));
        assertEquals(0, entries(out), "nothing is fetched unasked");

        SharedFile saved = bob.files().save(offered, out, FileProgress.NONE);

        assertEquals(FileState.SAVED, saved.state());
        assertEquals(Optional.of(out.resolve("size " + size + ".bin")), saved.path());
        assertArrayEquals(Files.readAllBytes(source), Files.readAllBytes(saved.path().get()));
        assertEquals(1, entries(out));
        Files.delete(saved.path().get());
        assertTrue(bob.files().offeredBy(name("alice")).isEmpty());
      }
    }
  }

  @Test
  void aStrangersFileIsHeldBackUntilTheyAreAccepted() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atBob = Inbox.of(bob);
      send(alice, file("unasked.bin", 10));
      assertEquals("alice", atBob.next(Incoming.TalkRequest.class).from());
      assertTrue(bob.files().offeredBy(name("alice")).isEmpty());

      bob.send(name("alice"), "What is it?");

      assertEquals("unasked.bin", atBob.next(Incoming.File.class).file().name());
    }
  }

  @Test
  void noFileIsReplacedByAnotherOfItsName() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      meet(bob);
      Files.writeString(out.resolve("note.txt"), "mine");
      SharedFile offered = sent(alice, bob, file("note.txt", 10));
      assertEquals("note (2).txt", saved(bob, offered).getFileName().toString());
      assertEquals("note (3).txt", saved(bob, offered).getFileName().toString());
      assertEquals("mine", Files.readString(out.resolve("note.txt")));
    }
  }

  @Test
  void anUploadThatIsCutGoesOnWhereItWas() throws Exception {
    try (var town = new Town(directory);
        var proxy = FaultProxy.to("127.0.0.1", town.server().port())) {
      town.member("alice").close();
      ChitClient bob = town.member("bob");
      meet(bob);
      ChitClient alice = town.keep(ChitClient.open(through(proxy, town, "alice")));
      Path source = file("large.bin", LARGE);
      var isCut = new AtomicBoolean();
      FileProgress cutting =
          (done, _) -> {
            if (done > LARGE / 2 && !isCut.getAndSet(true)) {
              proxy.cut();
            }
          };

      alice.files().send(name("bob"), source, cutting);

      assertTrue(isCut.get());
      long up = proxy.passed(FaultProxy.Way.FORTH);
      assertTrue(up < LARGE * 3L / 2, up + " bytes were sent for " + LARGE);
      SharedFile offered = bob.files().offeredBy(name("alice")).getFirst();
      assertArrayEquals(Files.readAllBytes(source), Files.readAllBytes(saved(bob, offered)));
    }
  }

  @Test
  void aDownloadThatIsCutGoesOnWhereItWas() throws Exception {
    try (var town = new Town(directory);
        var proxy = FaultProxy.to("127.0.0.1", town.server().port())) {
      ChitClient alice = town.member("alice");
      ChitClient first = town.member("bob");
      meet(first);
      first.close();
      ChitClient bob = town.keep(ChitClient.open(through(proxy, town, "bob")));
      Path source = file("large.bin", LARGE);
      SharedFile offered = sent(alice, bob, source);
      var isCut = new AtomicBoolean();
      FileProgress cutting =
          (done, _) -> {
            assertFalse(Files.exists(out.resolve("large.bin")));
            if (done > LARGE / 2 && !isCut.getAndSet(true)) {
              proxy.cut();
            }
          };

      SharedFile saved = bob.files().save(offered, out, cutting);

      assertTrue(isCut.get());
      long down = proxy.passed(FaultProxy.Way.BACK);
      assertTrue(down < LARGE * 3L / 2, down + " bytes came for " + LARGE);
      assertArrayEquals(Files.readAllBytes(source), Files.readAllBytes(saved.path().orElseThrow()));
      assertEquals(1, entries(out));
    }
  }

  @Test
  void aSenderWhoWasKilledGoesOn() throws Exception {
    try (var town = new Town(directory);
        var proxy = FaultProxy.to("127.0.0.1", town.server().port())) {
      town.member("alice").close();
      ChitClient bob = town.member("bob");
      meet(bob);
      Path source = file("large.bin", LARGE);
      ChitClient killed = town.keep(ChitClient.open(through(proxy, town, "alice")));
      crashHalfway(killed, progress -> killed.files().send(name("bob"), source, progress), LARGE);
      assertTrue(bob.files().offeredBy(name("alice")).isEmpty(), "half a file is told to nobody");

      ChitClient alice = town.keep(ChitClient.open(through(proxy, town, "alice")));
      assertEquals(FileState.SENDING, newest(alice).state());
      alice.files().send(name("bob"), source, FileProgress.NONE);

      long up = proxy.passed(FaultProxy.Way.FORTH);
      assertTrue(up < LARGE * 3L / 2, up + " bytes were sent for " + LARGE);
      SharedFile offered = bob.files().offeredBy(name("alice")).getFirst();
      assertArrayEquals(Files.readAllBytes(source), Files.readAllBytes(saved(bob, offered)));
      assertEquals(1, alice.files().list(Optional.empty(), 10, Optional.empty()).size());
    }
  }

  @Test
  void aRecipientWhoWasKilledGoesOn() throws Exception {
    try (var town = new Town(directory);
        var proxy = FaultProxy.to("127.0.0.1", town.server().port())) {
      ChitClient alice = town.member("alice");
      ChitClient first = town.member("bob");
      meet(first);
      first.close();
      Path source = file("large.bin", LARGE);
      ChitClient killed = town.keep(ChitClient.open(through(proxy, town, "bob")));
      SharedFile offered = sent(alice, killed, source);
      crashHalfway(killed, progress -> killed.files().save(offered, out, progress), LARGE);
      assertFalse(Files.exists(out.resolve("large.bin")));

      ChitClient bob = town.keep(ChitClient.open(through(proxy, town, "bob")));
      Path saved = saved(bob, newest(bob));

      long down = proxy.passed(FaultProxy.Way.BACK);
      assertTrue(down < LARGE * 3L / 2, down + " bytes came for " + LARGE);
      assertArrayEquals(Files.readAllBytes(source), Files.readAllBytes(saved));
      assertEquals(1, entries(out));
    }
  }

  /// What lies there from before is checked like what comes.
  @Test
  void whatSpoilsAPartIsNoticedAndFetchedAgain() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient first = town.member("bob");
      meet(first);
      first.close();
      Path source = file("large.bin", LARGE);
      ChitClient killed = town.back("bob");
      SharedFile offered = sent(alice, killed, source);
      crashHalfway(killed, progress -> killed.files().save(offered, out, progress), LARGE);
      try (Stream<Path> all = Files.list(out)) {
        Path part = all.filter(it -> it.toString().endsWith(".part")).findFirst().orElseThrow();
        spoil(part, 5L * PIECE);
      }

      ChitClient bob = town.back("bob");

      assertArrayEquals(Files.readAllBytes(source), Files.readAllBytes(saved(bob, newest(bob))));
    }
  }

  @Test
  void aFileThatTheServerAlteredDoesNotAppear() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      meet(bob);
      Path source = file("large.bin", LARGE);
      SharedFile offered = sent(alice, bob, source);
      Path blob = blob(town);
      long at = 30L * (PIECE + 16) + 3;
      spoil(blob, at);

      refused("bad-file", () -> bob.files().save(offered, out, FileProgress.NONE));

      assertFalse(Files.exists(out.resolve("large.bin")));
      assertEquals(FileState.OFFERED, newest(bob).state());
      spoil(blob, at);
      assertArrayEquals(Files.readAllBytes(source), Files.readAllBytes(saved(bob, offered)));
    }
  }

  @Test
  void aFileThatChangesWhileItIsSentIsToldToNobody() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      meet(bob);
      Path source = file("large.bin", LARGE);
      FileProgress changing =
          (done, _) -> {
            if (done > LARGE / 2) {
              append(source);
            }
          };
      refused("file-changed", () -> alice.files().send(name("bob"), source, changing));
      assertTrue(alice.files().list(Optional.empty(), 10, Optional.empty()).isEmpty());

      SharedFile offered = sent(alice, bob, source);
      assertArrayEquals(Files.readAllBytes(source), Files.readAllBytes(saved(bob, offered)));
    }
  }

  @Test
  void whatCannotBeSentIsRefusedAtOnce() throws Exception {
    BlobLimits few = BlobLimits.DEFAULT.withBytes(1_016, 2_000);
    ServerConfig config =
        ServerConfig.of(directory.resolve("server"), Town.UNIT)
            .withLimits(ServerLimits.DEFAULT.with(few));
    try (var town = new Town(directory, config)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      meet(bob);
      refused("no-file", () -> send(alice, directory.resolve("nothing")));
      refused("not-a-file", () -> send(alice, directory));
      refused("too-large", () -> send(alice, file("a", 1_001)));
      send(alice, file("b", 1_000));
      refused("quota", () -> send(alice, file("c", 1_000)));
      assertEquals(1, alice.files().list(Optional.empty(), 10, Optional.empty()).size());

      alice.files().delete(newest(alice));
      refused("unknown-blob", () -> saved(bob, newest(bob)));
      assertEquals(0, entries(out));
      send(alice, file("c", 1_000));
    }
  }

  @Test
  void severalFilesTravelAtATime() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      meet(bob);
      alice.find(name("bob"));
      List<FutureTask<SentFile>> sending =
          Stream.of("a", "b", "c")
              .map(it -> beside(() -> send(alice, file(it, 3 * PIECE + it.charAt(0)))))
              .toList();
      for (FutureTask<SentFile> one : sending) {
        one.get();
      }
      Eventually.is(
          "all three are offered", () -> bob.files().offeredBy(name("alice")).size() == 3);
      List<SharedFile> offered = bob.files().offeredBy(name("alice"));
      List<FutureTask<Path>> saving =
          offered.stream().map(it -> beside(() -> saved(bob, it))).toList();
      for (FutureTask<Path> one : saving) {
        Path saved = one.get();
        assertArrayEquals(
            Files.readAllBytes(directory.resolve(saved.getFileName())), Files.readAllBytes(saved));
      }
    }
  }

  // ── helpers ──

  private interface Transfer {
    Object run(FileProgress progress) throws Exception;
  }

  /// Ends a client as a kill would, from within its own transfer.
  private static void crashHalfway(ChitClient client, Transfer transfer, long size) {
    var isCrashed = new AtomicBoolean();
    FileProgress crashing =
        (done, _) -> {
          if (done > size / 2 && !isCrashed.getAndSet(true)) {
            client.crash();
            throw new IllegalStateException("killed");
          }
        };
    assertThrows(IllegalStateException.class, () -> transfer.run(crashing));
    assertTrue(isCrashed.get());
  }

  private static ClientConfig through(FaultProxy proxy, Town town, String name) {
    return town.config(name)
        .withServer(new ServerAddress("127.0.0.1", proxy.port(), town.address().fingerprint()));
  }

  private static <T> FutureTask<T> beside(java.util.concurrent.Callable<T> work) {
    var task = new FutureTask<>(work);
    var _ = Thread.ofVirtual().start(task);
    return task;
  }

  private Path file(String name, int size) throws IOException {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Files.write(directory.resolve(name), bytes);
  }

  /// Makes alice a contact of bob's: a stranger's files are held back.
  private static void meet(ChitClient bob) throws Exception {
    bob.send(name("alice"), "Send me something.");
  }

  private static SentFile send(ChitClient by, Path file) throws Exception {
    return by.files().send(name("bob"), file, FileProgress.NONE);
  }

  private static SharedFile sent(ChitClient alice, ChitClient bob, Path file) throws Exception {
    send(alice, file);
    return bob.files().offeredBy(name("alice")).getFirst();
  }

  private Path saved(ChitClient bob, SharedFile file) throws Exception {
    return bob.files().save(file, out, FileProgress.NONE).path().orElseThrow();
  }

  private static SharedFile newest(ChitClient client) throws Exception {
    return client.files().list(Optional.empty(), 1, Optional.empty()).getFirst();
  }

  private static void refused(String code, Executable call) {
    assertEquals(code, assertThrows(ChitException.class, call).code());
  }

  private static long entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }

  private static Path blob(Town town) throws IOException {
    try (Stream<Path> all = Files.walk(town.data().resolve("blobs"))) {
      return all.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  private static void append(Path file) {
    try {
      Files.writeString(file, "more", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// Flips a bit.
  private static void spoil(Path file, long at) throws IOException {
    try (var channel =
        java.nio.channels.FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var one = java.nio.ByteBuffer.allocate(1);
      channel.read(one, at);
      one.put(0, (byte) (one.get(0) ^ 1)).flip();
      channel.write(one, at);
    }
  }
}
