package dev.chit.core.ledger;

import dev.chit.core.AccountId;
import dev.chit.core.event.DeviceRevocation;
import dev.chit.core.event.Event;
import dev.chit.core.event.StatementBytes;
import java.util.Collection;

/// Which devices an account has: up to eight, each under a number of its own, and one at least.
final class DeviceRule {
  private DeviceRule() {}

  static void needs(Command.AddDevice add, Needs needs) {
    needs.account(AccountId.ofKey(add.statement().identity()));
  }

  static void needs(Command.RevokeDevice revoke, Needs needs) {
    needs.account(revoke.revocation().revocation().account());
  }

  static Outcome add(Command.AddDevice add, Working working) {
    StatementBytes statement = add.statement();
    Account account = working.account(AccountId.ofKey(statement.identity()));
    if (account == null) {
      return refused(Rejection.UNKNOWN_ACCOUNT);
    }
    if (account.isClosed()) {
      return refused(Rejection.ACCOUNT_CLOSED);
    }
    Collection<Device> devices = working.devices(account);
    for (Device device : devices) {
      if (device.number() == statement.device()) {
        return again(statement, working.entry(device.addedIndex()), device);
      }
    }
    if (devices.size() >= Device.DEVICES_EVER_MAX || active(devices) >= Device.DEVICES_MAX) {
      return refused(Rejection.DEVICE_LIMIT);
    }
    working.put(
        new Device(
            account.id(),
            account.openedIndex(),
            statement.device(),
            working.nextIndex(),
            Entry.NO_INDEX));
    return done(
        account, new Event.DeviceAdded(working.salt(), working.nowMillis(), statement), working);
  }

  private static Outcome again(StatementBytes statement, Entry first, Device device) {
    return !device.isRevoked() && Device.statement(first.event()).equals(statement)
        ? new Outcome.Repeated(first)
        : refused(Rejection.DEVICE_TAKEN);
  }

  static Outcome revoke(Command.RevokeDevice revoke, Working working) {
    DeviceRevocation revocation = revoke.revocation().revocation();
    if (!revocation.ledger().equals(working.terms().ledger())) {
      return refused(Rejection.WRONG_LEDGER);
    }
    Account account = working.account(revocation.account());
    if (account == null) {
      return refused(Rejection.UNKNOWN_ACCOUNT);
    }
    if (account.isClosed()) {
      return refused(Rejection.ACCOUNT_CLOSED);
    }
    Collection<Device> devices = working.devices(account);
    for (Device device : devices) {
      if (device.number() == revocation.device()) {
        if (device.isRevoked()) {
          return new Outcome.Repeated(working.entry(device.revokedIndex()));
        }
        return active(devices) == 1
            ? refused(Rejection.LAST_DEVICE)
            : revoked(account, device, revoke.revocation(), working);
      }
    }
    return refused(Rejection.UNKNOWN_DEVICE);
  }

  private static Outcome revoked(
      Account account, Device device, DeviceRevocation.Verified verified, Working working) {
    working.put(device.revokedBy(working.nextIndex()));
    return done(
        account,
        new Event.DeviceRevoked(
            working.salt(),
            working.nowMillis(),
            verified.revocation().identity(),
            device.number(),
            verified.signature()),
        working);
  }

  private static Outcome done(Account account, Event event, Working working) {
    Account concerned = account.concernedBy(working.nextIndex());
    working.put(concerned);
    return new Outcome.Done(working.append(event, null, Working.side(account, concerned)));
  }

  private static long active(Collection<Device> devices) {
    return devices.stream().filter(device -> !device.isRevoked()).count();
  }

  private static Outcome refused(Rejection rejection) {
    return new Outcome.Refused(rejection);
  }
}
