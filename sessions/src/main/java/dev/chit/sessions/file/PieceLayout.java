package dev.chit.sessions.file;

/// Where the pieces of a file lie, plain and sealed. All pieces but the last are full; the last has
/// 1 to [#PIECE_LENGTH] bytes, and none only if the file is empty.
///
/// @param size of the file, bytes
public record PieceLayout(long size) {
  /// Plain bytes of a full piece.
  public static final int PIECE_LENGTH = 256 << 10;

  /// What sealing adds to a piece.
  public static final int TAG_LENGTH = 16;

  /// Bytes of a full piece, sealed.
  public static final int SEALED_LENGTH = PIECE_LENGTH + TAG_LENGTH;

  /// 16 TiB.
  public static final long SIZE_MAX = 1L << 44;

  public PieceLayout {
    if (size < 0 || size > SIZE_MAX) {
      throw new IllegalArgumentException("size " + size + " (expected: 0 to " + SIZE_MAX + ")");
    }
  }

  /// How many there are, at least one.
  public long pieces() {
    return Math.max(1, Math.ceilDiv(size, PIECE_LENGTH));
  }

  public boolean isLast(long piece) {
    return piece == pieces() - 1;
  }

  /// Plain bytes of a piece.
  public int length(long piece) {
    return (int) Math.min(PIECE_LENGTH, size - offset(piece));
  }

  /// Where a piece begins in the file.
  public long offset(long piece) {
    return Math.multiplyExact(checked(piece), PIECE_LENGTH);
  }

  /// Where a piece begins among the sealed ones; `pieces()` gives the end of a file's full pieces.
  public static long sealedOffset(long piece) {
    return Math.multiplyExact(piece, SEALED_LENGTH);
  }

  /// Bytes of the file, sealed.
  public long sealedSize() {
    return size + pieces() * TAG_LENGTH;
  }

  /// How many whole pieces so many sealed bytes from the beginning on hold. The number may be
  /// anybody's word: what makes no sense is none, or all.
  public long wholePieces(long sealedBytes) {
    return sealedBytes >= sealedSize() ? pieces() : Math.max(0, sealedBytes) / SEALED_LENGTH;
  }

  private long checked(long piece) {
    if (piece < 0 || piece >= pieces()) {
      throw new IllegalArgumentException("piece " + piece + " (expected: below " + pieces() + ")");
    }
    return piece;
  }
}
