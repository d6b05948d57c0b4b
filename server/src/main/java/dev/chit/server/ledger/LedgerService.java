package dev.chit.server.ledger;

import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.ChitId;
import dev.chit.core.SignatureBytes;
import dev.chit.core.chit.CertifiedChit;
import dev.chit.core.event.Event;
import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.ChitState;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Device;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.LedgerTerms;
import dev.chit.core.ledger.Outcome;
import dev.chit.core.log.ConsistencyProof;
import dev.chit.core.log.Hash;
import dev.chit.core.log.ProofBuilder;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.core.log.TileHashReader;
import dev.chit.core.log.TilePath;
import dev.chit.crypto.SigningKey;
import dev.chit.server.store.LedgerStore;
import dev.chit.server.store.StoreException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// A running ledger: takes commands, answers queries. Safe for use by many threads; queries never
/// delay commands.
///
/// ```java
/// var store = SqliteLedgerStore.open(directory);
/// var ledger = LedgerService.open(store, logKey, LedgerSettings.in(directory), () -> genesis);
/// ledger.submit(new Command.Settle(verified)).thenAccept(outcome -> …);
/// ```
public final class LedgerService implements AutoCloseable {
  private static final Duration DRAIN = Duration.ofSeconds(5);
  private static final int PAGE = 256;

  private final LedgerStore store;
  private final Book book;
  private final GroupCommit commits;
  private final CheckpointFile checkpointFile;
  private final SigningKey logKey;
  private final InstantSource clock;
  private final HoldCounts holds;
  private final HoldSweeper sweeper;
  private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();

  private LedgerService(
      LedgerStore store,
      Book book,
      CheckpointFile checkpointFile,
      SigningKey logKey,
      LedgerSettings settings)
      throws StoreException {
    this.store = store;
    this.book = book;
    this.checkpointFile = checkpointFile;
    this.logKey = logKey;
    clock = settings.clock();
    holds = new HoldCounts(store.openHolds());
    listeners.add(holds);
    commits = new GroupCommit(book, settings, new Listeners());
    sweeper = new HoldSweeper(store, clock, commits::submit);
  }

