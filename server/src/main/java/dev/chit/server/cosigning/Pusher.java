package dev.chit.server.cosigning;

import dev.chit.core.log.BadCheckpointException;
import dev.chit.core.log.Cosignature;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.core.log.WitnessRequest;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.TlsIdentity;
import dev.chit.server.cosigning.WitnessChannel.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows one witness the newest checkpoint, again and again, by a virtual thread of its own. Only
/// the newest: those that came while the witness was busy or away are left out.
final class Pusher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pusher.class);
  private static final long PAUSE_MILLIS_MIN = 500;
  private static final long PAUSE_MILLIS_MAX = 60_000;
  private static final int TRIES = 3;

  private final WitnessAddress address;
  private final WitnessedLog log;
  private final CosignedNotes notes;
  private final WitnessChannel channel;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable SignedCheckpoint wanted;

  // Of the thread alone:
  private long signedSize;
  private boolean reported;

  private volatile boolean closing;
  private volatile boolean contradicted;
  private volatile @Nullable Long behindSinceNanos;

  Pusher(WitnessAddress address, TlsIdentity logIdentity, WitnessedLog log, CosignedNotes notes) {
    this.address = address;
    this.log = log;
    this.notes = notes;
    this.channel = new WitnessChannel(address, logIdentity);
    this.signedSize = signedSize();
    this.thread = Thread.ofVirtual().name("witness-" + address).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// From now on this is the checkpoint to show.
  void show(SignedCheckpoint checkpoint) {
    lock.lock();
    try {
      wanted = checkpoint;
      if (behindSinceNanos == null) {
        behindSinceNanos = System.nanoTime();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// How many events the newest checkpoint has that it signed.
  long signedSize() {
    return notes.newestBy(address.fingerprint()).map(SignedCheckpoint::size).orElse(0L);
  }

  /// For how long it has not signed what it was to sign.
  Duration behind() {
    Long since = behindSinceNanos;
    return since == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
  }

  /// Whether it holds that the log is not what it was.
  boolean isContradicted() {
    return contradicted;
  }

  private void run() {
    long pauseMillis = PAUSE_MILLIS_MIN;
    try {
      while (true) {
        SignedCheckpoint checkpoint = take();
        try {
          push(checkpoint);
          pauseMillis = PAUSE_MILLIS_MIN;
          reported = false;
        } catch (IOException | BadCheckpointException | RuntimeException e) {
          report(e);
          putBack(checkpoint);
          TimeUnit.MILLISECONDS.sleep(
              ThreadLocalRandom.current().nextLong(pauseMillis / 2, pauseMillis + 1));
          pauseMillis = Math.min(2 * pauseMillis, PAUSE_MILLIS_MAX);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("no more checkpoints are shown to {}", address);
    }
  }

  private SignedCheckpoint take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (wanted == null) {
        changed.await();
      }
      SignedCheckpoint taken = wanted;
      wanted = null;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void putBack(SignedCheckpoint checkpoint) {
    lock.lock();
    try {
      if (wanted == null) {
        wanted = checkpoint;
      }
    } finally {
      lock.unlock();
    }
  }

  /// Once for each time that it stops working.
  private void report(Exception e) {
    if (!reported && !closing) {
      reported = true;
      LOG.warn("The witness {} signs nothing at the moment: {}", address, e.getMessage());
    }
  }

  private void push(SignedCheckpoint checkpoint) throws IOException, BadCheckpointException {
    for (int i = 0; i < TRIES; i++) {
      if (signedSize > checkpoint.size()) {
        throw contradiction("it has signed " + signedSize + " events, more than there are");
      }
      var request =
          new WitnessRequest(
              signedSize, log.consistency(signedSize, checkpoint.size()), checkpoint.note());
      switch (channel.send(request)) {
        case Answer.Signed(String lines) -> {
          keep(checkpoint, lines);
          return;
        }
        case Answer.Conflict(long size) -> {
          if (size == signedSize) {
            throw contradiction("it has signed another log of " + size + " events");
          }
          signedSize = size;
        }
        case Answer.NotConsistent _ ->
            throw contradiction("it has signed another log of " + signedSize + " events");
      }
    }
    throw new IOException("the witness does not say twice what it signed last");
  }

  private void keep(SignedCheckpoint checkpoint, String lines)
      throws IOException, BadCheckpointException {
    Cosignature cosignature =
        Cosignature.ofLines(lines, checkpoint.checkpoint(), channel.key(), Ed25519.verifier())
            .orElseThrow(() -> new IOException("the witness answered without its signature"));
    notes.add(checkpoint, cosignature);
    signedSize = checkpoint.size();
    contradicted = false;
    lock.lock();
    try {
      behindSinceNanos = wanted == null ? null : System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  /// The witness may be wrong, so nothing stops; but whoever runs this server has to know at once.
  private IOException contradiction(String what) {
    if (!contradicted) {
      contradicted = true;
      LOG.error(
          "THE WITNESS {} CONTRADICTS THIS LOG: {}. If an old copy of the data was put back, stop"
              + " this server and put the newest one back: members will notice too.",
          address,
          what);
    }
    return new IOException(what);
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    channel.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
