package dev.chit.sessions.age;

import dev.chit.crypto.Secrets;
import java.io.IOException;
import java.io.OutputStream;

/// Seals a payload in pieces of 64 KiB. The last piece is marked, and empty only in an empty file.
final class SealingStream extends OutputStream {
  static final int PIECE = 64 << 10;

  private final OutputStream out;
  private final byte[] key;
  private final PieceNonce nonce = new PieceNonce();
  private final byte[] piece = new byte[PIECE];
  private int length;
  private boolean closed;

  SealingStream(OutputStream out, byte[] key) {
    this.out = out;
    this.key = key;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    if (closed) {
      throw new IOException("this file is finished");
    }
    int done = 0;
    while (done < count) {
      // Only now is it known that the full piece is not the last.
      if (length == PIECE) {
        flushPiece(false);
      }
      int part = Math.min(count - done, PIECE - length);
      System.arraycopy(bytes, from + done, piece, length, part);
      length += part;
      done += part;
    }
  }

  private void flushPiece(boolean isLast) throws IOException {
    out.write(AgeKeys.seal(key, nonce.next(isLast), piece, length));
    length = 0;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out) {
      flushPiece(true);
    } finally {
      Secrets.wipe(key);
      Secrets.wipe(piece);
    }
  }
}
