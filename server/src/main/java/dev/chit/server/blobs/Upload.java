package dev.chit.server.blobs;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.wire.Refusal;
import dev.chit.wire.v1.BlobState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A blob that is being written. What came is brought to safety now and then, beside the writing,
/// and when the upload ends however it ends: from there a later one goes on.
public final class Upload implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Upload.class);

  /// How much may be lost when the machine fails, at least.
  static final long SAVE_EVERY_BYTES = 64L << 20;

  private final Blobs blobs;
  private final BlobStore.Writer writer;
  private final BlobId id;
  private final AccountId owner;
  private BlobRow row;
  private long written;
  private long saveAt;
  private volatile long progressMillis;

  /// What a later append is told; null as long as it is open.
  private @Nullable Refusal ended;

  Upload(Blobs blobs, BlobRow row, long offset, BlobStore.Writer writer) {
    this.blobs = blobs;
    this.row = row;
    this.writer = writer;
    this.written = offset;
    this.saveAt = offset + SAVE_EVERY_BYTES;
    this.id = row.id();
    this.owner = row.owner();
    this.progressMillis = blobs.nowMillis();
  }

  BlobId id() {
    return id;
  }

  AccountId owner() {
    return owner;
  }

  /// Takes the next bytes.
  ///
  /// @throws RefusedException `bad-request` beyond the blob's size, `server-full`, `replaced`, or
  ///   `busy` after it was ended for its silence
  public synchronized void append(List<ByteString> bytes)
      throws IOException, RefusedException, SQLException {
    requireOpen();
    var buffers = new ArrayList<ByteBuffer>(bytes.size());
    long more = 0;
    for (ByteString one : bytes) {
      more += one.size();
      if (!one.isEmpty()) {
        buffers.add(one.asReadOnlyByteBuffer());
      }
    }
    if (more > row.size() - written) {
      throw new RefusedException(Refusals.badRequest("These are more bytes than the blob has."));
    }
    if (buffers.isEmpty()) {
      return;
    }
    blobs.space().require(more);
    try {
      writer.append(buffers);
    } catch (IOException e) {
      throw blobs.space().meaning(e);
    }
    written += more;
    progressMillis = blobs.nowMillis();
    blobs.counts().bytesIn.add(more);
    if (written >= saveAt) {
      saveAt = Long.MAX_VALUE;
      saveBeside();
    }
  }

  private void requireOpen() throws RefusedException {
    if (ended != null) {
      throw new RefusedException(ended);
    }
  }

  private void saveBeside() {
    try {
      blobs.savers().execute(this::saveAndGoOn);
    } catch (RejectedExecutionException e) {
      log.debug("the server stops; what is written is saved at the end", e);
    }
  }

  private void saveAndGoOn() {
    try {
      long through = writer.save();
      synchronized (this) {
        if (ended == null) {
          stored(through);
        }
      }
    } catch (IOException | SQLException e) {
      // The next to write, or the end, meets the same failure and tells it.
      log.debug("a blob could not be saved while it is written", e);
    } finally {
      synchronized (this) {
        saveAt = written + SAVE_EVERY_BYTES;
      }
    }
  }

  private void stored(long through) throws SQLException {
    row =
        new BlobRow(
            row.id(), row.owner(), row.size(), through, false, blobs.unfinishedUntilMillis());
    blobs.index().moved(row);
  }

  /// Ends the blob.
  ///
  /// @throws RefusedException `bad-request` if bytes are missing
  public synchronized BlobState finish() throws IOException, RefusedException, SQLException {
    requireOpen();
    if (written != row.size()) {
      throw new RefusedException(Refusals.badRequest("The blob is not whole."));
    }
    try {
      writer.finish();
    } catch (IOException e) {
      throw blobs.space().meaning(e);
    }
    row =
        new BlobRow(row.id(), row.owner(), row.size(), row.size(), true, blobs.wholeUntilMillis());
    blobs.index().moved(row);
    blobs.counts().finished.increment();
    release(Refusals.REPLACED_UPLOAD);
    return row.state();
  }

  /// Saves what came, unless it was finished.
  @Override
  public void close() {
    end(Refusals.REPLACED_UPLOAD);
  }

  void endIfSilent(long beforeMillis) {
    if (progressMillis > beforeMillis) {
      return;
    }
    synchronized (this) {
      // Looked at again: bytes may have been written while this waited.
      if (progressMillis <= beforeMillis) {
        end(Refusals.BUSY);
      }
    }
  }

  private synchronized void end(Refusal why) {
    if (ended != null) {
      return;
    }
    try {
      stored(writer.save());
    } catch (IOException | SQLException e) {
      log.debug("an upload ended without being saved", e);
    } finally {
      release(why);
    }
  }

  private void release(Refusal why) {
    ended = why;
    blobs.ended(this);
    try {
      writer.close();
    } catch (IOException e) {
      log.warn("a blob was not closed well: {}", e.getMessage());
    }
  }
}
