package dev.chit.client.files;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.FileState;
import dev.chit.client.UsageException;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.FileRow;
import dev.chit.core.AccountId;
import dev.chit.sessions.file.PieceLayout;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;

/// The files that this profile has sent to somebody and still has as they were: lent to them, and
/// to nobody else, over a direct link.
public final class Shelf {
  private final ProfileStore store;

  public Shelf(ProfileStore store) {
    this.store = store;
  }

  /// Pieces of a file, sealed one after the other. For one thread.
  public interface Loan extends AutoCloseable {
    /// The next sealed piece, an array of its own; empty after the last.
    Optional<byte[]> next() throws ChitException;

    @Override
    void close();
  }

  /// A refusal to lend.
  public static final class NotLentException extends Exception {
    private static final long serialVersionUID = 1;
    private final String code;

    NotLentException(String code) {
      super(code);
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /// A file from a piece on.
  ///
  /// @param keys those that the asker expects, as [Stretches#digest] says
  /// @throws NotLentException `unknown-blob` if there is no such file for this account, or no
  ///   longer; `stale` if it is sealed under other keys
  public Loan lend(AccountId to, ByteString blob, byte[] keys, long firstPiece)
      throws ChitException, InterruptedException, NotLentException {
    FileRow row = store.run(tables -> find(tables, to, blob)).map(Row::value).orElse(null);
    if (row == null) {
      throw new NotLentException("unknown-blob");
    }
    if (!Arrays.equals(Stretches.digest(row.getStretchesList()), keys)) {
      throw new NotLentException("stale");
    }
    SourceFile source = open(row);
    if (firstPiece < 0 || firstPiece >= source.layout().pieces()) {
      source.close();
      throw new NotLentException("unknown-blob");
    }
    return new SealedLoan(source, row, firstPiece);
  }

  private static SourceFile open(FileRow row) throws NotLentException {
    try {
      SourceFile source = SourceFile.open(FileRows.path(row.getPath()).orElseThrow(Shelf::isGone));
      if (source.version().equals(row.getVersion())) {
        return source;
      }
      source.close();
    } catch (UsageException e) {
      // Gone is changed, too.
    }
    throw isGone();
  }

  private static NotLentException isGone() {
    return new NotLentException("unknown-blob");
  }

  /// Somebody has saved a file: it need not be left with the server any more.
  public void taken(AccountId by, ByteString blob) throws ChitException, InterruptedException {
    store.run(
        tables -> {
          Optional<Row<FileRow>> found = find(tables, by, blob);
          if (found.isPresent() && found.get().value().getHeld()) {
            FileRow row = found.get().value().toBuilder().setHeld(false).build();
            tables.files.replace(found.get().sequence(), row);
          }
          return true;
        });
  }

  private static Optional<Row<FileRow>> find(Tables tables, AccountId to, ByteString blob)
      throws SQLException {
    return tables.files.tagged(to.bytes(), Long.MAX_VALUE, FileRows.WITH_ONE_MAX).stream()
        .filter(
            row ->
                row.value().getOutgoing()
                    && FileRows.state(row.value()) == FileState.SENT
                    && row.value().getBlobId().equals(blob))
        .findFirst();
  }

  private static final class SealedLoan implements Loan {
    private final SourceFile source;
    private final Stretches.Walk keys;
    private final byte[] plain = new byte[PieceLayout.PIECE_LENGTH];
    private long piece;

    SealedLoan(SourceFile source, FileRow row, long firstPiece) {
      this.source = source;
      this.keys = new Stretches.Walk(row.getStretchesList(), source.layout());
      this.piece = firstPiece;
    }

    @Override
    public Optional<byte[]> next() throws ChitException {
      PieceLayout layout = source.layout();
      if (piece == layout.pieces()) {
        source.requireUnchanged();
        return Optional.empty();
      }
      source.read(piece, plain);
      var sealed = new byte[layout.length(piece) + PieceLayout.TAG_LENGTH];
      var _ = keys.at(piece).seal(piece, plain, sealed);
      piece++;
      return Optional.of(sealed);
    }

    @Override
    public void close() {
      source.close();
    }
  }
}
