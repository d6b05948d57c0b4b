package dev.chit.server.directory;

import com.google.protobuf.UnsafeByteOperations;
import dev.chit.core.event.StatementBytes;
import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.Device;
import dev.chit.core.ledger.Entry;
import dev.chit.server.calls.LedgerMessages;
import dev.chit.server.ledger.LedgerService;
import dev.chit.server.ledger.Receipt;
import dev.chit.server.store.StoreException;
import dev.chit.wire.v1.AccountRecord;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/// The devices of accounts, as the log has them. Reads the disk.
final class Devices {
  private final LedgerService ledger;

  Devices(LedgerService ledger) {
    this.ledger = ledger;
  }

  /// One that the account has or had.
  Optional<Device> device(Account account, int number) throws StoreException {
    return ledger.devices(account).stream().filter(it -> it.number() == number).findAny();
  }

  /// One that it has.
  Optional<Device> present(Account account, int number) throws StoreException {
    return device(account, number).filter(it -> !it.isRevoked());
  }

  StatementBytes statement(Device device) throws StoreException {
    return Device.statement(ledger.entry(device.addedIndex()).event());
  }

  /// Puts the devices that there are into a record, and the proof of all that was done to them; of
  /// an account that has ended, none, and the proof of that.
  ///
  /// @param all read before `opened`
  void tell(Account account, Collection<Device> all, Receipt opened, AccountRecord.Builder into)
      throws StoreException {
    var events = new TreeSet<Long>();
    for (Device device : all) {
      if (!device.isRevoked() && !account.isClosed()) {
        into.addDevices(UnsafeByteOperations.unsafeWrap(statement(device).bytes()));
      }
      if (device.isRevoked()) {
        events.add(device.revokedIndex());
      }
      events.add(device.addedIndex());
    }
    Account.Closed closed = account.closed();
    if (closed != null) {
      events.add(closed.index());
    }
    events.remove(opened.entry().index());
    for (long index : events) {
      Entry entry = ledger.entry(index);
      if (index < opened.checkpoint().size()) {
        into.addDeviceEvents(
            LedgerMessages.receipt(ledger.receipt(entry, opened.checkpoint())).toBuilder()
                .clearCheckpoint());
      }
    }
  }
}
