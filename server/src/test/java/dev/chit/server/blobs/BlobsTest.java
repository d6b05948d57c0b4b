package dev.chit.server.blobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.List;
import java.util.Random;
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
      assertEquals(0, blobs.sweep(10));
      assertArrayEquals(bytes(1_000), get(blobs));
      assertEquals(1, blobs.counts().blobs());
      assertEquals(1_000, blobs.counts().storedBytes());

      now = now.plusMillis(1);
      refused("unknown-blob", () -> get(blobs));
      assertEquals(1, blobs.sweep(10));
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
      assertEquals(0, blobs.sweep(10));
      try (Upload upload = blobs.begin(ALICE, head(all.length, 300))) {
        now = now.plus(UNFINISHED);
        assertEquals(0, blobs.sweep(10), "somebody writes it");
        upload.append(List.of(ByteString.copyFrom(all, 300, 100)));
      }
      assertEquals(0, blobs.sweep(10));
      assertEquals(400, stat(blobs).getStored());

      now = now.plus(UNFINISHED);
      assertEquals(1, blobs.sweep(10));
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

  private static BlobState stat(Blobs blobs) throws Exception {
    return blobs.stat(ALICE, StatBlobRequest.newBuilder().setId(ID).build());
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
