package dev.chit.server.blobs;

import dev.chit.core.AccountId;
import dev.chit.core.ledger.Rejection;
import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.wire.v1.BlobHead;
import dev.chit.wire.v1.BlobState;
import dev.chit.wire.v1.GetBlobRequest;
import dev.chit.wire.v1.StatBlobRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rules of blobs: who may write, read and delete which, how much, and for how long. Its
/// methods block: they read and write the disk.
public final class Blobs implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Blobs.class);
  private static final int SAVERS = 2;
  private static final long LITTLE_BYTES = 1 << 20;

  private final BlobIndex index;
  private final BlobStore store;
  private final BlobLimits limits;
  private final InstantSource clock;
  private final BlobCounts counts = new BlobCounts();
  private final Map<BlobId, Upload> writing = new ConcurrentHashMap<>();
  private final Transfers uploads;
  private final Transfers downloads;
  private final ExecutorService savers =
      Executors.newFixedThreadPool(
          SAVERS, Thread.ofPlatform().daemon().name("blob-save-", 1).factory());

  private Blobs(BlobIndex index, BlobStore store, BlobLimits limits, InstantSource clock) {
    this.index = index;
    this.store = store;
    this.limits = limits;
    this.clock = clock;
    this.uploads = new Transfers(limits.accountTransfers());
    this.downloads = new Transfers(limits.accountTransfers());
  }

  /// @param index a file
  /// @param store becomes this one's own, and is closed with it
  /// @throws NewerBlobsException if a later version of this program wrote the index
  public static Blobs open(Path index, BlobStore store, BlobLimits limits, InstantSource clock)
      throws SQLException, NewerBlobsException {
    return new Blobs(BlobIndex.open(index), store, limits, clock);
  }

  public BlobCounts counts() {
    return counts;
  }

  // ── writing ──

  /// Begins a blob, or goes on with one of the same owner; an upload of it that is still under way
  /// ends first. Close it in the end.
  public Upload begin(AccountId owner, BlobHead head)
      throws RefusedException, IOException, SQLException {
    BlobId id = BlobId.of(head.getId());
    if (!uploads.begin(owner)) {
      throw refuse(Rejection.BUSY);
    }
    try {
      Upload before = writing.get(id);
      if (before != null && before.row().owner().equals(owner)) {
        before.close();
      }
      BlobRow row = cut(reserve(owner, id, head), head.getOffset());
      BlobStore.Writer writer = write(row, head.getOffset());
      var upload = new Upload(this, row, head.getOffset(), writer);
      writing.put(id, upload);
      return upload;
    } catch (RefusedException | IOException | SQLException | RuntimeException e) {
      uploads.end(owner);
      throw e;
    }
  }

  /// Before the bytes behind the offset go, so that nothing counts as stored that is not.
  private BlobRow cut(BlobRow row, long offset) throws SQLException {
    if (row.stored() == offset) {
      return row;
    }
    var cut =
        new BlobRow(row.id(), row.owner(), row.size(), offset, false, unfinishedUntilMillis());
    index.moved(cut);
    return cut;
  }

  private BlobStore.Writer write(BlobRow row, long offset) throws IOException, RefusedException {
    try {
      return store.write(row.id(), offset);
    } catch (IOException e) {
      throw meaning(e);
    }
  }

  /// Under a lock: two that begin at once do not both get the last of an account's share.
  private synchronized BlobRow reserve(AccountId owner, BlobId id, BlobHead head)
      throws RefusedException, IOException, SQLException {
    BlobRow there = index.find(id).orElse(null);
    if (there != null) {
      return continued(there, owner, head);
    }
    long size = head.getSize();
    if (size < 1 || head.getOffset() != 0) {
      throw new RefusedException(
          size < 1 ? Refusals.badRequest("A blob has bytes.") : Refusals.of(Rejection.STALE));
    }
    if (size > limits.blobBytes()) {
      counts.refused.increment();
      throw new RefusedException(
          Refusals.tooLarge("The server takes files of at most " + limits.blobBytes() + " bytes."));
    }
    BlobIndex.Use use = index.use(owner);
    if (use.blobs() >= limits.accountBlobs() || size > limits.accountBytes() - use.bytes()) {
      throw refuse(Rejection.QUOTA);
    }
    requireSpace(size);
    var row = new BlobRow(id, owner, size, 0, false, unfinishedUntilMillis());
    index.add(row);
    return row;
  }

  private BlobRow continued(BlobRow there, AccountId owner, BlobHead head)
      throws RefusedException, IOException {
    if (!there.owner().equals(owner) || there.size() != head.getSize()) {
      throw refuse(Rejection.DUPLICATE_ID);
    }
    if (there.whole() || head.getOffset() < 0 || head.getOffset() > there.stored()) {
      throw refuse(Rejection.STALE);
    }
    requireSpace(there.size() - head.getOffset());
    return there;
  }

  private RefusedException refuse(Rejection why) {
    counts.refused.increment();
    return new RefusedException(Refusals.of(why));
  }

  /// @throws RefusedException `server-full` unless so many bytes fit and enough stays free
  void requireSpace(long bytes) throws RefusedException, IOException {
    if (store.freeBytes() - limits.freeBytes() < bytes) {
      counts.refused.increment();
      throw new RefusedException(Refusals.SERVER_FULL);
    }
  }

  /// What a failure to write means: that there is no room, or something else, which is returned.
  IOException meaning(IOException failure) throws RefusedException, IOException {
    if (store.freeBytes() < Math.max(LITTLE_BYTES, limits.freeBytes())) {
      counts.refused.increment();
      throw new RefusedException(Refusals.SERVER_FULL);
    }
    return failure;
  }

  void ended(Upload upload) {
    writing.remove(upload.row().id(), upload);
    uploads.end(upload.row().owner());
  }

  long unfinishedUntilMillis() {
    return clock.instant().plus(limits.unfinishedLife()).toEpochMilli();
  }

  long wholeUntilMillis() {
    return clock.instant().plus(limits.life()).toEpochMilli();
  }

  BlobIndex index() {
    return index;
  }

  Executor savers() {
    return savers;
  }

  // ── reading ──

  /// Reads a whole blob; whoever knows its id may. Close it in the end.
  public Download read(AccountId reader, GetBlobRequest request)
      throws RefusedException, IOException, SQLException {
    BlobRow row = known(BlobId.of(request.getId()));
    if (!row.whole()) {
      throw new RefusedException(Refusals.UNKNOWN_BLOB);
    }
    long offset = request.getOffset();
    if (offset < 0 || offset > row.size()) {
      throw new RefusedException(Refusals.badRequest("The blob is shorter than that."));
    }
    if (!downloads.begin(reader)) {
      throw refuse(Rejection.BUSY);
    }
    try {
      return new Download(this, reader, row.size() - offset, store.read(row.id(), offset));
    } catch (IOException | RuntimeException e) {
      downloads.end(reader);
      throw e;
    }
  }

  void ended(AccountId reader) {
    downloads.end(reader);
  }

  /// How far a blob is: its owner sees it at any time, others once it is whole.
  public BlobState stat(AccountId asker, StatBlobRequest request)
      throws RefusedException, SQLException {
    BlobRow row = known(BlobId.of(request.getId()));
    if (!row.whole() && !row.owner().equals(asker)) {
      throw new RefusedException(Refusals.UNKNOWN_BLOB);
    }
    return state(row);
  }

  private BlobRow known(BlobId id) throws RefusedException, SQLException {
    return index
        .find(id)
        .filter(row -> row.whole() ? row.expiresMillis() > clock.millis() : true)
        .orElseThrow(() -> new RefusedException(Refusals.UNKNOWN_BLOB));
  }

  static BlobState state(BlobRow row) {
    return BlobState.newBuilder()
        // All of it counts as stored once it can be read: else nobody would end it.
        .setStored(row.whole() ? row.size() : Math.min(row.stored(), row.size() - 1))
        .setSize(row.size())
        .setExpiresAtMillis(row.expiresMillis())
        .build();
  }

  // ── the end of a blob ──

  /// Deletes a blob of the asker's own.
  public void delete(AccountId asker, com.google.protobuf.ByteString id)
      throws RefusedException, IOException, SQLException {
    BlobRow row = known(BlobId.of(id));
    if (!row.owner().equals(asker)) {
      throw new RefusedException(Refusals.UNKNOWN_BLOB);
    }
    remove(row);
  }

  private void remove(BlobRow row) throws IOException, SQLException {
    Upload upload = writing.get(row.id());
    if (upload != null) {
      upload.close();
    }
    store.delete(row.id(), row.size());
    index.remove(row.id());
  }

  /// Deletes what is past its time, at most so many.
  ///
  /// @return how many
  int sweep(int most) throws IOException, SQLException {
    List<BlobRow> expired = index.expired(clock.millis(), most);
    int swept = 0;
    for (BlobRow row : expired) {
      if (writing.containsKey(row.id())) {
        // Somebody goes on with it; it gets a new time when it is saved.
        continue;
      }
      remove(row);
      counts.expired.increment();
      swept++;
    }
    BlobIndex.Use use = index.use();
    counts.blobs.set(use.blobs());
    counts.storedBytes.set(use.bytes());
    return swept;
  }

  /// Saves what is being written, and closes everything.
  @Override
  public void close() {
    List.copyOf(writing.values()).forEach(Upload::close);
    savers.close();
    try {
      index.close();
    } catch (SQLException e) {
      log.warn("the index of the blobs did not close well", e);
    }
    store.close();
  }
}
