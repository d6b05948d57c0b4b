package dev.chit.server.blobs;

import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The end of blobs whose time is over.
///
/// @param writing what is being written now
record Expiry(
    BlobIndex index,
    BlobStore store,
    BlobLocks locks,
    Set<BlobId> writing,
    BlobCounts counts,
    InstantSource clock) {
  private static final Logger log = LoggerFactory.getLogger(Expiry.class);

  /// Deletes what is past its time. What cannot be deleted stays for the next sweep.
  int sweep(int page, BooleanSupplier isWanted) throws SQLException {
    int swept = 0;
    int kept = 0;
    List<BlobRow> rows;
    do {
      rows = index.expired(clock.millis(), kept, page);
      for (BlobRow row : rows) {
        if (!isWanted.getAsBoolean()) {
          return swept;
        }
        if (isSwept(row.id())) {
          swept++;
        } else {
          kept++;
        }
      }
    } while (rows.size() == page);
    BlobIndex.Use use = index.use();
    counts.blobs.set(use.blobs());
    counts.storedBytes.set(use.bytes());
    return swept;
  }

  private boolean isSwept(BlobId id) {
    try {
      synchronized (locks.of(id)) {
        // Looked at again: meanwhile somebody may have ended it, or have gone on with it.
        BlobRow row = index.find(id).orElse(null);
        if (row == null || row.expiresMillis() > clock.millis() || writing.contains(id)) {
          return false;
        }
        remove(row);
      }
      counts.expired.increment();
      return true;
    } catch (IOException | SQLException | RuntimeException e) {
      log.warn("A blob past its time could not be deleted: {}", e.getMessage());
      return false;
    }
  }

  /// Under the blob's lock, while nobody writes it.
  void remove(BlobRow row) throws IOException, SQLException {
    store.delete(row.id(), row.size());
    index.remove(row.id());
  }
}
