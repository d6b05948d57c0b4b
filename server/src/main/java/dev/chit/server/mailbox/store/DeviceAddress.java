package dev.chit.server.mailbox.store;

import dev.chit.core.AccountId;

/// One device of an account: whose mailbox, whose connection.
public record DeviceAddress(AccountId account, int device) {
  @Override
  public int hashCode() {
    return account.hashCode() * 31 + device;
  }
}
