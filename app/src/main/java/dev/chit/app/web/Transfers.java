package dev.chit.app.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.loopback.WebFailure;
import dev.chit.client.ChitException;
import dev.chit.client.FileProgress;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files on their way between the client and others. They go on without a page, and tell every page
/// how far they are.
final class Transfers implements AutoCloseable {
  /// Transfers that are known at a time.
  static final int ALL_MAX = 64;

  /// Of these, how many move; the others wait for their turn.
  static final int MOVING_MAX = 4;

  private static final Logger LOG = LoggerFactory.getLogger(Transfers.class);
  private static final long TELL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final News news;
  private final Semaphore turns = new Semaphore(MOVING_MAX, true);
  private final Map<String, Transfer> all = new LinkedHashMap<>();

  /// Of files that the page was still handing over when it no longer wanted them.
  private final Set<String> unwanted = new LinkedHashSet<>();

  Transfers(News news) {
    this.news = news;
  }

  /// What one does.
  @FunctionalInterface
  interface Work {
    void run(FileProgress progress) throws ChitException, IOException, InterruptedException;
  }

  /// What is done once a transfer was cancelled.
  @FunctionalInterface
  interface Undo {
    void run() throws ChitException, IOException, InterruptedException;
  }

  /// Begins one.
  ///
  /// @param id that the page gave it
  /// @param subject what the page knows of it
  /// @throws WebFailure 503 `busy`; 409 `cancelled` if it was before it began
  synchronized void start(String id, JsonObject subject, Work work, Undo undo) throws WebFailure {
    if (unwanted.remove(id)) {
      throw new WebFailure(409, "cancelled", "This file is not wanted any more.");
    }
    if (all.size() == ALL_MAX || all.containsKey(id)) {
      throw new WebFailure(503, "busy", "Too many files are under way: wait for some.");
    }
    subject.addProperty("transfer", id);
    var transfer = new Transfer(id, subject, work, undo);
    all.put(id, transfer);
    transfer.tell(transfer.json("moving"));
    transfer.thread.start();
  }

  synchronized JsonArray json() {
    var array = new JsonArray();
    all.values().forEach(it -> array.add(it.json("moving")));
    return array;
  }

  /// Ends one, or keeps it from beginning.
  synchronized void cancel(String id) {
    Transfer transfer = all.get(id);
    if (transfer != null) {
      transfer.isCancelled = true;
      transfer.thread.interrupt();
      return;
    }
    if (unwanted.size() == ALL_MAX) {
      unwanted.remove(unwanted.iterator().next());
    }
    unwanted.add(id);
  }

  @Override
  public synchronized void close() {
    all.values().forEach(it -> it.thread.interrupt());
  }

  private final class Transfer implements FileProgress {
    private final String id;
    private final JsonObject subject;
    private final Work work;
    private final Undo undo;
    private final Thread thread = Thread.ofVirtual().name("chit-web-file").unstarted(this::run);
    private volatile boolean isCancelled;
    private volatile long done;
    private long toldNanos;

    Transfer(String id, JsonObject subject, Work work, Undo undo) {
      this.id = id;
      this.subject = subject;
      this.work = work;
      this.undo = undo;
    }

    private void run() {
      JsonObject end = moved();
      synchronized (Transfers.this) {
        all.remove(id);
      }
      tell(end);
      if (isCancelled) {
        // May take until the server is there again; nobody waits for it.
        undo();
      }
      news.tell(News.of("files"));
    }

    /// Moves it, and says how it ended.
    private JsonObject moved() {
      try {
        turns.acquire();
        try {
          work.run(this);
        } finally {
          turns.release();
        }
        return json("done");
      } catch (InterruptedException e) {
        return json("cancelled");
      } catch (ChitException e) {
        return isCancelled ? json("cancelled") : failed(e.code(), String.valueOf(e.getMessage()));
      } catch (IOException | RuntimeException e) {
        LOG.error("a file of the page failed", e);
        return failed("cannot-write", "The file cannot be read or written here.");
      }
    }

    private void undo() {
      try {
        undo.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ChitException | IOException e) {
        LOG.debug("a cancelled file stays: {}", e.getMessage());
      }
    }

    @Override
    public void at(long doneNow, long total) {
      done = doneNow;
      long now = System.nanoTime();
      if (now - toldNanos > TELL_NANOS) {
        toldNanos = now;
        tell(json("moving"));
      }
    }

    private void tell(JsonObject json) {
      JsonObject item = News.of("transfer");
      item.add("transfer", json);
      news.tell(item);
    }

    JsonObject json(String state) {
      JsonObject json = subject.deepCopy();
      json.addProperty("state", state);
      json.addProperty("done", done);
      return json;
    }

    private JsonObject failed(String code, String message) {
      JsonObject json = json("failed");
      json.addProperty("code", code);
      json.addProperty("message", message);
      return json;
    }
  }
}
