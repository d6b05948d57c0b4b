package dev.chit.sessions.file;

import static dev.chit.sessions.Vectors.bytes;
import static dev.chit.sessions.Vectors.cases;
import static dev.chit.sessions.file.PieceLayout.PIECE_LENGTH;
import static dev.chit.sessions.file.PieceLayout.SEALED_LENGTH;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.chit.sessions.Vectors;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PieceCipherTest {
  private static final JsonObject ALL = Vectors.read("file.json");
  private static final int PATTERN = 251;

  @Test
  void aServerThatLiesAboutWhatItHasMakesNoPieceThatIsNone() {
    var layout = new PieceLayout(3L * PieceLayout.PIECE_LENGTH);
    assertEquals(0, layout.wholePieces(-1));
    assertEquals(0, layout.wholePieces(Long.MIN_VALUE));
    assertEquals(0, layout.wholePieces(PieceLayout.SEALED_LENGTH - 1));
    assertEquals(1, layout.wholePieces(PieceLayout.SEALED_LENGTH));
    assertEquals(3, layout.wholePieces(layout.sealedSize()));
    assertEquals(3, layout.wholePieces(Long.MAX_VALUE));
  }

  @Test
  void smallFilesAreOnePiece() throws Exception {
    for (JsonObject vector : cases(ALL, "small")) {
      byte[] plain = bytes(vector, "plain");
      byte[] sealed = bytes(vector, "sealed");
      var layout = new PieceLayout(plain.length);
      var cipher = new PieceCipher(FileKey.of(bytes(vector, "key")), layout);

      var made = new byte[sealed.length];
      assertEquals(sealed.length, cipher.seal(0, plain, made));
      assertArrayEquals(sealed, made);
      assertEquals(sealed.length, layout.sealedSize());
      var opened = new byte[plain.length];
      assertEquals(plain.length, cipher.open(0, sealed, sealed.length, opened));
      assertArrayEquals(plain, opened);
    }
  }

  @Test
  void filesOfSeveralPieces() throws Exception {
    for (JsonObject vector : cases(ALL, "files")) {
      var layout = new PieceLayout(vector.get("size").getAsLong());
      var cipher = new PieceCipher(FileKey.of(bytes(vector, "key")), layout);
      var hash = MessageDigest.getInstance("SHA-256");
      var sealed = new byte[SEALED_LENGTH];
      for (long piece = 0; piece < layout.pieces(); piece++) {
        byte[] plain = pattern(layout, piece);
        int length = cipher.seal(piece, plain, sealed);
        hash.update(sealed, 0, length);
        if (piece == 0) {
          assertArrayEquals(
              bytes(vector, "first_tag"), Arrays.copyOfRange(sealed, length - 16, length));
        }
      }
      assertEquals(vector.get("pieces").getAsLong(), layout.pieces());
      assertEquals(vector.get("sealed_size").getAsLong(), layout.sealedSize());
      assertArrayEquals(bytes(vector, "sealed_sha256"), hash.digest());
    }
  }

  @Test
  void whatIsNotThisPieceIsRefused() {
    for (JsonObject vector : cases(ALL, "refused")) {
      var layout = new PieceLayout(vector.get("size").getAsLong());
      var cipher = new PieceCipher(FileKey.of(bytes(vector, "key")), layout);
      byte[] sealed = bytes(vector, "sealed");
      assertThrows(
          BadPieceException.class,
          () ->
              cipher.open(
                  vector.get("piece").getAsLong(), sealed, sealed.length, new byte[PIECE_LENGTH]),
          vector.get("why").getAsString());
    }
  }

  @Test
  void everyFlippedBitIsNoticed() throws Exception {
    var layout = new PieceLayout(40);
    var cipher = new PieceCipher(FileKey.random(new SecureRandom()), layout);
    var sealed = new byte[56];
    cipher.seal(0, pattern(layout, 0), sealed);
    for (int bit = 0; bit < 8 * sealed.length; bit++) {
      byte[] altered = sealed.clone();
      altered[bit / 8] ^= (byte) (1 << bit % 8);
      assertThrows(
          BadPieceException.class, () -> cipher.open(0, altered, altered.length, new byte[40]));
    }
    assertEquals(40, cipher.open(0, sealed, sealed.length, new byte[40]));
  }

  @Test
  void aFileCutAtAPieceDoesNotOpenAsAShorterOne() {
    var whole = new PieceLayout(2L * PIECE_LENGTH);
    FileKey key = FileKey.random(new SecureRandom());
    var sealed = new byte[SEALED_LENGTH];
    new PieceCipher(key, whole).seal(0, pattern(whole, 0), sealed);
    var cut = new PieceCipher(key, new PieceLayout(PIECE_LENGTH));
    assertThrows(
        BadPieceException.class, () -> cut.open(0, sealed, sealed.length, new byte[PIECE_LENGTH]));
  }

  @Test
  void theLayoutHoldsAtItsEdges() {
    assertEquals(1, new PieceLayout(0).pieces());
    assertEquals(16, new PieceLayout(0).sealedSize());
    assertEquals(1, new PieceLayout(PIECE_LENGTH).pieces());
    assertEquals(2, new PieceLayout(PIECE_LENGTH + 1L).pieces());
    assertEquals(1, new PieceLayout(PIECE_LENGTH + 1L).length(1));
    var huge = new PieceLayout(PieceLayout.SIZE_MAX);
    assertEquals(1L << 26, huge.pieces());
    assertEquals(PieceLayout.SIZE_MAX + (1L << 30), huge.sealedSize());
    assertEquals(PIECE_LENGTH, huge.length(huge.pieces() - 1));
    assertTrue(huge.isLast(huge.pieces() - 1));
    assertFalse(huge.isLast(huge.pieces() - 2));
    assertThrows(IllegalArgumentException.class, () -> new PieceLayout(PieceLayout.SIZE_MAX + 1));
    assertThrows(IllegalArgumentException.class, () -> new PieceLayout(-1));
    assertThrows(IllegalArgumentException.class, () -> huge.length(huge.pieces()));
  }

  @Test
  void onlyWholePiecesCount() {
    var layout = new PieceLayout(PIECE_LENGTH + 5L);
    assertEquals(0, layout.wholePieces(SEALED_LENGTH - 1L));
    assertEquals(1, layout.wholePieces(SEALED_LENGTH));
    assertEquals(1, layout.wholePieces(layout.sealedSize() - 1));
    assertEquals(2, layout.wholePieces(layout.sealedSize()));
    assertEquals(0, new PieceLayout(0).wholePieces(15));
    assertEquals(1, new PieceLayout(0).wholePieces(16));
  }

  private static byte[] pattern(PieceLayout layout, long piece) {
    var plain = new byte[layout.length(piece)];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = (byte) ((layout.offset(piece) + i) % PATTERN);
    }
    return plain;
  }
}
