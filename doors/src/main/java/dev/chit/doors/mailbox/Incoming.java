package dev.chit.doors.mailbox;

import com.google.protobuf.UnsafeByteOperations;
import dev.chit.core.AccountId;
import dev.chit.server.blobs.Shelf;
import dev.chit.server.blobs.Upload;
import dev.chit.server.calls.RefusedException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A message from client to client, which goes to the server's blobs.
final class Incoming implements Arriving {
  private static final Logger log = LoggerFactory.getLogger(Incoming.class);

  /// Under which nothing lies.
  private static final byte[] NO_BLOB = {0};

  private final Shelf shelf;
  private final Store store;
  private final byte[] from;
  private final byte[] to;
  private final int type;
  private final long size;
  private final byte[] blob;
  private final Optional<Upload> upload;
  private boolean finished;

  Incoming(Shelf shelf, Store store, byte[] from, SendHead head)
      throws Post.NoException, SQLException, RefusedException, IOException {
    this.shelf = shelf;
    this.store = store;
    this.from = from;
    this.to = head.to();
    this.type = head.type();
    this.size = head.sizeBytes();
    Letters.requireRoom(store, to);
    this.blob = size == 0 ? NO_BLOB : Letters.newBlobId();
    this.upload =
        size == 0 ? Optional.empty() : Optional.of(shelf.begin(AccountId.of(from), blob, size));
  }

  @Override
  public void append(byte[] bytes) throws IOException, RefusedException, SQLException {
    if (upload.isPresent()) {
      upload.get().append(List.of(UnsafeByteOperations.unsafeWrap(bytes)));
    }
  }

  @Override
  public CompletionStage<byte[]> finish() throws IOException, RefusedException, SQLException {
    if (upload.isPresent()) {
      var _ = upload.get().finish();
    }
    long number = store.add(to, from, type, size, blob);
    finished = true;
    return CompletableFuture.completedStage(SendHead.answer(to, (int) number));
  }

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
}
