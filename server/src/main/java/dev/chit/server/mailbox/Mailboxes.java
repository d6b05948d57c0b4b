package dev.chit.server.mailbox;

import dev.chit.server.cluster.Bus;
import dev.chit.server.cluster.LocalBus;
import dev.chit.server.mailbox.store.DeviceAddress;
import dev.chit.server.mailbox.store.MailStore;
import dev.chit.wire.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All mailboxes of this node.
///
/// A letter goes straight to its recipient's connection if there is one. Its sender hears
/// `delivered` when the recipient's client has it on its disk, or `stored` when the server has,
/// whichever is first; never before one of them is true.
public final class Mailboxes {
  private static final Logger log = LoggerFactory.getLogger(Mailboxes.class);

  final MailStore store;
  final MailLimits limits;
  final MailCounts counts = new MailCounts();
  final Bus<DeviceAddress, Mailbox> bus = new LocalBus<>();
  private final Recipients recipients;

  /// Those with a connection, with something waiting, or being opened.
  private final ConcurrentHashMap<DeviceAddress, Mailbox> boxes = new ConcurrentHashMap<>();

  public Mailboxes(MailStore store, Recipients recipients, MailLimits limits) {
    this.store = store;
    this.recipients = recipients;
    this.limits = limits;
  }

  public MailCounts counts() {
    return counts;
  }

  /// Takes a letter, or refuses it; the letter's sender hears which.
  public void deliver(DeviceAddress recipient, Letter letter) {
    Optional<Mailbox> holder = bus.holder(recipient);
    if (holder.isPresent() && holder.get().accept(letter)) {
      return;
    }
    while (!box(recipient).accept(letter)) {
      Thread.onSpinWait();
    }
  }

  /// Connects a device to its mailbox. An older connection of the device is replaced.
  public Attachment attach(DeviceAddress device, Link link) {
    while (true) {
      Mailbox box = box(device);
      if (box.attach(link)) {
        return new Attachment(box, link);
      }
      Thread.onSpinWait();
    }
  }

  /// Deletes what waits for a device that is to get nothing any more. From before this call on its
  /// [Recipients] have to refuse it.
  public void drop(DeviceAddress device) {
    Mailbox box = boxes.get(device);
    if (box != null) {
      box.drop();
    }
    var _ =
        store
            .open(device)
            .thenAccept(found -> store.deleteThrough(found.mailbox(), found.lastSequence()));
  }

  /// How many envelopes wait for a device on disk.
  public CompletableFuture<Integer> waiting(DeviceAddress device) {
    return store.open(device).thenApply(MailStore.Opened::count);
  }

  private Mailbox box(DeviceAddress device) {
    Mailbox box = boxes.get(device);
    if (box != null) {
      return box;
    }
    var made = new Mailbox(this, device);
    Mailbox other = boxes.putIfAbsent(device, made);
    if (other != null) {
      return other;
    }
    open(made);
    return made;
  }

  private void open(Mailbox box) {
    var _ =
        recipients
            .refusal(box.address())
            .whenComplete(
                (refusal, failure) -> {
                  if (failure != null) {
                    notOpened(box, failure);
                  } else if (refusal.isPresent()) {
                    box.notOpened(refusal.get());
                  } else {
                    openStore(box);
                  }
                });
  }

  private void openStore(Mailbox box) {
    var _ =
        store
            .open(box.address())
            .whenComplete(
                (found, failure) -> {
                  if (failure != null) {
                    notOpened(box, failure);
                  } else {
                    box.opened(found);
                  }
                });
  }

  private static void notOpened(Mailbox box, Throwable failure) {
    log.warn("a mailbox could not be opened", failure);
    box.notOpened(Refusals.BUSY);
  }

  void forget(Mailbox box) {
    boxes.remove(box.address(), box);
  }

  /// A connection's hold on its mailbox.
  public static final class Attachment {
    private final Mailbox box;
    private final Link link;

    private Attachment(Mailbox box, Link link) {
      this.box = box;
      this.link = link;
    }

    /// Adds the next letters to `to`: at most `countMax`, and no more once `bytesMax` is reached.
    /// They are numbered from 1 on and are on their way from now on.
    public void take(List<Letter> to, int countMax, int bytesMax) {
      box.take(link, to, countMax, bytesMax);
    }

    /// The recipient's client has everything up to and including this number on its disk.
    ///
    /// @return false if the number was never given out
    public boolean acknowledge(long through) {
      return box.acknowledge(link, through);
    }

    /// The connection is gone. What it has not acknowledged goes to disk.
    public void detach() {
      box.detach(link);
    }
  }

  /// Why a device cannot be sent to.
  public static Refusal unknownDevice() {
    return new Refusal("unknown-device", "The recipient has no such device.");
  }
}
