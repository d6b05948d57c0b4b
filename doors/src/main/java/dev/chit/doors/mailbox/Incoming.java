package dev.chit.doors.mailbox;

import com.google.protobuf.UnsafeByteOperations;
import dev.chit.core.AccountId;
import dev.chit.server.blobs.Shelf;
import dev.chit.server.blobs.Upload;
import dev.chit.server.calls.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A message that comes in, piece by piece. Close it in the end.
final class Incoming implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Incoming.class);
  private static final int BLOB_ID_BYTES = 32;

  /// Under which nothing lies.
  private static final byte[] NO_BLOB = {0};

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Shelf shelf;
  private final Store store;
  private final byte[] from;
  private final byte[] to;
  private final int type;
  private final long size;
  private final byte[] blob;
  private final Optional<Upload> upload;
  private boolean finished;

  /// @param head `to-client id 16 · type u8 · size u32`
  Incoming(Post post, Shelf shelf, Store store, byte[] from, byte[] head, long contentBytes)
      throws Post.NoException, SQLException, RefusedException, IOException {
    ByteBuffer fields = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    this.shelf = shelf;
    this.store = store;
    this.from = from;
    this.to = new byte[Request.ID_BYTES];
    fields.get(to);
    this.type = fields.get();
    this.size = Integer.toUnsignedLong(fields.getInt());
    if (size != contentBytes || type < 1 || type > 4) {
      throw new Post.NoException("not well formed");
    }
    var _ = post.known(from);
    var _ = post.known(to);
    if (store.waiting(to) >= Store.WAITING_MAX) {
      throw new Post.NoException("full");
    }
    this.blob = size == 0 ? NO_BLOB : newBlobId();
    this.upload =
        size == 0 ? Optional.empty() : Optional.of(shelf.begin(AccountId.of(from), blob, size));
  }

  void append(byte[] bytes) throws IOException, RefusedException, SQLException {
    if (upload.isPresent()) {
      upload.get().append(List.of(UnsafeByteOperations.unsafeWrap(bytes)));
    }
  }

  /// @return `to-client id 16 · message id u32`
  byte[] finish() throws IOException, RefusedException, SQLException {
    if (upload.isPresent()) {
      var _ = upload.get().finish();
    }
    long number = store.add(to, from, type, size, blob);
    finished = true;
    return ByteBuffer.allocate(Request.ID_BYTES + Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(to)
        .putInt((int) number)
        .array();
  }

  /// Forgets what came, unless it was finished.
  @Override
  public void close() {
    if (upload.isEmpty() || finished) {
      return;
    }
    upload.get().close();
    try {
      shelf.delete(AccountId.of(from), blob);
    } catch (RefusedException | IOException | SQLException e) {
      log.debug("what came of a message was not deleted", e);
    }
  }

  private static byte[] newBlobId() {
    var id = new byte[BLOB_ID_BYTES];
    RANDOM.nextBytes(id);
    return id;
  }
}
