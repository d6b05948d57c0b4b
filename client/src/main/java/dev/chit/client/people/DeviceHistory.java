package dev.chit.client.people;

import com.google.protobuf.ByteString;
import dev.chit.client.NotTrustedException;
import dev.chit.client.proof.ProvenEvent;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.BadSignatureException;
import dev.chit.core.LedgerId;
import dev.chit.core.event.AccountClaim;
import dev.chit.core.event.AccountClosing;
import dev.chit.core.event.DeviceRevocation;
import dev.chit.core.event.Event;
import dev.chit.core.event.StatementBytes;
import dev.chit.crypto.BadStatementException;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.Ed25519;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/// Which devices an account has, by the events of the log about them, each once and in order. Its
/// end is the last one.
final class DeviceHistory {
  private final LedgerId ledger;
  private final DeviceStatement first;
  private final long openedIndex;
  private final boolean custodial;
  private final TreeMap<Integer, DeviceStatement> devices = new TreeMap<>();

  /// Numbers that a device has or had: none is given out again.
  private final Set<Integer> numbers = new HashSet<>();

  private long index;
  private int highest;
  private List<DeviceStatement> last = List.of();
  private OptionalLong closedAtMillis = OptionalLong.empty();
  private Optional<AccountId> successor = Optional.empty();

  /// @throws NotTrustedException if the identity did not sign its first device
  DeviceHistory(LedgerId ledger, Event.Opened opened, long openedIndex) throws NotTrustedException {
    this.ledger = ledger;
    this.first = statement(opened.statement());
    this.openedIndex = openedIndex;
    this.custodial = opened.custodial();
    this.index = openedIndex;
    add(first);
  }

  /// @throws NotTrustedException if it is not about this account, is out of order, or was not
  ///   signed by the identity
  void next(ProvenEvent proven) throws NotTrustedException {
    next(proven.index(), proven.event());
  }

  /// As [#next(ProvenEvent)].
  void next(long at, Event proven) throws NotTrustedException {
    if (at <= index || closedAtMillis.isPresent()) {
      throw somethingElse();
    }
    index = at;
    if (proven instanceof Event.OfDevice event && event.identity().equals(first.identity())) {
      devices(event);
    } else if (proven instanceof Event.AccountClosed closed
        && closed.identity().equals(first.identity())) {
      requireSigned(closed);
      last = List.copyOf(devices.values());
      devices.clear();
      closedAtMillis = OptionalLong.of(closed.timeMillis());
    } else if (proven instanceof Event.Claimed claimed
        && custodial
        && claimed.custodial().equals(first.identity())) {
      requireSigned(claimed);
      devices.clear();
      closedAtMillis = OptionalLong.of(claimed.timeMillis());
      successor = Optional.of(claimed.successor());
    } else {
      throw somethingElse();
    }
  }

  private static NotTrustedException somethingElse() {
    return wrong("The server proved something else than what was done to the devices.", null);
  }

  private void devices(Event.OfDevice event) throws NotTrustedException {
    switch (event) {
      case Event.DeviceAdded added -> add(statement(added.statement()));
      case Event.DeviceRevoked revoked -> {
        requireSigned(revoked);
        if (devices.remove(revoked.device()) == null) {
          throw wrong("The log revokes a device that the account does not have.", null);
        }
      }
    }
  }

  private void add(DeviceStatement device) throws NotTrustedException {
    if (!numbers.add(device.device())) {
      throw wrong("The log adds a device under a number that another has or had.", null);
    }
    devices.put(device.device(), device);
    highest = Math.max(highest, device.device());
  }

  private void requireSigned(Event.DeviceRevoked revoked) throws NotTrustedException {
    try {
      var _ =
          new DeviceRevocation(ledger, revoked.identity(), revoked.device())
              .verify(revoked.signature(), Ed25519.verifier());
    } catch (BadSignatureException e) {
      throw wrong("The log revokes a device that the account's identity did not revoke.", e);
    }
  }

  private void requireSigned(Event.AccountClosed closed) throws NotTrustedException {
    try {
      var _ =
          new AccountClosing(ledger, closed.identity())
              .verify(closed.signature(), Ed25519.verifier());
    } catch (BadSignatureException e) {
      throw wrong("The log closes an account that its identity did not close.", e);
    }
  }

  private void requireSigned(Event.Claimed claimed) throws NotTrustedException {
    try {
      var _ =
          new AccountClaim(ledger, claimed.custodial(), claimed.own())
              .verify(claimed.byCustodian(), claimed.byMember(), Ed25519.verifier());
    } catch (BadSignatureException e) {
      throw wrong("The log hands an account over that its keys did not hand over.", e);
    }
  }

  private static DeviceStatement statement(StatementBytes bytes) throws NotTrustedException {
    try {
      return DeviceStatement.parse(bytes.bytes());
    } catch (BadStatementException e) {
      throw wrong("The log names a device that the account's identity did not sign.", e);
    }
  }

  /// @throws NotTrustedException if these are not the devices that the events make
  void requireSame(List<ByteString> statements) throws NotTrustedException {
    var told =
        devices.values().stream().map(device -> ByteString.copyFrom(device.encode())).toList();
    if (!told.equals(statements)) {
      throw wrong("The server names other devices than its log.", null);
    }
  }

  Person person(AccountName name) {
    return new Person(
        name,
        first.account(),
        first.identity(),
        new ArrayList<>(devices.values()),
        openedIndex,
        index == openedIndex ? 0 : index,
        highest,
        custodial,
        last,
        closedAtMillis,
        successor);
  }

  private static NotTrustedException wrong(
      String message, @org.jspecify.annotations.Nullable Throwable cause) {
    return new NotTrustedException("bad-proof", message, cause);
  }
}
