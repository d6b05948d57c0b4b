package dev.chit.client.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.ChitException;
import dev.chit.client.FileProgress;
import dev.chit.client.NotTrustedException;
import dev.chit.client.UnreachableException;
import dev.chit.core.FileId;
import dev.chit.sessions.file.FileKey;
import dev.chit.sessions.file.PieceCipher;
import dev.chit.sessions.file.PieceLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a server, or the other end of a link, may do with the pieces of a file instead of handing
/// them out: the file does not appear, and what was good of it is kept.
final class LyingCarrierTest {
  private static final int PIECES = 5;
  private static final long SIZE = (PIECES - 1L) * PieceLayout.PIECE_LENGTH + 100;
  private static final FileId ID = new FileId(5, 5);

  @TempDir Path directory;

  private final PieceLayout layout = new PieceLayout(SIZE);
  private final FileKey key = FileKey.random(new SecureRandom());
  private final byte[] plain = plain();

  private static byte[] plain() {
    var bytes = new byte[(int) SIZE];
    new Random(5).nextBytes(bytes);
    return bytes;
  }

  @Test
  void piecesThatAreWithheldLeaveWhatCame() throws Exception {
    assertCut(3, pieces -> pieces.subList(3, PIECES).clear());
  }

  @Test
  void aLastPieceThatWasCutShortIsNotTaken() throws Exception {
    assertCut(4, pieces -> pieces.set(4, shorter(pieces.get(4))));
  }

  @Test
  void aPieceInTheMiddleThatWasCutShortIsNotTaken() throws Exception {
    assertBad(2, pieces -> pieces.set(2, shorter(pieces.get(2))));
  }

  @Test
  void piecesThatChangedPlacesAreNotTaken() throws Exception {
    assertBad(1, pieces -> Collections.swap(pieces, 1, 2));
  }

  @Test
  void allPiecesInAnotherOrderAreNotTaken() throws Exception {
    assertBad(0, Collections::reverse);
  }

  @Test
  void aPieceThatComesTwiceIsNotTakenForTheNext() throws Exception {
    assertBad(2, pieces -> pieces.set(2, pieces.get(1)));
  }

  @Test
  void aPieceOfAnotherFileIsNotTaken() throws Exception {
    List<byte[]> another = sealed(layout, FileKey.random(new SecureRandom()));
    assertBad(3, pieces -> pieces.set(3, another.get(3)));
  }

  @Test
  void aFileThatWasMadeLongerIsNotTaken() throws Exception {
    // The same key, as if the server had it: a piece that is not the last says so.
    List<byte[]> longer = sealed(new PieceLayout(SIZE + PieceLayout.PIECE_LENGTH), key);
    assertBad(4, pieces -> pieces.set(4, longer.get(4)));
  }

  @Test
  void whatComesBehindTheLastPieceIsNeverLookedAt() throws Exception {
    List<byte[]> pieces = sealed(layout, key);
    pieces.add(new byte[1 << 20]);
    assertWhole(pieces);
  }

  private void assertCut(int good, Consumer<List<byte[]>> lie) throws Exception {
    assertThrows(UnreachableException.class, () -> receive(lied(lie)));
    assertKept(good);
  }

  private void assertBad(int good, Consumer<List<byte[]>> lie) throws Exception {
    NotTrustedException bad = assertThrows(NotTrustedException.class, () -> receive(lied(lie)));
    assertEquals("bad-file", bad.code());
    assertKept(good);
  }

  /// Nothing has the file's name, and an honest carrier completes it from there on.
  private void assertKept(int good) throws Exception {
    try (Stream<Path> there = Files.list(directory)) {
      assertTrue(there.allMatch(it -> it.getFileName().toString().startsWith(".chit-")));
    }
    try (PartFile part = PartFile.open(directory, ID, layout)) {
      part.recheck(keys());
      assertEquals(good, part.good());
    }
    List<byte[]> pieces = sealed(layout, key);
    assertWhole(pieces.subList(good, pieces.size()));
  }

  private void assertWhole(List<byte[]> pieces) throws Exception {
    Path saved = receive(pieces);
    assertArrayEquals(plain, Files.readAllBytes(saved));
  }

  private Path receive(List<byte[]> pieces) throws ChitException, InterruptedException {
    try (PartFile part = PartFile.open(directory, ID, layout)) {
      part.recheck(keys());
      Pieces.receive(new Bytes(pieces), layout, keys(), part, FileProgress.NONE);
      return part.finish("film.bin");
    }
  }

  private Stretches.Walk keys() {
    return new Stretches.Walk(Stretches.goOn(List.of(), 0, key), layout);
  }

  private List<byte[]> lied(Consumer<List<byte[]>> lie) {
    List<byte[]> pieces = sealed(layout, key);
    lie.accept(pieces);
    return pieces;
  }

  private List<byte[]> sealed(PieceLayout as, FileKey under) {
    var cipher = new PieceCipher(under, as);
    var pieces = new ArrayList<byte[]>();
    for (long piece = 0; piece < as.pieces(); piece++) {
      int length = as.length(piece);
      var each = new byte[PieceLayout.PIECE_LENGTH];
      int from = (int) Math.min(piece * PieceLayout.PIECE_LENGTH, SIZE - length);
      System.arraycopy(plain, from, each, 0, length);
      var sealed = new byte[length + PieceLayout.TAG_LENGTH];
      var _ = cipher.seal(piece, each, sealed);
      pieces.add(sealed);
    }
    return pieces;
  }

  private static byte[] shorter(byte[] piece) {
    return Arrays.copyOf(piece, piece.length - 1);
  }

  /// The bytes of some pieces, one behind the other.
  private static final class Bytes implements PieceSupply.Source {
    private final ByteBuffer all;

    Bytes(List<byte[]> pieces) {
      all = ByteBuffer.allocate(pieces.stream().mapToInt(piece -> piece.length).sum());
      pieces.forEach(all::put);
      all.flip();
    }

    @Override
    public int next(byte[] into, int length) {
      int part = Math.min(length, all.remaining());
      all.get(into, 0, part);
      return part;
    }

    @Override
    public void close() {}
  }
}
