package dev.chit.client.people;

import com.google.protobuf.ByteString;
import dev.chit.client.NotTrustedException;
import dev.chit.client.Standing;
import dev.chit.client.group.GroupRows;
import dev.chit.client.state.Tables;
import dev.chit.client.watch.Unseen;
import dev.chit.core.AccountId;
import dev.chit.core.ledger.Rejection;
import dev.chit.crypto.DeviceStatement;
import dev.chit.sessions.LocalDevice;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;

/// What follows when somebody's devices are others than before.
public final class KnownDevices {
  private KnownDevices() {}

  /// The other devices of this account.
  ///
  /// @param self this device's number
  public static List<DeviceStatement> ofOwn(Tables tables, int self) throws SQLException {
    return People.known(tables, tables.account()).stream()
        .flatMap(me -> me.devices().stream())
        .filter(device -> device.device() != self)
        .toList();
  }

  /// Whether what is known is newer than an answer of the server, of two that overlapped.
  ///
  /// @param treeSize of the log that the answer is about
  /// @throws NotTrustedException if that log has all that is known, and the answer has less
  static boolean overtake(Person known, Person answer, long treeSize) throws NotTrustedException {
    if (answer.devicesIndex() >= known.devicesIndex()) {
      return false;
    }
    if (treeSize > known.devicesIndex()) {
      throw new NotTrustedException(
          "bad-proof",
          "The server leaves out what was done to the devices of " + answer.name() + ".",
          null);
    }
    return true;
  }

  /// Forgets what there is for devices that are gone, and tells the member.
  ///
  /// @return whether the member is told something
  static boolean changed(Tables tables, Person before, Person now) throws SQLException {
    if (now.isClosed()) {
      for (DeviceStatement device : before.devices()) {
        // What they sent before may still come, in the sessions that there are.
        forgetWayTo(tables, device);
      }
      return !before.isClosed() && tellClosed(tables, now);
    }
    boolean told = false;
    for (DeviceStatement device : before.devices()) {
      if (now.device(device.device()).isEmpty()) {
        forget(tables, device);
        told |= tell(tables, now, device.device(), false);
      }
    }
    for (DeviceStatement device : now.devices()) {
      if (before.device(device.device()).isEmpty()) {
        told |= tell(tables, now, device.device(), true);
      }
    }
    return told;
  }

  /// Whether messages can be sealed for the device without its prekeys.
  public static boolean hasSession(Tables tables, DeviceStatement device) throws SQLException {
    return tables.peers.find(key(device)).isPresent();
  }

  private static void forget(Tables tables, DeviceStatement device) throws SQLException {
    var session = tables.peers.find(key(device));
    if (session.isPresent()) {
      tables.peers.remove(session.get().sequence());
    }
    forgetWayTo(tables, device);
  }

  private static void forgetWayTo(Tables tables, DeviceStatement device) throws SQLException {
    byte[] key = key(device);
    tables.unsealed.removeTagged(key);
    var offer = tables.offers.find(key);
    if (offer.isPresent()) {
      tables.offers.remove(offer.get().sequence());
    }
  }

  private static byte[] key(DeviceStatement device) {
    return ByteBuffer.allocate(AccountId.LENGTH + Integer.BYTES)
        .put(device.account().bytes())
        .putInt(device.device())
        .array();
  }

  private static boolean isLinkedHere(Tables tables, Person me, int device) throws SQLException {
    ByteString statement = ByteString.copyFrom(me.device(device).orElseThrow().encode());
    return tables.profile().getLinkedHereList().contains(statement);
  }

  private static boolean tellClosed(Tables tables, Person person) throws SQLException {
    if (person.account().equals(tables.account())) {
      Unseen.warn(tables, "own-account-closed", "Your account was closed by a device of yours.");
      return true;
    }
    if (!isMet(tables, person) || person.successor().isPresent()) {
      return false;
    }
    Unseen.warn(
        tables,
        Rejection.ACCOUNT_CLOSED.code(),
        person.name() + " has closed the account: nobody is there any more.");
    return true;
  }

  /// A contact, or a member of a group that this account is in.
  private static boolean isMet(Tables tables, Person person) throws SQLException {
    return Standings.of(tables, person.account()) == Standing.ACCEPTED
        || GroupRows.shared(tables, person.account());
  }

  private static boolean tell(Tables tables, Person person, int device, boolean added)
      throws SQLException {
    if (person.account().equals(tables.account())) {
      if (LocalDevice.decode(tables.device()).statement().device() == device) {
        // The member has it in hand.
        return false;
      }
      if (added && isLinkedHere(tables, person, device)) {
        return false;
      }
      Unseen.warn(
          tables,
          added ? "own-device-added" : "own-device-revoked",
          added
              ? "Your account has a new device, number "
                  + device
                  + ". If you did not link it, revoke it."
              : "Device " + device + " of your account was revoked.");
      return true;
    }
    if (!isMet(tables, person)) {
      return false;
    }
    Unseen.warn(
        tables,
        added ? "device-added" : "device-revoked",
        added
            ? person.name() + " has a new device, number " + device + "."
            : person.name() + " has revoked device " + device + ": it gets nothing any more.");
    return true;
  }
}
