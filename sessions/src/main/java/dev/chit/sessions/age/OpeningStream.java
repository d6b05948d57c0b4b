package dev.chit.sessions.age;

import dev.chit.crypto.Secrets;
import dev.chit.sessions.age.AgeException.Problem;
import java.io.IOException;
import java.io.InputStream;

/// Opens a payload piece by piece.
final class OpeningStream extends InputStream {
  private static final int SEALED_PIECE = SealingStream.PIECE + AgeKeys.TAG_LENGTH;

  private final InputStream in;
  private final byte[] key;
  private final PieceNonce nonce = new PieceNonce();

  /// Sealed bytes of the next piece and one byte more, which tells whether another follows.
  private byte[] ahead;

  private byte[] piece = {};
  private int at;
  private boolean isLast;

  OpeningStream(InputStream in, byte[] key) throws IOException {
    this.in = in;
    this.key = key;
    this.ahead = in.readNBytes(SEALED_PIECE + 1);
    nextPiece(true);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (at == piece.length) {
      if (isLast) {
        return -1;
      }
      nextPiece(false);
    }
    int part = Math.min(count, piece.length - at);
    System.arraycopy(piece, at, into, from, part);
    at += part;
    return part;
  }

  private void nextPiece(boolean isFirst) throws IOException {
    isLast = ahead.length <= SEALED_PIECE;
    int length = Math.min(ahead.length, SEALED_PIECE);
    Secrets.wipe(piece);
    piece =
        AgeKeys.open(key, nonce.next(isLast), ahead, length)
            .orElseThrow(() -> new AgeException(Problem.DAMAGED));
    at = 0;
    if (piece.length == 0 && !(isFirst && isLast)) {
      throw new AgeException(Problem.DAMAGED);
    }
    if (!isLast) {
      byte first = ahead[SEALED_PIECE];
      byte[] rest = in.readNBytes(SEALED_PIECE);
      ahead = new byte[1 + rest.length];
      ahead[0] = first;
      System.arraycopy(rest, 0, ahead, 1, rest.length);
    }
  }

  @Override
  public void close() throws IOException {
    Secrets.wipe(key);
    Secrets.wipe(piece);
    in.close();
  }
}
