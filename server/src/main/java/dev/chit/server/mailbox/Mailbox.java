package dev.chit.server.mailbox;

import dev.chit.server.mailbox.Letter.Disk;
import dev.chit.server.mailbox.store.DeviceAddress;
import dev.chit.server.mailbox.store.MailStore;
import dev.chit.wire.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One device's mailbox. Every accepted letter gets the next sequence number, which is its place on
/// disk as well, so that it can be put on disk at any time and the order is kept.
///
/// While a connection is attached, what it has not acknowledged lies in four stretches, in order:
///
/// | stretch | where |
/// |---|---|
/// | `inFlight` | memory (and perhaps disk): sent, not acknowledged |
/// | `backlog` | memory and disk: read back, to be sent next |
/// | from `cursor` on, while `behind` | disk only |
/// | `fresh` | memory (and perhaps disk): the newest, to be sent once nothing is behind |
///
/// When `fresh` is full its letters go to disk and out of memory, and so does all that follows
/// (`spilled`) until the disk stretch is next read. Without a connection everything is on disk.
///
/// Guarded by its own lock; senders and the connection are told outside of it.
final class Mailbox {
  private static final int PAGE_ENVELOPES = 256;
  private static final int PAGE_BYTES = 1 << 20;
  private static final int EARLY_MAX = 16_384;

  private enum Phase {
    OPENING,
    OPEN,
    RETIRED
  }

  private final Mailboxes room;
  private final DeviceAddress address;

  private Phase phase = Phase.OPENING;
  private final List<Letter> arrivedEarly = new ArrayList<>();
  private long earlyBytes;
  private long mailbox;
  private long lastSequence;
  private int waiting;
  private long waitingBytes;

  private @Nullable Link link;
  private final ArrayDeque<Letter> inFlight = new ArrayDeque<>();
  private final ArrayDeque<Letter> backlog = new ArrayDeque<>();
  private final ArrayDeque<Letter> fresh = new ArrayDeque<>();
  private long inFlightBytes;
  private long freshBytes;
  private long lastNumber;
  private boolean behind;
  private boolean spilled;
  private long cursor;
  private boolean reading;
  private boolean sweeping;
  private long progressNanos;

  Mailbox(Mailboxes room, DeviceAddress address) {
    this.room = room;
    this.address = address;
  }

  DeviceAddress address() {
    return address;
  }

  // ── from senders ──

  /// False if this mailbox has been retired, and another must be asked for.
  boolean accept(Letter letter) {
    Refusal refusal;
    Link wake;
    synchronized (this) {
      switch (phase) {
        case RETIRED -> {
          return false;
        }
        case OPENING -> {
          refusal = hasRoomEarly() ? null : Refusals.BUSY;
          wake = null;
          if (refusal == null) {
            arrivedEarly.add(letter);
            earlyBytes += letter.envelope().sizeBytes();
          }
        }
        case OPEN -> {
          refusal = admit(letter);
          wake = link;
        }
        default -> throw new AssertionError(phase);
      }
    }
    if (refusal != null) {
      refuse(letter, refusal);
    } else if (wake != null) {
      wake.wake();
    }
    return true;
  }

  private @Nullable Refusal admit(Letter letter) {
    int size = letter.envelope().sizeBytes();
    MailLimits limits = room.limits;
    if (waiting >= limits.waitingEnvelopes() || waitingBytes + size > limits.waitingBytes()) {
      return Refusals.MAILBOX_FULL;
    }
    boolean toMemory = link != null && !spilled && hasRoom(fresh.size(), freshBytes);
    if (!toMemory && room.store.isBusy()) {
      return Refusals.BUSY;
    }
    letter.mailbox = this;
    letter.sequence = ++lastSequence;
    waiting++;
    waitingBytes += size;
    room.counts.accepted.increment();
    if (toMemory) {
      if (isIdle()) {
        progressNanos = letter.acceptedNanos;
      }
      letter.held = true;
      fresh.add(letter);
      freshBytes += size;
      sweepLater();
    } else {
      spill();
      store(letter);
    }
    return null;
  }

  /// Before the mailbox is opened, which may take a moment.
  private boolean hasRoomEarly() {
    return arrivedEarly.size() < EARLY_MAX && earlyBytes < room.limits.inFlightBytes();
  }

  private boolean hasRoom(int count, long bytes) {
    return count < room.limits.inFlightEnvelopes() && bytes < room.limits.inFlightBytes();
  }

