package dev.chit.sessions.file;

import dev.chit.core.Label;
import dev.chit.crypto.Secrets;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals and opens pieces of one file: AES-256-GCM, whose nonce is the piece's number and whether
/// it is the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015). So a
/// piece opens in its own place only, and a file that was cut does not end with a last piece.
///
/// Arrays on the heap: the JDK is three times slower on direct buffers. For one thread at a time.
public final class PieceCipher {
  private static final String ALGORITHM = "AES/GCM/NoPadding";
  private static final int NONCE_LENGTH = 12;
  private static final int NUMBER_AT = 3;
  private static final byte[] LABEL = new Label("chit/file-piece/v1").bytes();

  /// Files of more pieces are worth the warm-up.
  private static final int COLD_PIECES_MAX = 16;

  private final PieceLayout layout;
  private final SecretKeySpec key;
  private final Cipher cipher;

  public PieceCipher(FileKey key, PieceLayout layout) {
    byte[] secret = key.bytes();
    try {
      this.layout = layout;
      this.key = new SecretKeySpec(secret, "AES");
      this.cipher = Cipher.getInstance(ALGORITHM);
      if (layout.pieces() > COLD_PIECES_MAX) {
        Warm.up();
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-256-GCM", e);
    } finally {
      Secrets.wipe(secret);
    }
  }

  /// Seals a piece into `sealed`, which may not be the array of `plain`.
  ///
  /// @param plain holds the piece's [PieceLayout#length] bytes from its beginning on
  /// @return how many bytes were written: 16 more than the piece has
  public int seal(long piece, byte[] plain, byte[] sealed) {
    try {
      return run(Cipher.ENCRYPT_MODE, piece, plain, layout.length(piece), sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key seals each piece once", e);
    }
  }

  /// Opens a piece into `plain`, which may not be the array of `sealed`.
  ///
  /// @param sealedLength how much of `sealed` is the piece
  /// @return how many bytes were written
  /// @throws BadPieceException if it is not this piece of this file
  public int open(long piece, byte[] sealed, int sealedLength, byte[] plain)
      throws BadPieceException {
    if (sealedLength != layout.length(piece) + PieceLayout.TAG_LENGTH) {
      throw new BadPieceException(piece);
    }
    try {
      return run(Cipher.DECRYPT_MODE, piece, sealed, sealedLength, plain);
    } catch (AEADBadTagException e) {
      throw new BadPieceException(piece);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-256-GCM", e);
    }
  }

  private int run(int mode, long piece, byte[] input, int length, byte[] output)
      throws GeneralSecurityException {
    cipher.init(mode, key, new GCMParameterSpec(8 * PieceLayout.TAG_LENGTH, nonce(piece)));
    cipher.updateAAD(LABEL);
    return cipher.doFinal(input, 0, length, output, 0);
  }

  /// The number in eleven bytes, big-endian, then 1 for the last piece and 0 for the others.
  private byte[] nonce(long piece) {
    return ByteBuffer.allocate(NONCE_LENGTH)
        .putLong(NUMBER_AT, piece)
        .put(NONCE_LENGTH - 1, (byte) (layout.isLast(piece) ? 1 : 0))
        .array();
  }

  /// The JVM uses the processor's AES instructions once it has compiled the cipher, which it does
  /// after some thousand calls, however long they are: a piece a call would take gigabytes until
  /// then. Many tiny calls take a fifteenth of a second, and make the cipher fifty times as fast.
  private static final class Warm {
    private static final int CALLS = 8_000;
    private static final int LENGTH = 1 << 10;

    static {
      try {
        // Nothing that is sealed here goes anywhere.
        var secret = new SecretKeySpec(new byte[FileKey.LENGTH], "AES");
        Cipher cold = Cipher.getInstance(ALGORITHM);
        var plain = new byte[LENGTH];
        for (int i = 0; i < CALLS; i++) {
          byte[] nonce = ByteBuffer.allocate(NONCE_LENGTH).putInt(i).array();
          cold.init(
              Cipher.ENCRYPT_MODE, secret, new GCMParameterSpec(8 * PieceLayout.TAG_LENGTH, nonce));
          cold.doFinal(plain, 0, LENGTH, new byte[LENGTH + PieceLayout.TAG_LENGTH], 0);
        }
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java platform has AES-256-GCM", e);
      }
    }

    /// Does it once a process.
    static void up() {}
  }
}
