package dev.chit.server.mailbox;

import dev.chit.server.mailbox.Letter.Disk;
import dev.chit.server.mailbox.store.DeviceAddress;
import dev.chit.server.mailbox.store.MailStore;
import dev.chit.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One device's mailbox. Every accepted letter gets the next sequence number, which is its place on
/// disk as well, so that it can be put on disk at any time and the order is kept.
///
/// While a connection is attached, what it has not acknowledged is in [Stretches], some of it in
/// memory alone. Without a connection everything is on disk.
///
/// Guarded by its own lock; senders and the connection are told outside of it.
final class Mailbox {
  private static final int PAGE_BYTES = 1 << 20;

  private enum Phase {
    OPENING,
    OPEN,
    RETIRED
  }

  private final Mailboxes room;
  private final DeviceAddress address;
  private final Early early;
  private final Contents contents;
  private final Stretches stretches;
  private final Sweep sweep;

  private Phase phase = Phase.OPENING;
  private long mailbox;
  private long lastSequence;
  private @Nullable Link link;

  Mailbox(Mailboxes room, DeviceAddress address) {
    this.room = room;
    this.address = address;
    this.early = new Early(room.limits);
    this.contents = new Contents(room.limits);
    this.stretches = new Stretches(this, room.limits, this::store);
    this.sweep = new Sweep(room.limits);
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
          refusal = early.add(letter) ? null : Refusals.BUSY;
          wake = null;
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
    if (!contents.hasRoomFor(letter)) {
      return Refusals.MAILBOX_FULL;
    }
    boolean toMemory = link != null && stretches.hasRoom();
    if (!toMemory && room.store.isBusy()) {
      return Refusals.BUSY;
    }
    letter.mailbox = this;
    letter.sequence = ++lastSequence;
    contents.added(letter);
    room.counts.accepted.increment();
    if (toMemory) {
      if (stretches.isIdle()) {
        sweep.progressed(letter.acceptedNanos);
      }
      stretches.add(letter);
      sweepLater();
    } else {
      if (link != null) {
        stretches.spill(lastSequence);
      }
      store(letter);
    }
    return null;
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
      if (phase == Phase.RETIRED) {
        return;
      }
      phase = Phase.OPEN;
      mailbox = found.mailbox();
      lastSequence = found.lastSequence();
      contents.found(found);
      if (link != null) {
        begin();
      }
      for (Letter letter : early.take()) {
        Refusal refusal = admit(letter);
        if (refusal != null) {
          why = refusal;
          refused.add(letter);
        }
      }
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
      refused = early.take();
      closed = link;
      retire();
    }
    if (closed != null) {
      closed.stuck();
    }
    refused.forEach(letter -> refuse(letter, refusal));
  }

  /// The device is gone for ever: nothing more is taken or told. What was in memory alone goes to
  /// disk, where it is deleted next.
  void drop() {
    List<Letter> refused;
    synchronized (this) {
      refused = early.take();
      if (link != null) {
        stretches.release();
        room.bus.detach(address, this);
      }
      retire();
    }
    refused.forEach(letter -> refuse(letter, Mailboxes.unknownDevice()));
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
      contents.gone(letter);
      retireIfIdle();
    }
    refuse(letter, Refusals.BUSY);
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
        stretches.release();
      }
      link = newLink;
      stretches.attached();
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
    stretches.begin(!contents.isEmpty());
    sweep.begin();
    if (!contents.isEmpty()) {
      sweepLater();
    }
  }

  void detach(Link oldLink) {
    synchronized (this) {
      if (!oldLink.equals(link)) {
        return;
      }
      stretches.release();
      link = null;
      room.bus.detach(address, this);
      retireIfIdle();
    }
  }

  /// Moves letters to the connection: at most `countMax`, and while they are below `bytesMax`.
  void take(Link by, List<Letter> to, int countMax, int bytesMax) {
    synchronized (this) {
      if (!by.equals(link) || phase != Phase.OPEN) {
        return;
      }
      if (stretches.take(to, countMax, bytesMax)) {
        sweep.progressed(System.nanoTime());
      }
      Stretches.Range range = stretches.toRead(lastSequence);
      if (range != null) {
        read(by, range);
      }
    }
  }

  private void read(Link by, Stretches.Range range) {
    var _ =
        room.store
            .read(mailbox, range.from(), range.through(), Stretches.PAGE_ENVELOPES, PAGE_BYTES)
            .whenComplete(
                (page, failure) -> {
                  if (page == null) {
                    by.stuck();
                  } else {
                    found(by, page, range);
                  }
                });
  }

  private void found(Link by, MailStore.Page page, Stretches.Range range) {
    synchronized (this) {
      if (!by.equals(link)) {
        return;
      }
      stretches.found(page, range);
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
      if (!stretches.wasSent(through)) {
        return false;
      }
      long storedThrough = 0;
      for (Letter letter = stretches.acknowledged(through);
          letter != null;
          letter = stretches.acknowledged(through)) {
        contents.gone(letter);
        letter.acknowledged();
        if (letter.disk != Disk.NO) {
          storedThrough = letter.sequence;
        }
        if (letter.disk != Disk.YES) {
          delivered.add(letter);
        }
      }
      sweep.progressed(System.nanoTime());
      if (storedThrough > 0) {
        room.store.deleteThrough(mailbox, storedThrough);
      }
      wake = stretches.hasMore();
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
    if (link != null) {
      Link by = link;
      sweep.later(by, () -> sweep(by));
    }
  }

  private void sweep(Link by) {
    boolean stuck;
    synchronized (this) {
      if (!by.equals(link)) {
        return;
      }
      sweep.looks();
      long now = System.nanoTime();
      stretches.storeOld(now);
      boolean idle = stretches.isIdle();
      stuck = !idle && sweep.isStuck(now);
      if (!idle) {
        sweepLater();
      }
    }
    if (stuck) {
      by.stuck();
    }
  }

  // ── retirement ──

  private void retireIfIdle() {
    if (phase == Phase.OPEN && link == null && contents.isEmpty()) {
      retire();
    }
  }

  private void retire() {
    phase = Phase.RETIRED;
    link = null;
    room.forget(this);
  }
}
