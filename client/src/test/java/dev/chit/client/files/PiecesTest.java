package dev.chit.client.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.FileProgress;
import dev.chit.client.UnreachableException;
import dev.chit.client.UsageException;
import dev.chit.client.talk.v1.FileStretch;
import dev.chit.core.FileId;
import dev.chit.sessions.file.BadPieceException;
import dev.chit.sessions.file.FileKey;
import dev.chit.sessions.file.PieceCipher;
import dev.chit.sessions.file.PieceLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pieces without a server: huge files, keys that change, a full disk.
final class PiecesTest {
  private static final int MEGABYTE = 1 << 20;

  @TempDir Path directory;

  /// A file of holes, as large as `-Dchit.sparse.bytes` says: 256 MiB, or 10 GB where somebody has
  /// the time. What it is sealed to is opened at once and not kept.
  @Test
  void aHugeSparseFileIsSealedAndOpenedWithTheMemoryOfAFewPieces() throws Exception {
    long size = Long.getLong("chit.sparse.bytes", 256L << 20) + 1;
    Path file = directory.resolve("sparse");
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {7}), size - 1);
    }
    FileKey key = FileKey.random(new SecureRandom());
    var layout = new PieceLayout(size);
    var opening = new Opening(key, layout);
    try (SourceFile source = SourceFile.open(file)) {
      Pieces.send(source, new PieceCipher(key, layout), 0, opening, FileProgress.NONE);
    }
    assertEquals(layout.pieces(), opening.pieces);
    assertEquals(layout.sealedSize(), opening.bytes);
    assertEquals(7, opening.last);
  }

  /// Opens what it is given, and looks whether it is zeros but for the last byte.
  private static final class Opening implements PieceRoute.Sink {
    private final PieceCipher cipher;
    private final PieceLayout layout;
    private final byte[] plain = new byte[PieceLayout.PIECE_LENGTH];
    private final byte[] zeros = new byte[PieceLayout.PIECE_LENGTH];
    private long pieces;
    private long bytes;
    private int last;

    Opening(FileKey key, PieceLayout layout) {
      this.cipher = new PieceCipher(key, layout);
      this.layout = layout;
    }

    @Override
    public void put(byte[] sealed, int length) {
      try {
        int opened = cipher.open(pieces, sealed, length, plain);
        boolean isLast = layout.isLast(pieces);
        int zero = isLast ? opened - 1 : opened;
        assertTrue(Arrays.equals(plain, 0, zero, zeros, 0, zero));
        last = plain[opened - 1];
      } catch (BadPieceException e) {
        throw new AssertionError(e);
      }
      pieces++;
      bytes += length;
    }

    @Override
    public long finish() {
      return 0;
    }

    @Override
    public void close() {}
  }

  @Test
  void eachAttemptHasItsOwnKeyAndTheRecipientFollows() {
    var layout = new PieceLayout(10L * PieceLayout.PIECE_LENGTH);
    FileKey first = key(1);
    FileKey second = key(2);
    FileKey third = key(3);
    List<FileStretch> stretches = Stretches.goOn(List.of(), 0, first);
    stretches = Stretches.goOn(stretches, 4, second);
    assertEquals(List.of(0L, 4L), firsts(stretches));
    // What came after piece 2 did not stay: the second key sealed nothing that counts.
    stretches = Stretches.goOn(stretches, 2, third);
    assertEquals(List.of(0L, 2L), firsts(stretches));
    assertTrue(Stretches.areWellFormed(stretches, layout));

    var walk = new Stretches.Walk(stretches, layout);
    PieceCipher before = walk.at(0);
    assertEquals(before, walk.at(1));
    PieceCipher after = walk.at(2);
    assertFalse(before.equals(after));
    assertEquals(after, walk.at(9));
  }

  @Test
  void keysThatDoNotFitTheFileAreRefused() {
    var layout = new PieceLayout(3L * PieceLayout.PIECE_LENGTH);
    assertTrue(Stretches.areWellFormed(of(0, 1, 2), layout));
    assertFalse(Stretches.areWellFormed(of(), layout));
    assertFalse(Stretches.areWellFormed(of(1), layout));
    assertFalse(Stretches.areWellFormed(of(0, 0), layout));
    assertFalse(Stretches.areWellFormed(of(0, 2, 1), layout));
    assertFalse(Stretches.areWellFormed(of(0, 3), layout));
    assertFalse(Stretches.areWellFormed(of(0, -1), layout));
    FileStretch shortKey =
        FileStretch.newBuilder().setKey(ByteString.copyFrom(new byte[31])).build();
    assertFalse(Stretches.areWellFormed(List.of(shortKey), layout));
    var huge = new PieceLayout(1L << 40);
    long[] most =
        Stream.iterate(0L, it -> it + 1).limit(Stretches.MAX).mapToLong(it -> it).toArray();
    assertTrue(Stretches.areWellFormed(of(most), huge));
    assertFalse(Stretches.areWellFormed(of(Arrays.copyOf(most, Stretches.MAX + 1)), huge));
  }

  /// A disk of eight megabytes that fills up while a file of five is saved. Mounting one takes
  /// root's rights: without them the test is skipped.
  @Test
  void aDiskThatFillsUpLeavesWhatCameAndNoFile() throws Exception {
    Path small = Files.createDirectory(directory.resolve("small"));
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + 8 * MEGABYTE, "none", small.toString());
    org.junit.jupiter.api.Assumptions.assumeTrue(mounted, "a small file system cannot be mounted");
    try {
      var tooLarge = new PieceLayout(9L * MEGABYTE);
      refused("disk-full", () -> PartFile.open(small, new FileId(1, 1), tooLarge));
      assertEquals(0, entries(small));

      var layout = new PieceLayout(5L * MEGABYTE);
      FileKey key = key(1);
      List<FileStretch> stretches = Stretches.goOn(List.of(), 0, key);
      Path filler = small.resolve("filler");
      try (PartFile part = PartFile.open(small, new FileId(2, 2), layout)) {
        Files.write(filler, new byte[4 * MEGABYTE]);
        refused("disk-full", () -> receive(part, layout, stretches, key));
        assertTrue(part.good() > 4);
      }
      assertFalse(Files.exists(small.resolve("film")));

      Files.delete(filler);
      try (PartFile part = PartFile.open(small, new FileId(2, 2), layout)) {
        part.recheck(new Stretches.Walk(stretches, layout));
        assertTrue(part.good() > 4, "what came is kept");
        receive(part, layout, stretches, key);
        assertEquals(small.resolve("film"), part.finish("film"));
      }
      assertEquals(1, entries(small));
      assertEquals(5L * MEGABYTE, Files.size(small.resolve("film")));
    } finally {
      assertTrue(run("umount", small.toString()));
    }
  }

  @Test
  void aFileThatEndsTooEarlyIsNotWhole() throws Exception {
    var layout = new PieceLayout(3L * PieceLayout.PIECE_LENGTH);
    FileKey key = key(1);
    try (PartFile part = PartFile.open(directory, new FileId(3, 3), layout)) {
      var zeros = new Zeros(layout, key, 0, 2);
      assertThrows(
          UnreachableException.class,
          () -> receive(part, layout, Stretches.goOn(List.of(), 0, key), zeros));
      assertEquals(2, part.good());
    }
  }

  private static void receive(
      PartFile part, PieceLayout layout, List<FileStretch> stretches, FileKey key)
      throws Exception {
    receive(part, layout, stretches, new Zeros(layout, key, part.good(), layout.pieces()));
  }

  private static void receive(
      PartFile part, PieceLayout layout, List<FileStretch> stretches, PieceSupply.Source source)
      throws ChitException, InterruptedException {
    Pieces.receive(source, layout, new Stretches.Walk(stretches, layout), part, FileProgress.NONE);
  }

  /// Sealed zeros.
  private static final class Zeros implements PieceSupply.Source {
    private final PieceLayout layout;
    private final PieceCipher cipher;
    private final long end;
    private long piece;

    Zeros(PieceLayout layout, FileKey key, long piece, long end) {
      this.layout = layout;
      this.cipher = new PieceCipher(key, layout);
      this.piece = piece;
      this.end = end;
    }

    @Override
    public int next(byte[] into, int length) {
      if (piece == end) {
        return 0;
      }
      int sealed = cipher.seal(piece, new byte[layout.length(piece)], into);
      piece++;
      return sealed;
    }

    @Override
    public void close() {}
  }

  private static FileKey key(int seed) {
    var bytes = new byte[FileKey.LENGTH];
    bytes[0] = (byte) seed;
    return FileKey.of(bytes);
  }

  private static List<FileStretch> of(long... firsts) {
    return Arrays.stream(firsts)
        .mapToObj(
            it ->
                FileStretch.newBuilder()
                    .setFirstPiece(it)
                    .setKey(ByteString.copyFrom(key(1).bytes()))
                    .build())
        .toList();
  }

  private static List<Long> firsts(List<FileStretch> stretches) {
    return stretches.stream().map(FileStretch::getFirstPiece).toList();
  }

  private static void refused(String code, org.junit.jupiter.api.function.Executable call) {
    assertEquals(code, assertThrows(UsageException.class, call).code());
  }

  private static long entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }
}
