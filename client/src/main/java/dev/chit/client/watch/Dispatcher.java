package dev.chit.client.watch;

import dev.chit.client.ChitException;
import dev.chit.client.Incoming;
import dev.chit.client.Subscription;
import dev.chit.client.UsageException;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.v1.UnseenRow;
import dev.chit.client.work.Signal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls the listeners, one event at a time, by a virtual thread of its own. Messages, payments and
/// warnings come from the profile, so that none is lost while nobody listens or the listener is
/// slow; passing news (presence, the connection) wait in memory, and the oldest give way.
public final class Dispatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int ROWS_AT_ONCE = 128;
  static final int NEWS_MAX = 1_000;

  private final ProfileStore store;
  private final UnseenReader reader;
  private final List<Consumer<Incoming>> listeners = new CopyOnWriteArrayList<>();
  private final Deque<Incoming> news = new ArrayDeque<>();
  private final Signal signal = new Signal();
  private final Thread thread = Thread.ofVirtual().name("chit-listeners").unstarted(this::run);

  public Dispatcher(ProfileStore store) {
    this.store = store;
    this.reader = new UnseenReader();
  }

  public void start() {
    thread.start();
  }

  public Subscription watch(Consumer<Incoming> listener) {
    listeners.add(listener);
    signal.raise();
    return () -> listeners.remove(listener);
  }

  /// Something was added to what nobody has seen.
  public void wake() {
    signal.raise();
  }

  /// Tells news that nobody misses who does not listen now.
  public void tell(Incoming event) {
    if (listeners.isEmpty()) {
      return;
    }
    synchronized (news) {
      if (news.size() == NEWS_MAX) {
        news.removeFirst();
      }
      news.addLast(event);
    }
    signal.raise();
  }

  public void warn(String code, String message) throws ChitException, InterruptedException {
    store.run(
        tables -> {
          Unseen.warn(tables, code, message);
          return true;
        });
    signal.raise();
  }

  private void run() {
    try {
      while (true) {
        signal.await();
        if (!listeners.isEmpty()) {
          round();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("no more listeners are called");
    } catch (ChitException e) {
      if (e.code().equals(UsageException.CLOSED)) {
        LOG.debug("the profile was closed, and no more listeners are called");
      } else {
        LOG.error("what arrived could not be read from the profile", e);
      }
    }
  }

  private void round() throws ChitException, InterruptedException {
    long through = 0;
    while (!listeners.isEmpty()) {
      long from = through;
      List<Row<UnseenRow>> rows = store.run(tables -> tables.unseen.after(from, ROWS_AT_ONCE));
      try {
        for (Row<UnseenRow> row : rows) {
          if (listeners.isEmpty()) {
            break;
          }
          Optional<Incoming> event = store.run(tables -> reader.read(tables, row.value()));
          if (event.isPresent() && !call(event.get())) {
            return;
          }
          through = row.sequence();
        }
      } finally {
        if (through > from) {
          seen(through);
        }
      }
      if (rows.isEmpty()) {
        break;
      }
    }
    takeNews().forEach(this::call);
  }

  /// What the listeners have returned from is not told again, whatever interrupts this thread.
  private void seen(long through) throws ChitException {
    store.runUninterruptibly(
        tables -> {
          tables.unseen.removeThrough(through);
          return true;
        });
  }

  private List<Incoming> takeNews() {
    synchronized (news) {
      var taken = new ArrayList<>(news);
      news.clear();
      return taken;
    }
  }

  /// False if a listener could not take it.
  private boolean call(Incoming event) {
    boolean taken = true;
    for (Consumer<Incoming> listener : listeners) {
      try {
        listener.accept(event);
      } catch (CancellationException e) {
        taken = false;
      } catch (RuntimeException e) {
        LOG.error("a listener failed", e);
      }
    }
    return taken;
  }

  /// Lets the call under way finish; what was not seen waits for the next time.
  @Override
  public void close() {
    thread.interrupt();
    if (Thread.currentThread().equals(thread)) {
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