  private void spill() {
    if (link == null || spilled) {
      return;
    }
    if (!behind) {
      Letter first = fresh.peekFirst();
      cursor = first == null ? lastSequence : first.sequence;
    }
    letGo(fresh);
    freshBytes = 0;
    behind = true;
    spilled = true;
  }

  /// Out of memory, and to disk unless they are there.
  private void letGo(ArrayDeque<Letter> letters) {
    for (Letter letter : letters) {
      letter.held = false;
      if (letter.disk == Disk.NO) {
        store(letter);
      }
    }
    letters.clear();
  }

  private void store(Letter letter) {
    letter.disk = Disk.SOON;
    room.store.put(mailbox, letter.sequence, letter.envelope(), letter);
  }

  private void refuse(Letter letter, Refusal refusal) {
    room.counts.refused.increment();
    letter.tellRefused(refusal);
  }

  // ── from the store ──

  void opened(MailStore.Opened found) {
    var refused = new ArrayList<Letter>();
    Refusal why = null;
    Link wake;
    synchronized (this) {
      phase = Phase.OPEN;
      mailbox = found.mailbox();
      lastSequence = found.lastSequence();
      waiting = found.count();
      waitingBytes = found.bytes();
      if (link != null) {
        begin();
      }
      for (Letter letter : arrivedEarly) {
        Refusal refusal = admit(letter);
        if (refusal != null) {
          why = refusal;
          refused.add(letter);
        }
      }
      arrivedEarly.clear();
      wake = link;
      retireIfIdle();
    }
    if (wake != null) {
      wake.wake();
    }
    for (Letter letter : refused) {
      refuse(letter, why == null ? Refusals.BUSY : why);
    }
  }

  void notOpened(Refusal refusal) {
    List<Letter> refused;
    Link closed;
    synchronized (this) {
      refused = List.copyOf(arrivedEarly);
      arrivedEarly.clear();
      closed = link;
      retire();
    }
    if (closed != null) {
      closed.stuck();
    }
    refused.forEach(letter -> refuse(letter, refusal));
  }

  void stored(Letter letter) {
    synchronized (this) {
      if (letter.isObsolete()) {
        return;
      }
      letter.disk = Disk.YES;
    }
    room.counts.stored.increment();
    letter.tellStored();
  }

  void notStored(Letter letter) {
    synchronized (this) {
      if (letter.isObsolete()) {
        return;
      }
      letter.disk = Disk.NO;
      if (letter.held) {
        // It is still on its way to the recipient; the next sweep tries again.
        return;
      }
      gone(letter);
      retireIfIdle();
    }
    refuse(letter, Refusals.BUSY);
  }

  private void gone(Letter letter) {
    waiting--;
    waitingBytes -= letter.envelope().sizeBytes();
  }

  // ── from the recipient's connection ──

  /// False if this mailbox has been retired, and another must be asked for.
  boolean attach(Link newLink) {
    Link old;
    boolean open;
    synchronized (this) {
      if (phase == Phase.RETIRED) {
        return false;
      }
      old = link;
      open = phase == Phase.OPEN;
      if (old != null) {
        release();
      }
      link = newLink;
      lastNumber = 0;
      room.bus.attach(address, this);
      if (open) {
        begin();
      }
    }
    if (old != null) {
      old.replaced();
    }
    if (open) {
      newLink.wake();
    }
    return true;
  }

  private void begin() {
    behind = waiting > 0;
    spilled = behind;
    cursor = 0;
    reading = false;
    sweeping = false;
    progressNanos = System.nanoTime();
    if (behind) {
      sweepLater();
    }
  }

  void detach(Link oldLink) {
    synchronized (this) {
      if (!oldLink.equals(link)) {
        return;
      }
      release();
      link = null;
      room.bus.detach(address, this);
      retireIfIdle();
    }
  }

  private void release() {
    letGo(inFlight);
    letGo(backlog);
    letGo(fresh);
    inFlightBytes = 0;
    freshBytes = 0;
  }

