package dev.chit.server.cosigning;

import dev.chit.core.log.SignedCheckpoint;
import dev.chit.crypto.ServerCertificate;
import dev.chit.crypto.SigningKey;
import dev.chit.crypto.TlsIdentity;
import dev.chit.server.ledger.LedgerService;
import dev.chit.wire.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The witnesses of this server's log, and what they signed.
///
/// All of them are shown the same checkpoints, at most one a second, so that there are some that
/// all of them have signed. An hour without growth, and the newest is shown again: a signature says
/// when it was true.
public final class Witnesses implements AutoCloseable {
  public static final int WITNESSES_MAX = Limits.WITNESSES_MAX;

  private static final String FILE = "cosigned";
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final Duration REFRESH = Duration.ofHours(1);
  private static final Duration LATE = Duration.ofMinutes(1);

  private final WitnessedLog log;
  private final CosignedNotes notes;
  private final List<Pusher> pushers;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable SignedCheckpoint next;

  private Witnesses(WitnessedLog log, CosignedNotes notes, List<Pusher> pushers) {
    this.log = log;
    this.notes = notes;
    this.pushers = pushers;
    this.thread = Thread.ofVirtual().name("witnesses").unstarted(this::run);
  }

  /// Begins to show checkpoints; with no witnesses does nothing.
  public static Witnesses start(
      Path data, List<WitnessAddress> addresses, SigningKey logKey, LedgerService ledger) {
    return start(data, addresses, logKey, WitnessedLog.of(ledger));
  }

  static Witnesses start(
      Path data, List<WitnessAddress> addresses, SigningKey logKey, WitnessedLog log) {
    var notes =
        new CosignedNotes(
            new CosignedFile(
                data.resolve(FILE),
                logKey.verifyKey(),
                addresses.stream().map(WitnessAddress::fingerprint).collect(Collectors.toSet())));
    TlsIdentity identity = ServerCertificate.create(logKey);
    var witnesses =
        new Witnesses(
            log,
            notes,
            addresses.stream().map(address -> new Pusher(address, identity, log, notes)).toList());
    if (!addresses.isEmpty()) {
      witnesses.begin();
    }
    return witnesses;
  }

  private void begin() {
    log.onGrowth(this::grown);
    pushers.forEach(Pusher::start);
    thread.start();
  }

  /// On the ledger's thread: remembers, and no more.
  private void grown(SignedCheckpoint checkpoint) {
    lock.lock();
    try {
      next = checkpoint;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      SignedCheckpoint checkpoint = log.checkpoint();
      while (true) {
        for (Pusher pusher : pushers) {
          pusher.show(checkpoint);
        }
        TimeUnit.MILLISECONDS.sleep(PACE.toMillis());
        checkpoint = awaitNext(checkpoint);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The next one, or after a while the same.
  private SignedCheckpoint awaitNext(SignedCheckpoint last) throws InterruptedException {
    long leftNanos = REFRESH.toNanos();
    lock.lockInterruptibly();
    try {
      while (next == null && leftNanos > 0) {
        leftNanos = changed.awaitNanos(leftNanos);
      }
      SignedCheckpoint taken = next == null ? last : next;
      next = null;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// The newest checkpoint that all of these have signed, with their lines; of no names, that
  /// anybody has.
  public Optional<SignedCheckpoint> newest(Collection<String> names) {
    return notes.newest(names);
  }

  // How they are

  public int count() {
    return pushers.size();
  }

  /// How many events the log has beyond what the slowest of them has signed.
  public long eventsBehind() {
    long size = log.checkpoint().size();
    return pushers.stream().mapToLong(pusher -> size - pusher.signedSize()).max().orElse(0);
  }

  /// For how long the slowest of them has not signed what it was to sign.
  public long secondsBehind() {
    return pushers.stream().mapToLong(pusher -> pusher.behind().toSeconds()).max().orElse(0);
  }

  /// How many hold that this log is not what it was.
  public long contradicting() {
    return pushers.stream().filter(Pusher::isContradicted).count();
  }

  public State state() {
    if (pushers.isEmpty()) {
      return State.NONE;
    }
    if (contradicting() > 0) {
      return State.CONTRADICTING;
    }
    return secondsBehind() > LATE.toSeconds() ? State.LATE : State.SIGNING;
  }

  /// All of them together.
  public enum State {
    NONE("none"),
    SIGNING("signing"),
    /// One has not signed for more than a minute.
    LATE("late"),
    CONTRADICTING("contradicting");

    private final String word;

    State(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    pushers.forEach(Pusher::close);
  }
}
