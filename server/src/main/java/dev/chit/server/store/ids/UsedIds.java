package dev.chit.server.store.ids;

import dev.chit.core.ChitId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Which event used up an id, found with certainty. One thread adds; any may ask.
///
/// Memory: at most [#FULL_TABLES_MAX] + 1 tables of the newest ids (3 MiB each). Of the files a
/// search touches one cache line each, and more of the one that has the id.
public final class UsedIds implements AutoCloseable {
  /// Ids in memory before they become a run.
  public static final int TABLE_IDS = 1 << 16;

  static final String SUFFIX = ".ids";
  static final String UNFINISHED_SUFFIX = ".unfinished";
  static final int FULL_TABLES_MAX = 4;

  private final Path directory;
  private final int tableIds;
  private final IdLog log;
  private final IdHash hash = IdHash.random();
  private final ExecutorService background;

  /// Guards the fields below; both lists are replaced, never changed.
  private final Object change = new Object();

  private volatile List<FreshIds> tables;
  private volatile List<Run> runs;
  private @Nullable IOException failure;

  private UsedIds(Path directory, int tableIds, IdLog log, List<Run> runs, long nextIndex) {
    this.directory = directory;
    this.tableIds = tableIds;
    this.log = log;
    this.runs = runs;
    tables = List.of(new FreshIds(nextIndex, tableIds, hash));
    background =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("used-ids").factory());
  }

  /// Takes up the runs in a directory that agree with the log, deletes what does not, and reads the
  /// ids of the events after them.
  public static UsedIds open(Path directory, IdLog log) throws IOException {
    return open(directory, log, TABLE_IDS);
  }

  static UsedIds open(Path directory, IdLog log, int tableIds) throws IOException {
    List<Run> runs = RunDirectory.open(directory, log);
    long nextIndex = runs.isEmpty() ? 0 : runs.getLast().header().nextIndex();
    var ids = new UsedIds(directory, tableIds, log, runs, nextIndex);
    try {
      ids.catchUp(nextIndex);
    } catch (IOException | RuntimeException e) {
      ids.close();
      throw e;
    }
    return ids;
  }

  private void catchUp(long from) throws IOException {
    long size = log.size();
    for (long at = from; at < size; at += tableIds) {
      awaitRoom();
      long to = Math.min(size, at + tableIds);
      log.forEachId(at, to, this::add);
      committed(to);
    }
  }

  /// Index of the event that used the id, or -1.
  public long find(ChitId id) {
    // Tables before runs: what moves from one to the other meanwhile is found at least once.
    List<FreshIds> known = tables;
    if (known.isEmpty()) {
      throw new IllegalStateException("the used ids were closed");
    }
    for (FreshIds table : known) {
      long index = table.find(id);
      if (index >= 0) {
        return index;
      }
    }
    for (Run run : runs) {
      long index = run.find(id);
      if (index >= 0) {
        return index;
      }
    }
    return -1;
  }

  /// Waits until the background has caught up enough for another [#TABLE_IDS] ids.
  ///
  /// @throws IOException if the files cannot be written
  public void awaitRoom() throws IOException {
    synchronized (change) {
      while (tables.size() > FULL_TABLES_MAX && failure == null) {
        try {
          change.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted while waiting for ids to be written", e);
        }
      }
      if (failure != null) {
        throw new IOException(
            "The ids of settled chits cannot be written: " + failure.getMessage(), failure);
      }
    }
  }

  /// Adds the id that a committed event used up.
  public void add(ChitId id, long index) {
    if (tables.getFirst().isFull()) {
      startTable(index);
    }
    tables.getFirst().add(id, index);
  }

  /// All events below `nextIndex` are committed and have been added.
  public void committed(long nextIndex) {
    tables.getFirst().seenBelow(nextIndex);
  }

  private void startTable(long firstIndex) {
    synchronized (change) {
      FreshIds full = tables.getFirst();
      full.seenBelow(firstIndex);
      var newest = new ArrayList<FreshIds>(tables.size() + 1);
      newest.add(new FreshIds(firstIndex, tableIds, hash));
      newest.addAll(tables);
      tables = List.copyOf(newest);
      background.execute(() -> inBackground(full));
    }
  }

  private void inBackground(FreshIds full) {
    try {
      // The stamp is of a committed event, but the batch that filled the table may be committing.
      Run run =
          RunWriter.write(
              directory,
              full.firstIndex(),
              full.nextIndex(),
              log.stamp(full.nextIndex() - 1),
              full.sorted());
      synchronized (change) {
        runs = append(runs, run);
        tables = without(tables, full);
        change.notifyAll();
      }
      merge();
    } catch (IOException | RuntimeException e) {
      synchronized (change) {
        failure = e instanceof IOException io ? io : new IOException(e);
        change.notifyAll();
      }
    }
  }

  private void merge() throws IOException {
    for (List<Run> old = MergePolicy.next(runs, tableIds);
        !old.isEmpty();
        old = MergePolicy.next(runs, tableIds)) {
      Run merged =
          RunWriter.write(
              directory,
              old.getFirst().header().firstIndex(),
              old.getLast().header().nextIndex(),
              old.getLast().header().stamp(),
              new MergedIds(old.stream().map(Run::cursor).toList()));
      synchronized (change) {
        runs = replace(runs, old, merged);
      }
      RunDirectory.delete(old);
    }
  }

  private static List<Run> append(List<Run> runs, Run run) {
    var appended = new ArrayList<>(runs);
    appended.add(run);
    return List.copyOf(appended);
  }

  private static List<FreshIds> without(List<FreshIds> tables, FreshIds gone) {
    return tables.stream().filter(table -> table != gone).toList();
  }

  private static List<Run> replace(List<Run> runs, List<Run> old, Run merged) {
    var replaced = new ArrayList<Run>();
    for (Iterator<Run> all = runs.iterator(); all.hasNext(); ) {
      Run run = all.next();
      if (run == old.getFirst()) {
        replaced.add(merged);
      } else if (!old.contains(run)) {
        replaced.add(run);
      }
    }
    return List.copyOf(replaced);
  }

  /// Stops the background; what it had not written is read from the log at the next opening.
  @Override
  public void close() {
    background.shutdownNow();
    try {
      background.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // The tables are large, and whoever still holds this does not need them.
    synchronized (change) {
      tables = List.of();
    }
  }
}
