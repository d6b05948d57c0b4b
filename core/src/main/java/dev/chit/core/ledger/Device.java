package dev.chit.core.ledger;

import dev.chit.core.AccountId;
import dev.chit.core.event.Event;
import dev.chit.core.event.StatementBytes;

/// A device of an account after some event.
///
/// @param openedIndex which account, by the index of its opening
/// @param number within the account, 1 or more; never used twice
/// @param addedIndex log index of the event with its statement: for the first device the opening
/// @param revokedIndex log index of its revocation, or [Entry#NO_INDEX]
public record Device(
    AccountId account, long openedIndex, int number, long addedIndex, long revokedIndex) {
  /// How many an account may have at a time.
  public static final int DEVICES_MAX = 8;

  /// How many it may have in all its time, so that what has to be known of it stays small.
  public static final int DEVICES_EVER_MAX = 64;

  public boolean isRevoked() {
    return revokedIndex != Entry.NO_INDEX;
  }

  /// The statement in the event that added a device.
  ///
  /// @throws IllegalArgumentException if the event adds none
  public static StatementBytes statement(Event event) {
    if (event instanceof Event.Opened opened) {
      return opened.statement();
    }
    if (event instanceof Event.DeviceAdded added) {
      return added.statement();
    }
    throw new IllegalArgumentException("an event that adds no device");
  }

  Device revokedBy(long index) {
    return new Device(account, openedIndex, number, addedIndex, index);
  }
}
