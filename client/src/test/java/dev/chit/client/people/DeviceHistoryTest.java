package dev.chit.client.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.NotTrustedException;
import dev.chit.core.AccountName;
import dev.chit.core.LedgerId;
import dev.chit.core.Salt;
import dev.chit.core.SignatureBytes;
import dev.chit.core.event.AccountClosing;
import dev.chit.core.event.DeviceRevocation;
import dev.chit.core.event.Event;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.StatementBytes;
import dev.chit.crypto.AgreementKey;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.SigningKey;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a log says of an account's devices, as an honest server and a lying one have it.
final class DeviceHistoryTest {
  private static final LedgerId LEDGER = new LedgerId(1, 2);
  private static final Salt SALT = new Salt(0, 0);
  private static final AccountName ALICE = new AccountName("alice");

  private final SigningKey identity = SigningKey.generate();
  private DeviceHistory history;

  @BeforeEach
  void open() throws Exception {
    StatementBytes first = StatementBytes.of(device(1).encode());
    history =
        new DeviceHistory(
            LEDGER, new Event.Opened(SALT, 1, ALICE, false, false, InviteHash.NONE, first), 5);
  }

  @AfterEach
  void forget() {
    identity.destroy();
  }

  @Test
  void devicesComeAndGo() throws Exception {
    history.next(6, added(device(2)));
    history.next(7, revoked(2));
    history.next(9, added(device(3)));
    assertEquals(List.of(1, 3), numbers());
    assertEquals(9, history.person(ALICE).devicesIndex());
    assertEquals(3, history.person(ALICE).highestDevice());
  }

  @Test
  void aRevokedDeviceDoesNotComeBack() throws Exception {
    DeviceStatement second = device(2);
    history.next(6, added(second));
    history.next(7, revoked(2));
    refuses(8, added(second));
    assertEquals(List.of(1), numbers());
  }

  @Test
  void aDeviceIsNotReplacedByAnotherOfItsNumber() throws Exception {
    DeviceStatement second = device(2);
    history.next(6, added(second));
    refuses(7, added(device(2)));
    refuses(8, added(device(1)));
    assertEquals(second, history.person(ALICE).device(2).orElseThrow());
  }

  @Test
  void onlyADeviceThatIsThereIsRevoked() throws Exception {
    refuses(6, revoked(2));
    history.next(7, added(device(2)));
    history.next(8, revoked(2));
    refuses(9, revoked(2));
  }

  @Test
  void anEndIsTheLastThingThatHappens() throws Exception {
    history.next(6, added(device(2)));
    history.next(8, closed(LEDGER, identity));
    assertEquals(List.of(), numbers());
    assertTrue(history.person(ALICE).device(2).isEmpty());
    assertTrue(history.person(ALICE).sender(2).isPresent());
    assertEquals(8, history.person(ALICE).devicesIndex());
    assertEquals(7, history.person(ALICE).closedAtMillis().orElseThrow());
    refuses(9, added(device(3)));
    refuses(9, closed(LEDGER, identity));
  }

  @Test
  void anEndOfAnotherLedgerOrAnotherAccountOrSignedByAnotherIsNone() throws Exception {
    refuses(6, closed(new LedgerId(1, 3), identity));
    try (SigningKey other = SigningKey.generate()) {
      refuses(6, closed(LEDGER, other));
      byte[] signed = new AccountClosing(LEDGER, identity.verifyKey()).signedBytes();
      refuses(
          6,
          new Event.AccountClosed(
              SALT, 7, identity.verifyKey(), SignatureBytes.of(other.sign(signed))));
    }
    assertEquals(List.of(1), numbers());
    assertFalse(history.person(ALICE).isClosed());
  }

  private static Event closed(LedgerId ledger, SigningKey by) {
    byte[] signed = new AccountClosing(ledger, by.verifyKey()).signedBytes();
    return new Event.AccountClosed(SALT, 7, by.verifyKey(), SignatureBytes.of(by.sign(signed)));
  }

  private List<Integer> numbers() {
    return history.person(ALICE).devices().stream().map(DeviceStatement::device).toList();
  }

  private void refuses(long index, Event event) {
    assertEquals(
        "bad-proof",
        assertThrows(NotTrustedException.class, () -> history.next(index, event)).code());
  }

  private static Event added(DeviceStatement device) {
    return new Event.DeviceAdded(SALT, 1, StatementBytes.of(device.encode()));
  }

  private Event revoked(int number) {
    byte[] signed = new DeviceRevocation(LEDGER, identity.verifyKey(), number).signedBytes();
    return new Event.DeviceRevoked(
        SALT, 1, identity.verifyKey(), number, SignatureBytes.of(identity.sign(signed)));
  }

  private DeviceStatement device(int number) {
    try (SigningKey key = SigningKey.generate()) {
      var agreement = new byte[AgreementKey.LENGTH];
      agreement[0] = 9;
      return DeviceStatement.sign(
          identity, number, key.verifyKey(), AgreementKey.of(agreement), 1_700_000_000);
    }
  }
}
