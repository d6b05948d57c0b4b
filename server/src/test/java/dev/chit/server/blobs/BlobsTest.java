package dev.chit.server.blobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import dev.chit.server.calls.RefusedException;
import dev.chit.wire.v1.BlobHead;
import dev.chit.wire.v1.BlobState;
import dev.chit.wire.v1.GetBlobRequest;
import dev.chit.wire.v1.StatBlobRequest;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// The life of blobs, with a clock that travels and a disk that fails.
final class BlobsTest {
  private static final AccountId ALICE = new AccountId(1, 1);
  private static final AccountId BOB = new AccountId(2, 2);
  private static final Duration LIFE = Duration.ofDays(30);
  private static final Duration UNFINISHED = Duration.ofDays(2);
  private static final ByteString ID = ByteString.copyFrom(new byte[32]);

  @TempDir Path directory;

  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private FailingStore store;

  @BeforeEach
  void disk() throws Exception {
    store = new FailingStore(DiskBlobs.open(directory.resolve("blobs")));
  }

  private Blobs open() throws Exception {
    return Blobs.open(
        directory.resolve("blobs.db"),
        store,
        BlobLimits.DEFAULT.withFree(0).withLife(LIFE, UNFINISHED),
        () -> now);
  }

  @Test
  void aWholeBlobIsGoneWhenItsTimeIsOver() throws Exception {
    try (Blobs blobs = open()) {
      BlobState state = put(blobs, bytes(1_000), 0);
      assertEquals(now.plus(LIFE).toEpochMilli(), state.getExpiresAtMillis());

      now = now.plus(LIFE).minusMillis(1);
      assertEquals(0, sweep(blobs));
      assertArrayEquals(bytes(1_000), get(blobs));
      assertEquals(1, blobs.counts().blobs());
      assertEquals(1_000, blobs.counts().storedBytes());

      now = now.plusMillis(1);
      refused("unknown-blob", () -> get(blobs));
      assertEquals(1, sweep(blobs));
      assertEquals(1, blobs.counts().expired());
      assertEquals(0, files());
      assertEquals(0, blobs.counts().blobs());
    }
  }

  @Test
  void anUnfinishedBlobIsKeptWhileSomebodyGoesOn() throws Exception {
    byte[] all = bytes(1_000);
    try (Blobs blobs = open()) {
      cut(blobs, all, 0, 300);
      now = now.plus(UNFINISHED).minusMillis(1);
      assertEquals(0, sweep(blobs));
      try (Upload upload = blobs.begin(ALICE, head(all.length, 300))) {
        now = now.plus(UNFINISHED);
        assertEquals(0, sweep(blobs), "somebody writes it");
        upload.append(List.of(ByteString.copyFrom(all, 300, 100)));
      }
      assertEquals(0, sweep(blobs));
      assertEquals(400, stat(blobs).getStored());

      now = now.plus(UNFINISHED);
      assertEquals(1, sweep(blobs));
      assertEquals(0, files());
      refused("unknown-blob", () -> stat(blobs));
    }
  }

  /// However often the disk is full or fails: what was stored stays, and in the end the blob is
  /// whole.
  @Test
  void aDiskThatFailsAtAnyWriteCostsNothingThatWasStored() throws Exception {
    byte[] all = bytes(5_000);
    for (int writes = 0; writes < 5; writes++) {
      for (boolean full : new boolean[] {true, false}) {
        try (Blobs blobs = open()) {
          store.full = full;
          store.writesLeft = writes;
          if (full) {
            refused("server-full", () -> inFrames(blobs, all, 0));
          } else {
            assertThrows(java.io.IOException.class, () -> inFrames(blobs, all, 0));
          }
          assertEquals(1_000L * writes, stat(blobs).getStored());

          store.writesLeft = Integer.MAX_VALUE;
          inFrames(blobs, all, 1_000 * writes);
          assertArrayEquals(all, get(blobs));
          blobs.delete(ALICE, ID);
        }
      }
    }
  }

  @Test
  void aBlobThatWillNotFitIsRefusedBeforeADiskIsFilled() throws Exception {
    store.free = 999;
    try (Blobs blobs = open()) {
      refused("server-full", () -> put(blobs, bytes(1_000), 0));
      assertEquals(0, files());
      store.free = 1_000;
      put(blobs, bytes(1_000), 0);
    }
  }

