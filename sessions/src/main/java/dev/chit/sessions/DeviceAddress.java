package dev.chit.sessions;

import dev.chit.core.AccountId;

/// One device of one account.
///
/// @param device at least 1
public record DeviceAddress(AccountId account, int device) {
  public DeviceAddress {
    if (device < 1) {
      throw new IllegalArgumentException("device " + device + " (expected: at least 1)");
    }
  }

  @Override
  public String toString() {
    return account + "/" + device;
  }
}
