package dev.chit.server.edge;

import dev.chit.core.AccountId;
import dev.chit.wire.v1.LoggedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An account's events in order, to one connection: first those of the log from some index on, then
/// each as it is committed. Who reads too slowly falls back to the log, which loses nothing.
final class EventFeed {
  private static final Logger log = LoggerFactory.getLogger(EventFeed.class);
  private static final int PAGE = 256;
  static final int WAITING_MAX = 1024;

  /// Reads an account's entries below an index, newest first.
  @FunctionalInterface
  interface History {
    List<LoggedEvent> below(AccountId account, long index, int max) throws Exception;
  }

  private final History history;
  private final AccountId account;
  private final Executor readers;
  private final Consumer<List<LoggedEvent>> sink;

  /// Upper bounds of the pages still to be read, the oldest page first.
  private final ArrayDeque<Long> pages = new ArrayDeque<>();

  private long next;
  private boolean started;
  private boolean live;
  private boolean reading;
  private boolean missed;

  EventFeed(
      History history, AccountId account, Executor readers, Consumer<List<LoggedEvent>> sink) {
    this.history = history;
    this.account = account;
    this.readers = readers;
    this.sink = sink;
  }

  /// @param from events with lower indexes are not wanted
  synchronized void start(long from) {
    next = from;
    started = true;
    read();
  }

  /// @param waiting events that the connection has not written yet
  /// @param known whether the connection tells it in another way
  synchronized void committed(LoggedEvent event, int waiting, boolean known) {
    if (event.getIndex() < next) {
      return;
    }
    if (live && waiting < WAITING_MAX) {
      next = event.getIndex() + 1;
      if (!known) {
        sink.accept(List.of(event));
      }
    } else {
      live = false;
      missed = true;
    }
  }

  /// Goes on reading the log, if it was left off because too many waited. Does nothing before the
  /// start: until then it is not known from where on.
  synchronized void resume(int waiting) {
    if (started && !live && !reading && waiting < WAITING_MAX / 2) {
      read();
    }
  }

  private void read() {
    reading = true;
    try {
      readers.execute(this::readOn);
    } catch (RejectedExecutionException e) {
      // The next wake-up of the connection tries again.
      reading = false;
    }
  }

  private void readOn() {
    try {
      int found = 0;
      while (found < WAITING_MAX / 2) {
        if (pages.isEmpty() && !findPages()) {
          break;
        }
        found += readPage();
      }
    } catch (Exception e) {
      log.warn("an account's events could not be read", e);
      failed();
      return;
    }
    synchronized (this) {
      reading = false;
      if (pages.isEmpty() && !missed) {
        live = true;
      }
    }
    sink.accept(List.of());
  }

  /// The next wake-up of the connection tries again, from the last event that was told.
  private synchronized void failed() {
    pages.clear();
    missed = true;
    reading = false;
  }

  /// False when there is nothing left to be read.
  private boolean findPages() throws Exception {
    long from;
    synchronized (this) {
      missed = false;
      from = next;
    }
    long below = Long.MAX_VALUE;
    while (true) {
      List<LoggedEvent> page = history.below(account, below, PAGE);
      if (page.isEmpty() || page.getFirst().getIndex() < from) {
        break;
      }
      // Not the bound that was asked with: what is logged in the meantime must not move the page.
      pages.addFirst(page.getFirst().getIndex() + 1);
      below = page.getLast().getIndex();
      if (page.size() < PAGE || below <= from) {
        break;
      }
    }
    return !pages.isEmpty();
  }

  private int readPage() throws Exception {
    List<LoggedEvent> page = new ArrayList<>(history.below(account, pages.removeFirst(), PAGE));
    Collections.reverse(page);
    synchronized (this) {
      long from = next;
      page.removeIf(event -> event.getIndex() < from);
      if (!page.isEmpty()) {
        next = page.getLast().getIndex() + 1;
      }
    }
    sink.accept(page);
    return page.size();
  }
}