  @Test
  void whatIsBehindTheOffsetIsReplaced() throws Exception {
    byte[] all = bytes(1_000);
    try (Blobs blobs = open()) {
      cut(blobs, new byte[1_000], 0, 900);
      put(blobs, all, 0);
      assertArrayEquals(all, get(blobs));
    }
  }

  @Test
  void anOwnerWhoAsksHowFarABlobIsFindsItThereLater() throws Exception {
    byte[] all = bytes(1_000);
    try (Blobs blobs = open()) {
      Upload upload = blobs.begin(ALICE, head(all.length, 0));
      upload.append(List.of(ByteString.copyFrom(all, 0, 300)));
      refused("unknown-blob", () -> stat(blobs, BOB));
      upload.append(List.of(ByteString.copyFrom(all, 300, 100)));
      assertEquals(400, stat(blobs).getStored());

      var more = List.of(ByteString.copyFrom(all, 400, 100));
      refused("replaced", () -> upload.append(more));
      upload.close();
      assertEquals(400, stat(blobs).getStored());
      put(blobs, all, 400);
      assertArrayEquals(all, get(blobs));
    }
  }

  @Test
  void anUploadThatIsLateChangesNothingOfAWholeOrDeletedBlob() throws Exception {
    try (BlobIndex index = BlobIndex.open(directory.resolve("index.db"))) {
      var id = new BlobId(ID);
      var half = new BlobRow(id, ALICE, 10, 5, false, 1);
      assertThrows(java.sql.SQLException.class, () -> index.moved(half));
      index.add(half);
      var whole = new BlobRow(id, ALICE, 10, 10, true, 2);
      index.moved(whole);
      assertThrows(java.sql.SQLException.class, () -> index.moved(half));
      assertEquals(whole, index.find(id).orElseThrow());
    }
  }

  /// Two begin, one deletes and one sweeps at once, again and again: no file is left without a row,
  /// and what was finished can be read.
  @Test
  void nothingIsLeftBehindHoweverBeginningAndEndingMeet() throws Exception {
    byte[] all = bytes(100);
    try (Blobs blobs = open();
        var threads = Executors.newFixedThreadPool(4)) {
      for (int round = 0; round < 50; round++) {
        var work = new ArrayList<Callable<Object>>();
        for (int i = 0; i < 2; i++) {
          work.add(() -> put(blobs, all, 0));
        }
        work.add(
            () -> {
              blobs.delete(ALICE, ID);
              return true;
            });
        work.add(() -> sweep(blobs));
        for (var one : threads.invokeAll(work)) {
          if (one.state() == Future.State.FAILED) {
            assertInstanceOf(RefusedException.class, one.exceptionNow());
          }
        }
        boolean isThere = isThere(blobs);
        assertEquals(isThere ? 1 : 0, files());
        if (isThere) {
          if (stat(blobs).getStored() == all.length) {
            assertArrayEquals(all, get(blobs));
          }
          blobs.delete(ALICE, ID);
        }
      }
    }
  }

  @Test
  void aBlobThatCannotBeDeletedDoesNotKeepTheOthers() throws Exception {
    try (Blobs blobs = open()) {
      put(blobs, bytes(100), 0);
      now = now.plusMillis(1);
      for (int i = 1; i < 4; i++) {
        byte[] id = new byte[32];
        id[0] = (byte) i;
        blobs.begin(ALICE, head(100, 0).toBuilder().setId(ByteString.copyFrom(id)).build()).close();
      }
      now = now.plus(LIFE);
      store.stuck = new BlobId(ID);
      assertEquals(3, blobs.sweep(1, () -> true));
      assertEquals(1, files());
      store.stuck = null;
      assertEquals(1, sweep(blobs));
      assertEquals(0, files());
    }
  }

  @Test
  void anUploadStopsBeforeTheSpaceThatMustStayFree() throws Exception {
    byte[] all = bytes(1_000);
    try (Blobs blobs = open();
        Upload upload = blobs.begin(ALICE, head(all.length, 0))) {
      store.free = 500;
      upload.append(List.of(ByteString.copyFrom(all, 0, 500)));
      store.free = 499;
      var more = List.of(ByteString.copyFrom(all, 500, 500));
      refused("server-full", () -> upload.append(more));
      store.free = 500;
      upload.append(more);
      upload.finish();
      assertArrayEquals(all, get(blobs));
    }
  }

