package dev.chit.server.mailbox;

import dev.chit.server.mailbox.store.Envelope;
import dev.chit.server.mailbox.store.MailStore;
import dev.chit.wire.Refusal;
import org.jspecify.annotations.Nullable;

/// One envelope in a mailbox. Its fields belong to the mailbox and are guarded by the mailbox's
/// lock.
public final class Letter implements MailStore.Receipt {
  enum Disk {
    /// In memory alone.
    NO,
    /// Handed to the store.
    SOON,
    /// On disk.
    YES
  }

  private final Envelope envelope;
  private final @Nullable Sender sender;
  private final long request;
  final long acceptedNanos;

  @Nullable Mailbox mailbox;
  long sequence;
  long number;
  Disk disk = Disk.NO;

  /// Whether the mailbox holds it in memory, for the connection.
  boolean held;

  private volatile boolean acknowledged;

  /// @param request the sender's number for it
  public Letter(Envelope envelope, Sender sender, long request, long acceptedNanos) {
    this.envelope = envelope;
    this.sender = sender;
    this.request = request;
    this.acceptedNanos = acceptedNanos;
  }

  private Letter(Mailbox mailbox, MailStore.Stored stored) {
    this.envelope = stored.envelope();
    this.sender = null;
    this.request = 0;
    this.acceptedNanos = 0;
    this.mailbox = mailbox;
    this.sequence = stored.sequence();
    this.disk = Disk.YES;
    this.held = true;
  }

  /// One that was read back; its sender has been told long ago.
  static Letter fromDisk(Mailbox mailbox, MailStore.Stored stored) {
    return new Letter(mailbox, stored);
  }

  public Envelope envelope() {
    return envelope;
  }

  /// Its delivery number on the connection that took it.
  public long number() {
    return number;
  }

  void acknowledged() {
    acknowledged = true;
  }

  void tellDelivered() {
    if (sender != null) {
      sender.delivered(request);
    }
  }

  void tellStored() {
    if (sender != null) {
      sender.stored(request);
    }
  }

  void tellRefused(Refusal refusal) {
    if (sender != null) {
      sender.refused(request, refusal);
    }
  }

  @Override
  public boolean isObsolete() {
    return acknowledged;
  }

  @Override
  public void stored() {
    if (mailbox != null) {
      mailbox.stored(this);
    }
  }

  @Override
  public void failed() {
    if (mailbox != null) {
      mailbox.notStored(this);
    }
  }
}
