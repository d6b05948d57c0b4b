package dev.chit.server.mailbox.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Envelopes on disk, in mailboxes, each in the order of its sequence numbers.
///
/// What is asked for takes effect in the order asked: a [#read] sees every [#put] before it.
/// Nothing here blocks; answers come on the store's own threads, once what they say is on disk.
public interface MailStore {
  /// A mailbox as it was found.
  ///
  /// @param mailbox its number in the store
  /// @param count envelopes waiting
  /// @param bytes of those, [Envelope#sizeBytes]
  /// @param lastSequence highest sequence number waiting, or 0
  record Opened(long mailbox, int count, long bytes, long lastSequence) {}

  /// An envelope read back.
  record Stored(long sequence, Envelope envelope) {}

  /// Some of a mailbox, in order.
  ///
  /// @param more whether the page stopped at its bound rather than at the end
  record Page(List<Stored> envelopes, boolean more) {}

  /// Hears how a [#put] ended.
  interface Receipt {
    /// On disk, for good.
    void stored();

    /// Not on disk, and never will be by that call.
    void failed();

    /// No longer wanted: a store may then leave it out, and say that it is stored.
    boolean isObsolete();
  }

  /// Finds the device's mailbox, or makes it.
  CompletableFuture<Opened> open(DeviceAddress device);

  /// Envelopes waiting in all mailboxes, as far as they are on disk.
  long waiting();

  /// Whether so much waits to be written, or so little room is left, that nothing new should be
  /// accepted.
  boolean isBusy();

  /// @param sequence higher than any other of the mailbox, from 1 on, less than 2³⁶
  void put(long mailbox, long sequence, Envelope envelope, Receipt receipt);

  /// Deletes every envelope of the mailbox up to and including `sequence`.
  void deleteThrough(long mailbox, long sequence);

  /// The first envelopes with sequence numbers `from` to `through`, both included.
  CompletableFuture<Page> read(long mailbox, long from, long through, int countMax, int bytesMax);
}
