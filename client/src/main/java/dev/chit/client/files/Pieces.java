package dev.chit.client.files;

import dev.chit.client.ChitException;
import dev.chit.client.FileProgress;
import dev.chit.client.NotTrustedException;
import dev.chit.client.UnreachableException;
import dev.chit.sessions.file.BadPieceException;
import dev.chit.sessions.file.PieceCipher;
import dev.chit.sessions.file.PieceLayout;

/// Moves the pieces of one file, one after the other, with the memory of a few.
final class Pieces {
  private Pieces() {}

  /// Seals a file from a piece on and sends it.
  static void send(
      SourceFile source,
      PieceCipher cipher,
      long firstPiece,
      PieceRoute.Sink to,
      FileProgress progress)
      throws ChitException, InterruptedException {
    PieceLayout layout = source.layout();
    var plain = new byte[PieceLayout.PIECE_LENGTH];
    progress.at(done(layout, firstPiece), layout.size());
    for (long piece = firstPiece; piece < layout.pieces(); piece++) {
      source.read(piece, plain);
      var sealed = new byte[layout.length(piece) + PieceLayout.TAG_LENGTH];
      int length = cipher.seal(piece, plain, sealed);
      to.put(sealed, length);
      progress.at(done(layout, piece + 1), layout.size());
    }
  }

  /// Fetches the rest of a file, checks it and keeps it.
  ///
  /// @throws NotTrustedException `bad-file` if what came is not what was sent
  static void receive(
      PieceSupply.Source from,
      PieceLayout layout,
      Stretches.Walk keys,
      PartFile to,
      FileProgress progress)
      throws ChitException, InterruptedException {
    var sealed = new byte[PieceLayout.SEALED_LENGTH];
    progress.at(done(layout, to.good()), layout.size());
    for (long piece = to.good(); piece < layout.pieces(); piece++) {
      int expected = layout.length(piece) + PieceLayout.TAG_LENGTH;
      int length = from.next(sealed, expected);
      if (length < expected) {
        throw new UnreachableException("The file ended too early.", null);
      }
      try {
        to.take(keys.at(piece), sealed, length);
      } catch (BadPieceException e) {
        throw new NotTrustedException(
            "bad-file", "What came is not the file that was sent; it was not saved.", e);
      }
      progress.at(done(layout, piece + 1), layout.size());
    }
  }

  private static long done(PieceLayout layout, long pieces) {
    return Math.min(layout.size(), pieces * PieceLayout.PIECE_LENGTH);
  }
}
