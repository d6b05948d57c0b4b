package dev.chit.client.files;

import com.google.protobuf.ByteString;
import dev.chit.client.talk.v1.FileStretch;
import dev.chit.core.Sha256;
import dev.chit.sessions.file.FileKey;
import dev.chit.sessions.file.PieceCipher;
import dev.chit.sessions.file.PieceLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The keys of a file: from which piece on which one holds. Each attempt to send the rest of a file
/// has a key of its own.
final class Stretches {
  /// More than this many attempts begin the file anew.
  static final int MAX = 500;

  private Stretches() {}

  /// Whether the first begins at 0, the others follow in order within the file, and each has a key.
  static boolean areWellFormed(List<FileStretch> stretches, PieceLayout layout) {
    if (stretches.isEmpty() || stretches.size() > MAX) {
      return false;
    }
    long next = 0;
    for (FileStretch stretch : stretches) {
      long first = stretch.getFirstPiece();
      boolean inOrder = next == 0 ? first == 0 : first >= next;
      if (!inOrder || first >= layout.pieces() || stretch.getKey().size() != FileKey.LENGTH) {
        return false;
      }
      next = first + 1;
    }
    return true;
  }

  /// What holds of them before a piece, and the key for it and all behind it.
  static List<FileStretch> goOn(List<FileStretch> before, long piece, FileKey key) {
    var all = new ArrayList<>(before.stream().filter(it -> it.getFirstPiece() < piece).toList());
    all.add(
        FileStretch.newBuilder()
            .setFirstPiece(piece)
            .setKey(ByteString.copyFrom(key.bytes()))
            .build());
    return all;
  }

  /// What tells these keys from others of the same file, 32 bytes.
  static byte[] digest(List<FileStretch> stretches) {
    ByteBuffer all = ByteBuffer.allocate(stretches.size() * (Long.BYTES + FileKey.LENGTH));
    for (FileStretch stretch : stretches) {
      all.putLong(stretch.getFirstPiece()).put(stretch.getKey().asReadOnlyByteBuffer());
    }
    return Sha256.of(all.array());
  }

  /// Walks through a file's keys as pieces go by in order.
  static final class Walk {
    private final List<FileStretch> stretches;
    private final PieceLayout layout;
    private int next;
    private @Nullable PieceCipher cipher;

    Walk(List<FileStretch> stretches, PieceLayout layout) {
      this.stretches = stretches;
      this.layout = layout;
    }

    PieceCipher at(long piece) {
      PieceCipher now = cipher;
      boolean isNew = now == null;
      while (next < stretches.size() && stretches.get(next).getFirstPiece() <= piece) {
        next++;
        isNew = true;
      }
      if (now == null || isNew) {
        byte[] key = stretches.get(next - 1).getKey().toByteArray();
        now = new PieceCipher(FileKey.of(key), layout);
        cipher = now;
      }
      return now;
    }
  }
}