  /// Takes up the ledger in a store, or creates it if the store is empty.
  ///
  /// The service owns the store from here on, and closes it, also when this fails.
  ///
  /// @param logKey signs checkpoints and certified chits; not destroyed by this service
  /// @param genesis what a new ledger is; asked only if the store is empty
  /// @throws RestoredCopyException if the database is older than what was signed last
  /// @throws DamagedLedgerException if database, key and last checkpoint contradict each other
  /// @throws StoreException if it cannot be read or written
  public static LedgerService open(
      LedgerStore store,
      SigningKey logKey,
      LedgerSettings settings,
      Supplier<Command.Create> genesis)
      throws StoreException {
    try {
      var checkpointFile = new CheckpointFile(settings.checkpointFile());
      Book book = Opening.book(store, logKey, settings, checkpointFile, genesis);
      var service = new LedgerService(store, book, checkpointFile, logKey, settings);
      checkpointFile.start(book.head().checkpoint());
      service.commits.start();
      service.sweeper.start();
      return service;
    } catch (StoreException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  // Commands

  /// Queues a command; the future completes once it is decided and, if it happened, on disk.
  ///
  /// With [dev.chit.core.ledger.Rejection#BUSY] at once if the queue is full or the service is
  /// closing, and with [LedgerUnavailableException] if the disk failed. Completion happens on the
  /// service's own thread: hand anything slow over.
  public CompletableFuture<Outcome> submit(Command command) {
    return commits.submit(command);
  }

  /// From now on tells the listener of every batch.
  public void onCommit(CommitListener listener) {
    listeners.add(listener);
  }

  public LedgerState state() {
    return commits.state();
  }

  // Queries

  /// What the ledger's first event fixed.
  public LedgerTerms terms() {
    return book.terms();
  }

  /// The newest signed checkpoint; all that was acknowledged is in its tree.
  public SignedCheckpoint checkpoint() {
    return book.head().checkpoint();
  }

  public Optional<Account> account(AccountId id) throws StoreException {
    return store.account(id);
  }

  /// Whose name this is, without regard to case.
  public Optional<Account> account(AccountName name) throws StoreException {
    return store.account(name);
  }

  /// Accounts whose name starts with `prefix` and comes after `after`, in order of their names
  /// without regard to case.
  public List<Account> accounts(String prefix, String after, int max) throws StoreException {
    return store.accounts(fold(prefix), fold(after), max);
  }

  /// All devices that an account has or had, in order of their numbers.
  public Collection<Device> devices(Account account) throws StoreException {
    var all = new TreeMap<Integer, Device>();
    long opened = account.openedIndex();
    int first = Device.statement(entry(opened).event()).device();
    all.put(first, new Device(account.id(), opened, first, opened, Entry.NO_INDEX));
    store.devices(account).forEach(device -> all.put(device.number(), device));
    return all.values();
  }

  /// The event at an index that this service told.
  public Entry entry(long index) throws StoreException {
    return store
        .entry(index)
        .orElseThrow(() -> new StoreException("The log lacks event " + index + "."));
  }

  public Optional<AccountBalance> balance(AccountId id) throws StoreException {
    long size = book.head().size();
    return store
        .account(id)
        .map(
            account ->
                new AccountBalance(
                    account.balanceMinor(),
                    account.heldMinor(),
                    Math.max(size, account.lastIndex() + 1),
                    account.limits(),
                    account.spending().on(today())));
  }

  /// An account's entries below an index, newest first; [Long#MAX_VALUE] starts at the newest.
  public List<Entry> entries(AccountId account, long below, int max) throws StoreException {
    return store.history(account, below, max);
  }

  /// An account's newest entries from `from` on, oldest first, but at most `max`.
  public RecentEntries entriesSince(AccountId account, long from, int max) throws StoreException {
    var newestFirst = new ArrayList<Entry>();
    long below = Long.MAX_VALUE;
    while (newestFirst.size() <= max) {
      List<Entry> page = store.history(account, below, PAGE);
      for (Entry entry : page) {
        if (entry.index() >= from) {
          newestFirst.add(entry);
        }
      }
      if (page.size() < PAGE || page.getLast().index() <= from) {
        break;
      }
      below = page.getLast().index();
    }
    boolean isComplete = newestFirst.size() <= max;
    return new RecentEntries(
        List.copyOf(newestFirst.subList(0, Math.min(max, newestFirst.size())).reversed()),
        isComplete);
  }

  /// The event at an index with its proof, or nothing if the log is not that long.
  public Optional<Receipt> receipt(long index) throws StoreException {
    TreeHead head = book.head();
    if (index < 0 || index >= head.size()) {
      return Optional.empty();
    }
    Optional<Entry> entry = store.entry(index);
    try {
      return entry.map(
          it -> new Receipt(it, proofs(head).inclusion(index, head.size()), head.checkpoint()));
    } catch (UncheckedIOException e) {
      throw new StoreException("The log's tiles cannot be read.", e);
    }
  }

  /// An event with its proof in an earlier tree of this log, which has it.
  ///
  /// @throws IndexOutOfBoundsException if the tree has it not, or was never this log's
  public Receipt receipt(Entry entry, SignedCheckpoint in) throws StoreException {
    TreeHead head = book.head();
    Objects.checkIndex(entry.index(), in.size());
    Objects.checkIndex(in.size() - 1, head.size());
    try {
      return new Receipt(entry, proofs(head).inclusion(entry.index(), in.size()), in);
    } catch (UncheckedIOException e) {
      throw new StoreException("The log's tiles cannot be read.", e);
    }
  }

  /// The hashes of a tile, 32 bytes each, if the tree has as many of them there; those of a tile
  /// that has grown since as well.
  public Optional<byte[]> tile(TilePath path) throws StoreException {
    TreeHead head = book.head();
    if (path.id().width(head.size()) < path.width()) {
      return Optional.empty();
    }
    try {
      byte[] hashes = head.tiles(store).read(path.id(), head.size()).bytes();
      return Optional.of(Arrays.copyOf(hashes, path.width() * Hash.LENGTH));
    } catch (UncheckedIOException e) {
      throw new StoreException("The log's tiles cannot be read.", e);
    }
  }

  /// The event that settled a chit, with its proof.
  public Optional<Receipt> receipt(ChitId chit) throws StoreException {
    OptionalLong index = store.indexOf(chit);
    return index.isPresent() ? receipt(index.getAsLong()) : Optional.empty();
  }

  /// Where a chit stands, or nothing if the ledger does not know it.
  public Optional<ChitStatus> chit(ChitId id) throws StoreException {
    OptionalLong index = store.indexOf(id);
    if (index.isEmpty()) {
      return Optional.empty();
    }
    Entry first = store.entry(index.getAsLong()).orElseThrow();
    Entry closing =
        first.event() instanceof Event.Certified ? store.closing(first.index()).orElse(null) : null;
    ChitState state = ChitState.of(first, _ -> closing);
    if (state instanceof ChitState.Taken) {
      return Optional.empty();
    }
    Entry entry = closing == null ? first : closing;
    return Optional.of(
        new ChitStatus(
            first.order().orElseThrow(),
            state,
            entry,
            first.event() instanceof Event.Certified certified
                ? OptionalLong.of(certified.untilSeconds())
                : OptionalLong.empty(),
            entry.isSettlement() ? store.refundedMinor(entry.index()) : 0));
  }

  /// The chit of a `certified` entry with the log key's signature, which is the same every time.
  /// Signing takes a while: not for the thread that completes futures.
  public CertifiedChit countersign(Entry entry) {
    if (!(entry.event() instanceof Event.Certified certified)) {
      throw new IllegalArgumentException("event " + entry.index() + " certifies nothing");
    }
    byte[] signed =
        CertifiedChit.signedBytes(certified.chit(), entry.index(), certified.untilSeconds());
    return new CertifiedChit(
        certified.chit(),
        entry.index(),
        certified.untilSeconds(),
        SignatureBytes.of(logKey.sign(signed)));
  }

  /// That the tree of `from` leaves is a beginning of that of `to`.
  ///
  /// @throws IllegalArgumentException unless 0 ≤ from ≤ to ≤ the log's size
  public ConsistencyProof consistency(long from, long to) throws StoreException {
    TreeHead head = book.head();
    if (to > head.size()) {
      throw new IllegalArgumentException(
          "tree of " + to + " (expected: at most the log's " + head.size() + ")");
    }
    try {
      return proofs(head).consistency(from, to);
    } catch (UncheckedIOException e) {
      throw new StoreException("The log's tiles cannot be read.", e);
    }
  }

  /// Consecutive events as the log has them, from `from` on; fewer than `max` only at its end. For
  /// exports: call until there are none, then take [#checkpoint] first of all.
  public List<byte[]> events(long from, int max) throws StoreException {
    return store.events(from, max);
  }

  /// What became of certified chits.
  public HoldCounts holds() {
    return holds;
  }

  /// Lets what is held for chits return if their time is over, as is done every second.
  ///
  /// @return how many sums returned
  int sweepHolds() throws StoreException {
    return sweeper.sweep();
  }

  /// What was done since the start.
  public LedgerCounts counts() {
    return commits.counts();
  }

  /// Commands that wait to be decided.
  public int queued() {
    return commits.queued();
  }

  public LedgerStats stats() throws StoreException {
    long circulation =
        store.account(terms().operator()).map(account -> -account.balanceMinor()).orElse(0L);
    LedgerCounts counts = commits.counts();
    return new LedgerStats(
        store.accountCount(),
        book.head().size(),
        circulation,
        commits.queued(),
        counts.batches(),
        counts.commands(),
        counts.refused());
  }

  /// Takes no more commands, finishes those that are queued for as long as `drain`, refuses the
  /// rest as `busy`, and closes the store.
  public void close(Duration drain) {
    sweeper.close();
    commits.close(drain);
    checkpointFile.close();
    store.close();
  }

  /// Closes with a drain of five seconds.
  @Override
  public void close() {
    close(DRAIN);
  }

  private long today() {
    return Math.floorDiv(clock.millis(), Duration.ofDays(1).toMillis());
  }

  private ProofBuilder proofs(TreeHead head) {
    return new ProofBuilder(new TileHashReader(head.tiles(store), head.size()));
  }

  private final class Listeners implements CommitListener {
    @Override
    public void committed(CommittedBatch batch) {
      checkpointFile.put(batch.checkpoint());
      for (CommitListener listener : listeners) {
        listener.committed(batch);
      }
    }

    @Override
    public void told() {
      for (CommitListener listener : listeners) {
        listener.told();
      }
    }
  }

  private static String fold(String name) {
    return name.toLowerCase(java.util.Locale.ROOT);
  }
}
