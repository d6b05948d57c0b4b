package dev.chit.doors.mailbox;

import dev.chit.core.AccountId;
import dev.chit.server.blobs.Download;
import dev.chit.server.blobs.Shelf;
import dev.chit.server.calls.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What waits for a client, piece by piece. Close it in the end.
final class Outgoing implements AutoCloseable {
  private static final int PIECE_BYTES = 64 << 10;
  private static final int HEAD_BYTES = Request.ID_BYTES + Integer.BYTES + 1 + Integer.BYTES;

  /// A reply's size is 32 bits, of which some clients take one for the sign.
  private static final long TOTAL_BYTES_MAX = Integer.MAX_VALUE;

  private static final Logger log = LoggerFactory.getLogger(Outgoing.class);

  private final Shelf shelf;
  private final Store store;
  private final AccountId reader;
  private final List<Store.Letter> letters;
  private int at;
  private Optional<Download> download = Optional.empty();

  Outgoing(Shelf shelf, Store store, byte[] client) throws SQLException {
    this.shelf = shelf;
    this.store = store;
    reader = AccountId.of(client);
    letters = fitting(withoutLost(store.letters(client)));
  }

  /// Deletes those whose content has gone when its time was over: what the reply's size says, it
  /// has to hold.
  private List<Store.Letter> withoutLost(List<Store.Letter> waiting) throws SQLException {
    List<Store.Letter> whole = new ArrayList<>();
    List<Store.Letter> lost = new ArrayList<>();
    for (Store.Letter letter : waiting) {
      (isThere(letter) ? whole : lost).add(letter);
    }
    if (!lost.isEmpty()) {
      store.delete(lost);
    }
    return whole;
  }

  private boolean isThere(Store.Letter letter) throws SQLException {
    if (letter.size() == 0) {
      return true;
    }
    try {
      return shelf.has(reader, letter.blob());
    } catch (RefusedException e) {
      log.debug("a message cannot be read now", e);
      return true;
    }
  }

  private static List<Store.Letter> fitting(List<Store.Letter> waiting) {
    long total = 0;
    int count = 0;
    for (Store.Letter letter : waiting) {
      total += HEAD_BYTES + letter.size();
      if (total > TOTAL_BYTES_MAX) {
        break;
      }
      count++;
    }
    return waiting.subList(0, count);
  }

  long sizeBytes() {
    return letters.stream().mapToLong(letter -> HEAD_BYTES + letter.size()).sum();
  }

  /// Empty at the end.
  byte[] next() throws IOException, RefusedException, SQLException {
    var piece = new ByteArrayOutputStream();
    while (piece.size() < PIECE_BYTES) {
      if (download.isPresent()) {
        piece.writeBytes(download.get().next().toByteArray());
        closeAtEnd();
      } else if (at < letters.size()) {
        begin(letters.get(at), piece);
        at++;
      } else {
        break;
      }
    }
    return piece.toByteArray();
  }

  private void begin(Store.Letter letter, ByteArrayOutputStream piece)
      throws IOException, RefusedException, SQLException {
    piece.writeBytes(
        ByteBuffer.allocate(HEAD_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(letter.from())
            .putInt((int) letter.number())
            .put((byte) letter.type())
            .putInt((int) letter.size())
            .array());
    if (letter.size() > 0) {
      download = Optional.of(read(letter));
    }
  }

  private Download read(Store.Letter letter) throws IOException, RefusedException, SQLException {
    Optional<Download> found = shelf.read(reader, letter.blob());
    if (found.isEmpty()) {
      // Its time was over just now. The reply breaks off here, and the next one is without it.
      store.delete(List.of(letter));
      throw new IOException("a message is gone");
    }
    return found.get();
  }

  private void closeAtEnd() throws IOException {
    if (download.isPresent() && download.get().isAtEnd()) {
      download.get().close();
      download = Optional.empty();
    }
  }

  /// All of it was handed over.
  void delete() throws SQLException {
    store.delete(letters);
    for (Store.Letter letter : letters) {
      if (letter.size() > 0) {
        deleteBlob(letter);
      }
    }
  }

  private void deleteBlob(Store.Letter letter) throws SQLException {
    try {
      shelf.delete(AccountId.of(letter.from()), letter.blob());
    } catch (RefusedException | IOException e) {
      log.debug("a message that was fetched lies there until its time is over", e);
    }
  }

  @Override
  public void close() throws IOException {
    if (download.isPresent()) {
      download.get().close();
    }
  }
}
