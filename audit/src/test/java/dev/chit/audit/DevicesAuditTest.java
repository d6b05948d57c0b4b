package dev.chit.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chit.core.SignatureBytes;
import dev.chit.core.event.DeviceRevocation;
import dev.chit.core.event.Event;
import dev.chit.core.event.StatementBytes;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Devices that come and go, and each way in which they must not.
class DevicesAuditTest {
  private final TestLog log = TestLog.begun();

  @Test
  void devicesThatComeAndGoAreClean() {
    for (int device = 2; device <= 8; device++) {
      log.add(log.deviceAdded("alice", device));
    }
    log.add(log.deviceRevoked("alice", 1));
    log.add(log.deviceAdded("alice", 9));
    log.add(log.deviceAdded("operator", 2));
    assertEquals(List.of(), log.audit().findings());
  }

  @Test
  void aStatementThatTheIdentityDidNotSignIsFound() {
    byte[] statement = TestLog.statement(log.member("alice"), 2).bytes();
    statement[40] ^= 1;
    log.add(new Event.DeviceAdded(log.salt(), TestLog.TIME_MILLIS, StatementBytes.of(statement)));
    assertFaults(Fault.BAD_SIGNATURE);
  }

  @Test
  void aDeviceOfNobodyIsFound() {
    log.add(log.deviceAdded("carol", 2));
    log.add(log.deviceRevoked("carol", 2));
    assertFaults(Fault.UNKNOWN_ACCOUNT, Fault.UNKNOWN_ACCOUNT);
  }

  @Test
  void aNumberUsedTwiceIsFound() {
    log.add(log.deviceAdded("alice", 1));
    log.add(log.deviceAdded("alice", 2));
    log.add(log.deviceRevoked("alice", 2));
    log.add(log.deviceAdded("alice", 2));
    assertFaults(Fault.BAD_DEVICE, Fault.BAD_DEVICE);
  }

  @Test
  void aNinthDeviceIsFound() {
    for (int device = 2; device <= 9; device++) {
      log.add(log.deviceAdded("alice", device));
    }
    assertFaults(Fault.BAD_DEVICE);
  }

  @Test
  void aSixtyFifthDeviceIsFound() {
    for (int device = 2; device <= 65; device++) {
      log.add(log.deviceAdded("alice", device));
      if (device < 65) {
        log.add(log.deviceRevoked("alice", device));
      }
    }
    assertFaults(Fault.BAD_DEVICE);
  }

  @Test
  void aRevocationThatTheIdentityDidNotSignIsFound() {
    log.add(log.deviceAdded("alice", 2));
    log.add(log.deviceRevoked("alice", 2, log.member("bob")));
    assertFaults(Fault.BAD_SIGNATURE);
  }

  @Test
  void aRevocationForAnotherLedgerIsFound() {
    log.add(log.deviceAdded("alice", 2));
    var elsewhere =
        new DeviceRevocation(
            dev.chit.core.LedgerId.ofKey(log.member("bob").verifyKey()),
            log.member("alice").verifyKey(),
            2);
    log.add(
        new Event.DeviceRevoked(
            log.salt(),
            TestLog.TIME_MILLIS,
            log.member("alice").verifyKey(),
            2,
            SignatureBytes.of(log.member("alice").sign(elsewhere.signedBytes()))));
    assertFaults(Fault.BAD_SIGNATURE);
  }

  @Test
  void revokingTheLastDeviceOrOneThatIsNotThereIsFound() {
    log.add(log.deviceRevoked("alice", 1));
    log.add(log.deviceRevoked("alice", 2));
    log.add(log.deviceAdded("alice", 2));
    log.add(log.deviceRevoked("alice", 1));
    log.add(log.deviceRevoked("alice", 1));
    assertFaults(Fault.BAD_DEVICE, Fault.BAD_DEVICE, Fault.BAD_DEVICE);
  }

  private void assertFaults(Fault... faults) {
    AuditReport report = log.audit();
    assertEquals(
        List.of(faults),
        report.findings().stream().map(Finding::fault).toList(),
        () -> report.findings().toString());
  }
}
