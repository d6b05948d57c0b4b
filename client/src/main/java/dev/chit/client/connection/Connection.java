package dev.chit.client.connection;

import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.ConnectionState;
import dev.chit.client.HistoryRewrittenException;
import dev.chit.client.NotTrustedException;
import dev.chit.client.PaymentPendingException;
import dev.chit.client.ProfileException;
import dev.chit.client.UnreachableException;
import dev.chit.client.UsageException;
import dev.chit.wire.v1.ClientFrame;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.Welcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a stream to the server up. One virtual thread of its own connects, lets the owner check
/// the server, hands frames over, and after a failure tries again; a server that must not be
/// trusted, or does not know the account, ends that for good.
public final class Connection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  /// Frames that the server may send ahead of what was processed; those that wait are handed over
  /// together.
  private static final int FRAMES_AHEAD = 8;

  private static final Duration AWAITED_PAUSE = Duration.ofMillis(250);

  private final Owner owner;
  private final Duration patience;
  private final Backoff backoff = new Backoff(ThreadLocalRandom.current());
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Under the lock:
  private ConnectionState state = ConnectionState.OFFLINE;
  private @Nullable Live live;
  private @Nullable ChitException lastFailure;
  private @Nullable Thread thread;
  private int awaiting;
  private boolean closed;

  /// What is done with the connection. All but [#stateChanged] is called by the connection's thread
  /// and may block.
  public interface Owner {
    ServerChannel dial() throws ChitException, InterruptedException;

    /// The first frame: a hello, and what is to hold from the beginning.
    ClientFrame first() throws ChitException, InterruptedException;

    /// The server's first word: whatever is wrong with it is thrown.
    void welcomed(Live live, Welcome welcome) throws ChitException, InterruptedException;

    /// The connection is checked and may be used.
    void connected(Live live) throws ChitException, InterruptedException;

    void received(Live live, List<ServerFrame> frames) throws ChitException, InterruptedException;

    void disconnected(Live live);

    void stateChanged(ConnectionState state);
  }

  public Connection(Owner owner, Duration patience) {
    this.owner = owner;
    this.patience = patience;
  }

  /// Starts connecting; does nothing when it has begun before.
  public void start() {
    lock.lock();
    try {
      if (thread == null && !closed) {
        state = ConnectionState.CONNECTING;
        thread = Thread.ofVirtual().name("chit-connection").start(this::keepUp);
      }
    } finally {
      lock.unlock();
    }
  }

  public ConnectionState state() {
    lock.lock();
    try {
      return state;
    } finally {
      lock.unlock();
    }
  }

  /// The connection that is up, or null.
  public @Nullable Live live() {
    lock.lock();
    try {
      return live;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a connection, at most for the patience, and makes the next try come soon.
  public Live await() throws ChitException, InterruptedException {
    long leftNanos = patience.toNanos();
    lock.lockInterruptibly();
    try {
      awaiting++;
      changed.signalAll();
      while (live == null) {
        switch (state) {
          case OFFLINE -> throw new UsageException("not-registered", "Register an account first.");
          case CLOSED -> throw new UsageException(UsageException.CLOSED, "This client was closed.");
          case NOT_TRUSTED -> throw Failures.again(lastFailure);
          case CONNECTING, CONNECTED, WAITING -> {}
        }
        if (leftNanos <= 0) {
          throw lastFailure instanceof UnreachableException e
              ? Failures.again(e)
              : new UnreachableException("The server cannot be reached.", lastFailure);
        }
        leftNanos = changed.awaitNanos(leftNanos);
      }
      return live;
    } finally {
      awaiting--;
      lock.unlock();
    }
  }

  // ── the connection's thread ──

  private void keepUp() {
    try {
      while (!isClosed()) {
        Duration pause = connectOnce();
        if (pause == null) {
          return;
        }
        state(ConnectionState.WAITING);
        pause(pause);
      }
    } catch (InterruptedException e) {
      LOG.debug("the connection was interrupted, so it was closed", e);
    }
  }

  /// How long to wait before the next try, or null for never.
  private @Nullable Duration connectOnce() throws InterruptedException {
    state(ConnectionState.CONNECTING);
    try (ServerChannel channel = owner.dial()) {
      return serve(channel);
    } catch (ChitException e) {
      LOG.debug("connection failed", e);
      return failed(e) ? null : backoff.next();
    } catch (RuntimeException e) {
      LOG.error("the connection's work failed", e);
      return backoff.next();
    }
  }

  /// Whether it is of no use to try again.
  private boolean failed(ChitException failure) {
    boolean last =
        switch (failure) {
          case NotTrustedException _ -> true;
          case ChitRefusedException e -> !e.isTransient();
          case ProfileException _, UsageException _, HistoryRewrittenException _ -> true;
          case UnreachableException _, PaymentPendingException _ -> false;
        };
    lock.lock();
    try {
      lastFailure = failure;
    } finally {
      lock.unlock();
    }
    if (last) {
      state(ConnectionState.NOT_TRUSTED);
    }
    return last;
  }

  private Duration serve(ServerChannel channel) throws ChitException, InterruptedException {
    var arrivals = new Arrivals();
    RawConnection stream = channel.connect(owner.first(), arrivals);
    stream.request(FRAMES_AHEAD);
    var up = new Live(channel, stream, patience);
    try {
      ServerFrame first = arrivals.next(patience);
      if (!first.hasWelcome()) {
        throw new UnreachableException("The server did not greet as expected.", null);
      }
      owner.welcomed(up, first.getWelcome());
      backoff.reset();
      connected(up);
      owner.connected(up);
      ServerFrame rest = first.toBuilder().clearWelcome().build();
      return serve(up, arrivals, rest);
    } finally {
      disconnected(up);
      stream.cancel();
    }
  }

  private Duration serve(Live up, Arrivals arrivals, ServerFrame first)
      throws ChitException, InterruptedException {
    var frames = new ArrayList<ServerFrame>();
    frames.add(first);
    while (true) {
      owner.received(up, List.copyOf(frames));
      for (ServerFrame frame : frames) {
        if (frame.getGoodbyeRetryMillis() > 0) {
          return backoff.asked(frame.getGoodbyeRetryMillis());
        }
      }
      up.stream().request(frames.size());
      frames.clear();
      arrivals.next(frames, FRAMES_AHEAD);
    }
  }

  // ── state ──

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void connected(Live up) {
    lock.lock();
    try {
      live = up;
      lastFailure = null;
    } finally {
      lock.unlock();
    }
    state(ConnectionState.CONNECTED);
  }

  private void disconnected(Live up) {
    lock.lock();
    try {
      live = null;
    } finally {
      lock.unlock();
    }
    owner.disconnected(up);
  }

  private void state(ConnectionState next) {
    lock.lock();
    try {
      if (state == ConnectionState.CLOSED) {
        return;
      }
      state = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    owner.stateChanged(next);
  }

  /// Waits, but not long once somebody waits for a connection.
  private void pause(Duration pause) throws InterruptedException {
    long start = System.nanoTime();
    lock.lockInterruptibly();
    try {
      while (!closed) {
        Duration whole = awaiting > 0 && pause.compareTo(AWAITED_PAUSE) > 0 ? AWAITED_PAUSE : pause;
        long leftNanos = whole.toNanos() - (System.nanoTime() - start);
        if (leftNanos <= 0) {
          return;
        }
        var _ = changed.awaitNanos(leftNanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Ends the connection and waits until its thread is done.
  @Override
  public void close() {
    Thread running;
    lock.lock();
    try {
      closed = true;
      running = thread;
    } finally {
      lock.unlock();
    }
    state(ConnectionState.CLOSED);
    if (running != null) {
      running.interrupt();
      try {
        running.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
