package dev.chit.server.edge;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import dev.chit.server.mailbox.store.DeviceAddress;
import dev.chit.wire.Ids;

/// An account's device at the other end of a connection, as its certificate proves and the ledger
/// knows. Kept with the TLS session.
///
/// @param isOperator whether it is the operator's account
record Member(
    DeviceAddress address,
    String name,
    ByteString accountBytes,
    boolean isOperator,
    Allowance allowance) {
  static Member of(DeviceAddress address, String name, boolean isOperator, Allowance allowance) {
    return new Member(address, name, Ids.bytes(address.account()), isOperator, allowance);
  }

  AccountId account() {
    return address.account();
  }
}
