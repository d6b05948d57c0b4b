package dev.chit.server.mailbox;

import dev.chit.server.mailbox.Letter.Disk;
import dev.chit.server.mailbox.store.MailStore;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a connection has not acknowledged, in four stretches, in order:
///
/// | stretch | where |
/// |---|---|
/// | `inFlight` | memory (and perhaps disk): sent, not acknowledged |
/// | `backlog` | memory and disk: read back, to be sent next |
/// | from `cursor` on, while `behind` | disk only |
/// | `fresh` | memory (and perhaps disk): the newest, to be sent once nothing is behind |
///
/// When `fresh` is full its letters go to disk and out of memory, and so does all that follows
/// (`spilled`) until the disk stretch is next read.
///
/// Guarded by the mailbox's lock.
final class Stretches {
  static final int PAGE_ENVELOPES = 256;

  private final Mailbox box;
  private final MailLimits limits;
  private final Consumer<Letter> disk;

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

  /// Sequence numbers to read back from disk, both included.
  record Range(long from, long through) {}

  /// @param disk puts a letter there
  Stretches(Mailbox box, MailLimits limits, Consumer<Letter> disk) {
    this.box = box;
    this.limits = limits;
    this.disk = disk;
  }

  /// For a new connection, with all that waits on disk.
  void begin(boolean something) {
    behind = something;
    spilled = something;
    cursor = 0;
    reading = false;
  }

  /// Numbers count from 1 in each connection.
  void attached() {
    lastNumber = 0;
  }

  /// Nothing waits for the connection.
  boolean isIdle() {
    return inFlight.isEmpty() && backlog.isEmpty() && fresh.isEmpty() && !behind;
  }

  /// Something could be sent, or will be once it is read.
  boolean hasMore() {
    return behind || !backlog.isEmpty() || !fresh.isEmpty();
  }

  // ── in ──

  boolean hasRoom() {
    return !spilled && hasRoom(fresh.size(), freshBytes);
  }

  private boolean hasRoom(int count, long bytes) {
    return count < limits.inFlightEnvelopes() && bytes < limits.inFlightBytes();
  }

  void add(Letter letter) {
    letter.held = true;
    fresh.add(letter);
    freshBytes += letter.envelope().sizeBytes();
  }

  /// From now on everything goes to disk only.
  ///
  /// @param next sequence number of what comes next
  void spill(long next) {
    if (spilled) {
      return;
    }
    if (!behind) {
      Letter first = fresh.peekFirst();
      cursor = first == null ? next : first.sequence;
    }
    letGo(fresh);
    freshBytes = 0;
    behind = true;
    spilled = true;
  }

  /// Everything out of memory.
  void release() {
    letGo(inFlight);
    letGo(backlog);
    letGo(fresh);
    inFlightBytes = 0;
    freshBytes = 0;
  }

  /// Out of memory, and to disk unless they are there.
  private void letGo(ArrayDeque<Letter> letters) {
    for (Letter letter : letters) {
      letter.held = false;
      if (letter.disk == Disk.NO) {
        disk.accept(letter);
      }
    }
    letters.clear();
  }

  /// To disk what has been in memory alone for long enough.
  void storeOld(long nowNanos) {
    storeOld(inFlight, nowNanos);
    storeOld(fresh, nowNanos);
  }

  private void storeOld(ArrayDeque<Letter> letters, long now) {
    long age = TimeUnit.MILLISECONDS.toNanos(limits.storeAfterMillis());
    for (Letter letter : letters) {
      if (letter.disk == Disk.NO) {
        if (now - letter.acceptedNanos < age) {
          return;
        }
        disk.accept(letter);
      }
    }
  }

  // ── out ──

  /// Moves letters on their way: at most `countMax`, and while they are below `bytesMax`.
  ///
  /// @return whether these are the first on their way
  boolean take(List<Letter> to, int countMax, int bytesMax) {
    boolean first = inFlight.isEmpty();
    int bytes = 0;
    int count = 0;
    while (count < countMax && bytes < bytesMax && hasRoom(inFlight.size(), inFlightBytes)) {
      Letter letter = next();
      if (letter == null) {
        break;
      }
      letter.number = ++lastNumber;
      inFlight.add(letter);
      int size = letter.envelope().sizeBytes();
      inFlightBytes += size;
      bytes += size;
      count++;
      to.add(letter);
    }
    return first && count > 0;
  }

  private @Nullable Letter next() {
    Letter letter = backlog.pollFirst();
    if (letter == null && !behind) {
      letter = fresh.pollFirst();
      if (letter != null) {
        freshBytes -= letter.envelope().sizeBytes();
      }
    }
    return letter;
  }

  /// What to read back now, if it is time.
  ///
  /// @param last sequence number of the newest letter
  @Nullable Range toRead(long last) {
    if (!behind || reading || backlog.size() >= PAGE_ENVELOPES / 2) {
      return null;
    }
    reading = true;
    // From here on what arrives is kept in memory, to follow what this reading finds.
    spilled = false;
    Letter first = fresh.peekFirst();
    return new Range(cursor, first == null ? last : first.sequence - 1);
  }

  void found(MailStore.Page page, Range range) {
    reading = false;
    for (MailStore.Stored stored : page.envelopes()) {
      backlog.add(Letter.fromDisk(box, stored));
      cursor = stored.sequence() + 1;
    }
    if (!page.more()) {
      cursor = range.through() + 1;
      behind = spilled;
    }
  }

  boolean wasSent(long number) {
    return number <= lastNumber;
  }

  /// The next letter that a number acknowledges, out of here; null if there is no other.
  @Nullable Letter acknowledged(long through) {
    Letter letter = inFlight.peekFirst();
    if (letter == null || letter.number > through) {
      return null;
    }
    inFlight.removeFirst();
    inFlightBytes -= letter.envelope().sizeBytes();
    return letter;
  }
}