  /// Moves letters to the connection: at most `countMax`, and while they are below `bytesMax`.
  void take(Link by, List<Letter> to, int countMax, int bytesMax) {
    synchronized (this) {
      if (!by.equals(link) || phase != Phase.OPEN) {
        return;
      }
      int bytes = 0;
      int count = 0;
      while (count < countMax && bytes < bytesMax && hasRoom(inFlight.size(), inFlightBytes)) {
        Letter letter = backlog.pollFirst();
        if (letter == null && !behind) {
          letter = fresh.pollFirst();
          if (letter != null) {
            freshBytes -= letter.envelope().sizeBytes();
          }
        }
        if (letter == null) {
          break;
        }
        if (inFlight.isEmpty()) {
          progressNanos = System.nanoTime();
        }
        letter.number = ++lastNumber;
        inFlight.add(letter);
        int size = letter.envelope().sizeBytes();
        inFlightBytes += size;
        bytes += size;
        count++;
        to.add(letter);
      }
      if (behind && !reading && backlog.size() < PAGE_ENVELOPES / 2) {
        read(by);
      }
    }
  }

  private void read(Link by) {
    reading = true;
    // From here on what arrives is kept in memory, to follow what this reading finds.
    spilled = false;
    Letter first = fresh.peekFirst();
    long through = first == null ? lastSequence : first.sequence - 1;
    var _ =
        room.store
            .read(mailbox, cursor, through, PAGE_ENVELOPES, PAGE_BYTES)
            .whenComplete(
                (page, failure) -> {
                  if (page == null) {
                    by.stuck();
                  } else {
                    found(by, page, through);
                  }
                });
  }

  private void found(Link by, MailStore.Page page, long through) {
    synchronized (this) {
      if (!by.equals(link)) {
        return;
      }
      reading = false;
      for (MailStore.Stored stored : page.envelopes()) {
        backlog.add(Letter.fromDisk(this, stored));
        cursor = stored.sequence() + 1;
      }
      if (!page.more()) {
        cursor = through + 1;
        behind = spilled;
      }
    }
    by.wake();
  }

  /// Everything up to and including the delivery number is on the recipient's disk. False if the
  /// number was never sent.
  boolean acknowledge(Link by, long through) {
    var delivered = new ArrayList<Letter>();
    boolean wake;
    synchronized (this) {
      if (!by.equals(link)) {
        return true;
      }
      if (through > lastNumber) {
        return false;
      }
      long storedThrough = 0;
      while (true) {
        Letter letter = inFlight.peekFirst();
        if (letter == null || letter.number > through) {
          break;
        }
        inFlight.removeFirst();
        inFlightBytes -= letter.envelope().sizeBytes();
        gone(letter);
        letter.acknowledged();
        if (letter.disk != Disk.NO) {
          storedThrough = letter.sequence;
        }
        if (letter.disk != Disk.YES) {
          delivered.add(letter);
        }
      }
      progressNanos = System.nanoTime();
      if (storedThrough > 0) {
        room.store.deleteThrough(mailbox, storedThrough);
      }
      wake = behind || !backlog.isEmpty() || !fresh.isEmpty();
    }
    if (wake) {
      by.wake();
    }
    room.counts.deliveredStraight.add(delivered.size());
    delivered.forEach(Letter::tellDelivered);
    return true;
  }

  // ── from time ──

  private void sweepLater() {
    if (link != null && !sweeping) {
      sweeping = true;
      Link by = link;
      by.later(() -> sweep(by), room.limits.storeAfterMillis());
    }
  }

  private void sweep(Link by) {
    boolean stuck;
    synchronized (this) {
      if (!by.equals(link)) {
        return;
      }
      sweeping = false;
      long now = System.nanoTime();
      storeOld(inFlight, now);
      storeOld(fresh, now);
      boolean idle = isIdle();
      stuck =
          !idle && now - progressNanos > TimeUnit.MILLISECONDS.toNanos(room.limits.stuckMillis());
      if (!idle) {
        sweepLater();
      }
    }
    if (stuck) {
      by.stuck();
    }
  }

  /// Nothing waits for the connection.
  private boolean isIdle() {
    return inFlight.isEmpty() && backlog.isEmpty() && fresh.isEmpty() && !behind;
  }

  private void storeOld(ArrayDeque<Letter> letters, long now) {
    long age = TimeUnit.MILLISECONDS.toNanos(room.limits.storeAfterMillis());
    for (Letter letter : letters) {
      if (letter.disk == Disk.NO) {
        if (now - letter.acceptedNanos < age) {
          return;
        }
        store(letter);
      }
    }
  }

  // ── retirement ──

  private void retireIfIdle() {
    if (phase == Phase.OPEN && link == null && waiting == 0) {
      retire();
    }
  }

  private void retire() {
    phase = Phase.RETIRED;
    link = null;
    room.forget(this);
  }
}
