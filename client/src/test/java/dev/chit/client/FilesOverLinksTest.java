package dev.chit.client;

import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.server.ServerConfig;
import dev.chit.server.ServerLimits;
import dev.chit.server.blobs.BlobLimits;
import dev.chit.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that go straight from one client to the other.
final class FilesOverLinksTest {
  private static final int PIECE = 256 << 10;
  private static final int LARGE = 40 * PIECE + 17;

  @TempDir Path directory;

  private Path out;

  @BeforeEach
  void folder() throws IOException {
    out = Files.createDirectory(directory.resolve("out"));
  }

  @Test
  void filesOfAllSizesGoBothWaysWhileTheServerIsAway() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      link(alice, bob);
      town.server().close();

      for (int size : new int[] {0, 1, PIECE, PIECE + 1, LARGE}) {
        assertArrives(alice, bob, file("forth " + size, size));
        assertArrives(bob, alice, file("back " + size, size));
      }
    }
  }

  private void assertArrives(ChitClient from, ChitClient to, Path source) throws Exception {
    SharedFile offered = send(from, to, source);
    assertEquals(0, entries(out), "nothing is fetched unasked");

    SharedFile saved = to.files().save(offered, out, FileProgress.NONE);

    Path path = saved.path().orElseThrow();
    assertArrayEquals(Files.readAllBytes(source), Files.readAllBytes(path));
    Files.delete(path);
    Eventually.is("the sender knows that it need not wait", () -> held(from) == 0);
  }

  @Test
  void whenALinkBreaksInTheMiddleTheServerCarriesTheRest() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      link(alice, bob);
      Path source = file("large.bin", LARGE);
      SharedFile offered = send(alice, bob, source);
      var furthest = new AtomicLong();
      var isCut = new AtomicBoolean();
      FileProgress cutting =
          (done, _) -> {
            assertTrue(done >= furthest.getAndSet(done), "what is here is kept");
            if (done > LARGE / 2 && !isCut.getAndSet(true)) {
              forbid(bob);
              // Until then the rest could still come.
              awaitUnlinked(alice, bob);
            }
          };

      SharedFile saved = bob.files().save(offered, out, cutting);

      assertTrue(isCut.get());
      assertArrayEquals(Files.readAllBytes(source), Files.readAllBytes(saved.path().orElseThrow()));
      assertEquals(1, entries(out));
    }
  }

  @Test
  void whoIsNotLinkedAnyMoreFindsTheFileAtTheServer() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      link(alice, bob);
      Path source = file("later.bin", 3 * PIECE);
      SharedFile offered = send(alice, bob, source);
      forbid(bob);
      Eventually.is("it was left with the server", () -> held(alice) == 0);
      alice.close();

      Path saved = bob.files().save(offered, out, FileProgress.NONE).path().orElseThrow();

      assertArrayEquals(Files.readAllBytes(source), Files.readAllBytes(saved));
      assertEquals(1, bob.files().list(Optional.of(name("alice")), 10, Optional.empty()).size());
    }
  }

  @Test
  void whatGoesOverALinkTakesNothingOfTheQuota() throws Exception {
    var limits = ServerLimits.DEFAULT.with(BlobLimits.DEFAULT.withBytes(PIECE, PIECE));
    var config = ServerConfig.of(directory.resolve("server"), Town.UNIT).withLimits(limits);
    try (var town = new Town(directory, config)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Town.befriend(alice, bob);
      Path source = file("large.bin", LARGE);
      ChitRefusedException tooLarge =
          assertThrows(
              ChitRefusedException.class,
              () -> alice.files().send(name("bob"), source, FileProgress.NONE));
      assertEquals("too-large", tooLarge.code());

      link(alice, bob);

      assertArrives(alice, bob, source);
    }
  }

  @Test
  void aFileThatWasChangedSinceIsNotLent() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      link(alice, bob);
      Path source = file("diary.txt", LARGE);
      SharedFile offered = send(alice, bob, source);
      town.server().close();
      Files.writeString(source, "another day");

      ChitRefusedException notLent =
          assertThrows(
              ChitRefusedException.class, () -> bob.files().save(offered, out, FileProgress.NONE));

      assertEquals("not-lent", notLent.code());
      assertEquals(0, entries(out), "no mixture of both");
    }
  }

  @Test
  void aFileIsLentToNobodyElse() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      ChitClient eve = town.member("eve");
      link(alice, bob);
      link(alice, eve);
      SharedFile offered = send(alice, bob, file("for bob.txt", 100));
      // Eve has all that bob has: the blob's id and its keys.
      SharedFile stolen = send(alice, eve, file("for eve.txt", 100));
      steal(bob, offered, eve, stolen);
      town.server().close();

      ChitRefusedException notLent =
          assertThrows(
              ChitRefusedException.class, () -> eve.files().save(stolen, out, FileProgress.NONE));
      assertEquals("not-lent", notLent.code());
      assertEquals(0, entries(out));
      assertTrue(bob.files().save(offered, out, FileProgress.NONE).path().isPresent());
    }
  }

  /// Puts the blob and the keys of one's file into the row of another's.
  private static void steal(ChitClient from, SharedFile file, ChitClient thief, SharedFile row)
      throws Exception {
    var known = from.engine().store.run(tables -> tables.files.after(0, 10)).getFirst().value();
    thief
        .engine()
        .store
        .run(
            tables -> {
              var own = tables.files.after(0, 10).getFirst();
              tables.files.replace(
                  own.sequence(),
                  own.value().toBuilder()
                      .setBlobId(known.getBlobId())
                      .clearStretches()
                      .addAllStretches(known.getStretchesList())
                      .build());
              return true;
            });
    assertEquals(file.size(), row.size());
  }

  private static void awaitUnlinked(ChitClient... clients) {
    try {
      for (ChitClient each : clients) {
        Eventually.is("the link has ended", () -> each.links().status().peers().isEmpty());
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void forbid(ChitClient client) {
    try {
      client.links().allow(false);
    } catch (ChitException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void link(ChitClient one, ChitClient other) throws Exception {
    Town.befriend(one, other);
    for (ChitClient each : List.of(one, other)) {
      each.links().open();
      each.links().allow(true);
    }
    Eventually.is("they are linked", () -> has(one, other) && has(other, one));
  }

  private static boolean has(ChitClient one, ChitClient other) throws Exception {
    return one.links().status().peers().stream()
        .anyMatch(it -> it.account().equals(other.whoami().account()));
  }

  private static long held(ChitClient client) throws Exception {
    return client.engine().store.run(tables -> tables.files.after(0, 100)).stream()
        .filter(row -> row.value().getOutgoing() && row.value().getHeld())
        .count();
  }

  private static SharedFile send(ChitClient from, ChitClient to, Path source) throws Exception {
    Inbox inbox = Inbox.of(to);
    SentFile sent = from.files().send(to.whoami().name().orElseThrow(), source, FileProgress.NONE);
    assertEquals(FileState.SENT, sent.file().state());
    assertTrue(held(from) > 0, "it is held ready here, and was left with nobody");
    return inbox.next(Incoming.File.class, it -> it.file().id().equals(sent.file().id())).file();
  }

  private Path file(String name, int size) throws IOException {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Files.write(directory.resolve(name), bytes);
  }

  private static long entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }
}