  @Test
  void everybodysDownloadsTogetherHaveALimit() throws Exception {
    store.readersMax = 2;
    GetBlobRequest wanted = GetBlobRequest.newBuilder().setId(ID).build();
    try (Blobs blobs = open()) {
      put(blobs, bytes(1_000), 0);
      try (Download one = blobs.read(ALICE, wanted);
          Download other = blobs.read(BOB, wanted)) {
        refused("busy", () -> blobs.read(BOB, wanted));
        assertFalse(one.isAtEnd() || other.isAtEnd());
      }
      blobs.read(BOB, wanted).close();
    }
  }

  @Test
  void whoeverIsSilentForTooLongHoldsNothing() throws Exception {
    byte[] all = bytes(1_000);
    store.writersMax = 1;
    try (Blobs blobs = open()) {
      Upload silent = blobs.begin(ALICE, head(all.length, 0));
      silent.append(List.of(ByteString.copyFrom(all, 0, 300)));
      var other = head(10, 0).toBuilder().setId(ByteString.copyFrom(new byte[32], 0, 31));
      other.setId(other.getId().concat(ByteString.copyFrom(new byte[] {1})));
      refused("busy", () -> blobs.begin(BOB, other.build()));

      now = now.plus(Blobs.SILENCE).minusMillis(1);
      blobs.endSilent();
      silent.append(List.of(ByteString.copyFrom(all, 300, 100)));
      now = now.plus(Blobs.SILENCE).minusMillis(1);
      blobs.endSilent();
      refused("busy", () -> blobs.begin(BOB, other.build()));

      now = now.plusMillis(1);
      blobs.endSilent();
      blobs.begin(BOB, other.build()).close();
      var more = List.of(ByteString.copyFrom(all, 400, 100));
      refused("busy", () -> silent.append(more));
      put(blobs, all, 400);

      try (Download download = blobs.read(BOB, GetBlobRequest.newBuilder().setId(ID).build())) {
        now = now.plus(Blobs.SILENCE);
        blobs.endSilent();
        refused("busy", download::next);
      }
      assertArrayEquals(all, get(blobs));
    }
  }

  @Test
  void aNewerIndexIsLeftAlone() throws Exception {
    open().close();
    try (var database =
            java.sql.DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("blobs.db"));
        var statement = database.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }
    assertThrows(NewerBlobsException.class, this::open);
  }

  private static byte[] bytes(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static BlobHead head(long size, long offset) {
    return BlobHead.newBuilder().setId(ID).setSize(size).setOffset(offset).build();
  }

  private static BlobState put(Blobs blobs, byte[] all, int from) throws Exception {
    try (Upload upload = blobs.begin(ALICE, head(all.length, from))) {
      upload.append(List.of(ByteString.copyFrom(all, from, all.length - from)));
      return upload.finish();
    }
  }

  private static void inFrames(Blobs blobs, byte[] all, int from) throws Exception {
    try (Upload upload = blobs.begin(ALICE, head(all.length, from))) {
      for (int at = from; at < all.length; at += 1_000) {
        upload.append(List.of(ByteString.copyFrom(all, at, Math.min(1_000, all.length - at))));
      }
      upload.finish();
    }
  }

  private static void cut(Blobs blobs, byte[] all, int from, int through) throws Exception {
    try (Upload upload = blobs.begin(ALICE, head(all.length, from))) {
      upload.append(List.of(ByteString.copyFrom(all, from, through - from)));
    }
  }

  private static int sweep(Blobs blobs) throws Exception {
    return blobs.sweep(10, () -> true);
  }

  private static boolean isThere(Blobs blobs) throws Exception {
    try {
      return stat(blobs).getSize() > 0;
    } catch (RefusedException e) {
      assertEquals("unknown-blob", e.refusal().code());
      return false;
    }
  }

  private static BlobState stat(Blobs blobs) throws Exception {
    return stat(blobs, ALICE);
  }

  private static BlobState stat(Blobs blobs, AccountId asker) throws Exception {
    return blobs.stat(asker, StatBlobRequest.newBuilder().setId(ID).build());
  }

  private static byte[] get(Blobs blobs) throws Exception {
    var all = new ByteArrayOutputStream();
    try (Download download = blobs.read(BOB, GetBlobRequest.newBuilder().setId(ID).build())) {
      while (!download.isAtEnd()) {
        download.next().writeTo(all);
      }
    }
    return all.toByteArray();
  }

  private static void refused(String code, Executable call) {
    assertEquals(code, assertThrows(RefusedException.class, call).refusal().code());
  }

  private long files() throws Exception {
    try (Stream<Path> all = Files.walk(directory.resolve("blobs"))) {
      return all.filter(Files::isRegularFile).count();
    }
  }
}
