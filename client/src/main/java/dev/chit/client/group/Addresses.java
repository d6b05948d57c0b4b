package dev.chit.client.group;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import dev.chit.crypto.DeviceStatement;
import dev.chit.sessions.DeviceAddress;
import dev.chit.wire.Limits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Lists of devices and of accounts as rows and fanouts hold them: 20 bytes each, or 16.
final class Addresses {
  static final int LENGTH = Limits.FANOUT_RECIPIENT_BYTES;

  private Addresses() {}

  static ByteString of(DeviceStatement device) {
    return of(device.account(), device.device());
  }

  static ByteString of(AccountId account, int device) {
    return ByteString.copyFrom(
        ByteBuffer.allocate(LENGTH).put(account.bytes()).putInt(device).array());
  }

  static AccountId account(ByteString address) {
    return AccountId.of(address.substring(0, AccountId.LENGTH).toByteArray());
  }

  static DeviceAddress device(ByteString address) {
    return new DeviceAddress(
        account(address), address.substring(AccountId.LENGTH).asReadOnlyByteBuffer().getInt());
  }

  static ByteString join(Collection<ByteString> all) {
    return ByteString.copyFrom(all);
  }

  static Set<ByteString> split(ByteString joined) {
    Set<ByteString> all = new LinkedHashSet<>();
    for (int at = 0; at < joined.size(); at += LENGTH) {
      all.add(joined.substring(at, at + LENGTH));
    }
    return all;
  }

  static ByteString accounts(Collection<AccountId> accounts) {
    ByteBuffer all = ByteBuffer.allocate(AccountId.LENGTH * accounts.size());
    accounts.forEach(account -> all.put(account.bytes()));
    return ByteString.copyFrom(all.array());
  }

  static List<AccountId> accounts(ByteString joined) {
    List<AccountId> all = new ArrayList<>();
    for (int at = 0; at < joined.size(); at += AccountId.LENGTH) {
      all.add(AccountId.of(joined.substring(at, at + AccountId.LENGTH).toByteArray()));
    }
    return all;
  }
}
