package dev.chit.client.people;

import dev.chit.client.ChitException;
import dev.chit.client.NotTrustedException;
import dev.chit.client.connection.Caller;
import dev.chit.client.proof.LogView;
import dev.chit.client.proof.ProvenEvent;
import dev.chit.core.AccountId;
import dev.chit.core.event.Event;
import dev.chit.wire.v1.AccountRecord;
import dev.chit.wire.v1.Receipt;

/// Verifies what the server says about a name: the `opened` event is in the log and binds this name
/// to the identity whose hash is the account, and so are the events that say which devices it has.
final class Binding {
  private Binding() {}

  /// Somebody as the log has them.
  ///
  /// @param openedAtMillis when the name was bound, by the event
  /// @param treeSize of the log for which the server says so
  record Bound(Person person, long openedAtMillis, long treeSize) {}

  /// @throws NotTrustedException if anything is missing or wrong
  static Bound verify(AccountRecord record, LogView log, Caller server)
      throws ChitException, InterruptedException {
    ProvenEvent proven = log.verify(record.getOpened(), server);
    Event.Opened opened = opened(proven);
    var devices = new DeviceHistory(log.ledger(), opened, proven.index());
    for (Receipt receipt : record.getDeviceEventsList()) {
      devices.next(log.verify(receipt, proven.checkpoint()));
    }
    Person person = devices.person(opened.name());
    if (!person.account().equals(account(record))
        || !person.name().value().equals(record.getName())) {
      throw wrong("The server's answer names another account than its log.");
    }
    devices.requireSame(record.getDevicesList());
    return new Bound(person, opened.timeMillis(), proven.checkpoint().size());
  }

  /// As far as the opening alone says.
  static Person verify(Receipt receipt, LogView log, Caller server)
      throws ChitException, InterruptedException {
    ProvenEvent proven = log.verify(receipt, server);
    Event.Opened opened = opened(proven);
    return new DeviceHistory(log.ledger(), opened, proven.index()).person(opened.name());
  }

  private static Event.Opened opened(ProvenEvent proven) throws NotTrustedException {
    if (proven.event() instanceof Event.Opened opened) {
      return opened;
    }
    throw wrong("The server proved another event than an account's opening.");
  }

  private static AccountId account(AccountRecord record) throws NotTrustedException {
    try {
      return AccountId.of(record.getAccount().toByteArray());
    } catch (IllegalArgumentException e) {
      throw new NotTrustedException("bad-proof", "The server's answer names no account.", e);
    }
  }

  private static NotTrustedException wrong(String message) {
    return new NotTrustedException("bad-proof", message, null);
  }
}
