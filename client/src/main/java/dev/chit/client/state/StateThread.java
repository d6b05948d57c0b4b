package dev.chit.client.state;

import dev.chit.client.ChitException;
import dev.chit.client.ProfileException;
import dev.chit.client.UsageException;
import dev.chit.sessions.vault.DamagedRowException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs jobs one after the other, those that wait in one transaction together (group commit). A job
/// that fails leaves nothing behind and does not disturb the others.
final class StateThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateThread.class);
  private static final int JOBS_IN_TRANSACTION_MAX = 64;
  private static final int WAITING_MAX = 4_096;

  private final Connection database;
  private final Tables tables;
  private final BlockingQueue<Task<?>> queue = new LinkedBlockingQueue<>(WAITING_MAX);
  private final Thread thread;
  private volatile boolean closed;

  StateThread(Connection database, Tables tables) {
    this.database = database;
    this.tables = tables;
    this.thread = Thread.ofPlatform().daemon().name("chit-state").start(this::run);
  }

  <T> T call(Job<T> job) throws ChitException, InterruptedException {
    Task<T> task = hand(job);
    try {
      return task.done.get();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  private <T> Task<T> hand(Job<T> job) throws UsageException, InterruptedException {
    var task = new Task<T>(job);
    if (closed) {
      throw closedException();
    }
    queue.put(task);
    if (closed && queue.remove(task)) {
      throw closedException();
    }
    return task;
  }

  /// As [#call], but an interrupt has to wait.
  <T> T callUninterruptibly(Job<T> job) throws ChitException {
    boolean interrupted = Thread.interrupted();
    try {
      return hand(job).done.join();
    } catch (CompletionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      interrupted = true;
      throw closedException();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static ChitException failure(@Nullable Throwable cause) {
    return switch (cause) {
      case ChitException refused -> refused;
      case SQLException e ->
          new ProfileException("profile-failed", "The profile's file could not be used.", e);
      case DamagedRowException e ->
          new ProfileException("bad-profile", "The profile was damaged outside of chit.", e);
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> throw new IllegalStateException("a job failed strangely", cause);
    };
  }

  private static UsageException closedException() {
    return new UsageException(UsageException.CLOSED, "This client was closed.");
  }

  private void run() {
    var batch = new ArrayList<Task<?>>();
    try {
      while (true) {
        batch.add(queue.take());
        queue.drainTo(batch, JOBS_IN_TRANSACTION_MAX - 1);
        boolean last = batch.remove(Task.LAST);
        transaction(batch);
        batch.clear();
        if (last) {
          return;
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("state thread interrupted", e);
    } finally {
      closed = true;
      queue.drainTo(batch);
      batch.forEach(task -> task.done.completeExceptionally(closedException()));
    }
  }

  private void transaction(List<Task<?>> batch) {
    for (Task<?> task : batch) {
      task.run(this);
    }
    try {
      database.commit();
    } catch (SQLException e) {
      rollback();
      tables.forgetActions(0);
      batch.forEach(task -> task.done.completeExceptionally(e));
      return;
    }
    tables.takeActions().forEach(StateThread::perform);
    batch.forEach(Task::complete);
  }

  private static void perform(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.error("an action after a commit failed", e);
    }
  }

  private void rollback() {
    try {
      database.rollback();
    } catch (SQLException e) {
      LOG.error("the profile's file could not be rolled back", e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Finishes what was handed over before.
  @Override
  public void close() {
    closed = true;
    while (thread.isAlive() && !queue.offer(Task.LAST)) {
      Thread.onSpinWait();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Task<T> {
    static final Task<Boolean> LAST = new Task<>(_ -> true);

    private final Job<T> job;
    final CompletableFuture<T> done = new CompletableFuture<>();
    private @Nullable T result;
    private @Nullable Throwable failure;

    Task(Job<T> job) {
      this.job = job;
    }

    void run(StateThread state) {
      int actions = state.tables.actions();
      try {
        state.execute("SAVEPOINT job");
        try {
          result = job.run(state.tables);
        } catch (ChitException | SQLException | RuntimeException e) {
          failure = e;
          state.tables.forgetActions(actions);
          state.execute("ROLLBACK TO job");
        }
        state.execute("RELEASE job");
      } catch (SQLException e) {
        failure = e;
      }
    }

    void complete() {
      if (failure != null) {
        done.completeExceptionally(failure);
      } else {
        done.complete(result);
      }
    }
  }
}
