package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.chit.server.ServerLimits;
import dev.chit.server.calls.Refusals;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RegistrationsTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Test
  void anAddressGetsItsShareAndNotOneMoreAndOthersGetTheirs() throws Exception {
    var registrations = registrations(600, 2);
    for (int i = 0; i < 4; i++) {
      assertNull(registrations.take(v4(1), 0));
    }
    assertEquals(Registrations.TOO_MANY_FROM_HERE, registrations.take(v4(1), 0));
    assertNull(registrations.take(v4(2), 0));
    assertNull(registrations.take(v4(1), 30 * SECOND));
    assertNotNull(registrations.take(v4(1), 30 * SECOND));
  }

  @Test
  void aNetworkOfAddressesCountsAsOne() throws Exception {
    var registrations = registrations(600, 1);
    assertNull(registrations.take(InetAddress.getByName("2001:db8:1:2::1"), 0));
    assertNull(registrations.take(InetAddress.getByName("2001:db8:1:2:ffff::1"), 0));
    assertNotNull(registrations.take(InetAddress.getByName("2001:db8:1:2::3"), 0));
    assertNull(registrations.take(InetAddress.getByName("2001:db8:1:3::1"), 0));
  }

  @Test
  void allTogetherGetTheirShareAndNotOneMore() throws Exception {
    var registrations = registrations(3, 1);
    for (int i = 0; i < 6; i++) {
      assertNull(registrations.take(v4(i), 0));
    }
    assertEquals(Refusals.BUSY, registrations.take(v4(6), 0));
    assertNull(registrations.take(v4(7), 20 * SECOND));
    assertEquals(Refusals.BUSY, registrations.take(v4(8), 20 * SECOND));
  }

  @Test
  void soManyAddressesAreRememberedAndNotOneMore() throws Exception {
    var registrations = registrations(1_000_000, 1);
    for (int i = 0; i < Registrations.ADDRESSES_MAX; i++) {
      assertNull(registrations.take(v4(i), 0));
    }
    assertEquals(Refusals.BUSY, registrations.take(v4(Registrations.ADDRESSES_MAX), 0));
    assertNull(registrations.take(v4(0), 0));
    // Those that are full again are forgotten.
    assertNull(registrations.take(v4(Registrations.ADDRESSES_MAX), 120 * SECOND));
  }

  private static Registrations registrations(int perMinute, int perAddress) {
    return new Registrations(new ServerLimits.Registrations(perMinute, perAddress), 0);
  }

  private static InetAddress v4(int number) throws Exception {
    return InetAddress.getByAddress(
        new byte[] {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number});
  }
}
