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
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rules of blobs: who may write, read and delete which, how much, and for how long. Its
/// methods block: they read and write the disk.
public final class Blobs implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Blobs.class);
  private static final int SAVERS = 2;

  /// How long a transfer may stand still.
  static final Duration SILENCE = Duration.ofMinutes(5);

  private final BlobIndex index;
  private final BlobStore store;
  private final BlobLimits limits;
  private final InstantSource clock;
  private final BlobCounts counts = new BlobCounts();
  private final Space space;
  private final BlobLocks locks = new BlobLocks();
  private final Map<BlobId, Upload> writing = new ConcurrentHashMap<>();
  private final Expiry expiry;
  private final Set<Download> reading = ConcurrentHashMap.newKeySet();
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
    this.space = new Space(store, limits.freeBytes(), counts);
    this.expiry = new Expiry(index, store, locks, writing.keySet(), counts, clock);
    this.uploads = new Transfers(limits.accountTransfers(), store.writersMax());
    this.downloads = new Transfers(limits.accountTransfers(), store.readersMax());
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
      synchronized (locks.of(id)) {
        endWriting(id, owner);
        BlobRow row = cut(reserve(owner, id, head), head.getOffset());
        BlobStore.Writer writer = write(row, head.getOffset());
        var upload = new Upload(this, row, head.getOffset(), writer);
        writing.put(id, upload);
        return upload;
      }
    } catch (RefusedException | IOException | SQLException | RuntimeException e) {
      uploads.end(owner);
      throw e;
    }
  }

  private void endWriting(BlobId id, AccountId owner) {
    Upload before = writing.get(id);
    if (before != null && before.owner().equals(owner)) {
      before.close();
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
      throw space.meaning(e);
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
    space.require(size);
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
    space.require(there.size() - head.getOffset());
    return there;
  }

  private RefusedException refuse(Rejection why) {
    counts.refused.increment();
    return new RefusedException(Refusals.of(why));
  }

  Space space() {
    return space;
  }

  long nowMillis() {
    return clock.millis();
  }

  void ended(Upload upload) {
    writing.remove(upload.id(), upload);
    uploads.end(upload.owner());
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
      var download = new Download(this, reader, row.size() - offset, store.read(row.id(), offset));
      reading.add(download);
      return download;
    } catch (IOException | RuntimeException e) {
      downloads.end(reader);
      throw e;
    }
  }

  void ended(Download download) {
    reading.remove(download);
    downloads.end(download.reader());
  }

  /// How far a blob is: its owner sees it at any time, others once it is whole. For the owner an
  /// upload under way ends first: who asks goes on from what the answer says, and it stays so.
  public BlobState stat(AccountId asker, StatBlobRequest request)
      throws RefusedException, SQLException {
    BlobId id = BlobId.of(request.getId());
    synchronized (locks.of(id)) {
      endWriting(id, asker);
      BlobRow row = known(id);
      if (!row.whole() && !row.owner().equals(asker)) {
        throw new RefusedException(Refusals.UNKNOWN_BLOB);
      }
      return row.state();
    }
  }

  private BlobRow known(BlobId id) throws RefusedException, SQLException {
    return index
        .find(id)
        .filter(row -> row.whole() ? row.expiresMillis() > clock.millis() : true)
        .orElseThrow(() -> new RefusedException(Refusals.UNKNOWN_BLOB));
  }

  // ── the end of a blob ──

  /// Deletes a blob of the asker's own.
  public void delete(AccountId asker, com.google.protobuf.ByteString bytes)
      throws RefusedException, IOException, SQLException {
    BlobId id = BlobId.of(bytes);
    synchronized (locks.of(id)) {
      BlobRow row = known(id);
      if (!row.owner().equals(asker)) {
        throw new RefusedException(Refusals.UNKNOWN_BLOB);
      }
      endWriting(id, asker);
      expiry.remove(row);
    }
  }

  /// Deletes all that an account has here. What cannot be deleted goes when its time is over.
  public void forget(AccountId owner) throws SQLException {
    for (BlobRow row : index.of(owner)) {
      synchronized (locks.of(row.id())) {
        endWriting(row.id(), owner);
        try {
          expiry.remove(row);
        } catch (IOException e) {
          log.warn("A blob of an account that ended could not be deleted: {}", e.getMessage());
        }
      }
    }
  }

  /// Deletes what is past its time.
  ///
  /// @param page how many are looked at together
  /// @param isWanted asked before each
  /// @return how many
  int sweep(int page, BooleanSupplier isWanted) throws SQLException {
    return expiry.sweep(page, isWanted);
  }

  /// Ends the transfers that have stood still for too long, so that they hold nothing.
  void endSilent() {
    long before = clock.instant().minus(SILENCE).toEpochMilli();
    writing.values().forEach(upload -> upload.endIfSilent(before));
    reading.forEach(download -> download.endIfSilent(before));
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
