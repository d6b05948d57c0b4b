package dev.chit.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionStoryTest {
  private final TestClock clock = new TestClock();
  private final TestDevice alice = new TestDevice(1, clock);
  private final TestDevice bob = new TestDevice(2, clock);

  @BeforeEach
  void introduce() {
    TestDevice.introduce(alice, bob);
  }

  @Test
  void twoDevicesTalkBothWays() {
    assertEquals("hello", bob.open(alice.seal("hello", bob)));
    assertEquals("hi", alice.open(bob.seal("hi", alice)));
    for (int i = 0; i < 120; i++) {
      assertEquals("a" + i, bob.open(alice.seal("a" + i, bob)));
      assertEquals("b" + i, alice.open(bob.seal("b" + i, alice)));
    }
  }

  @Test
  void anOrdinaryMessageHasLessThan120BytesOfOverhead() {
    bob.open(alice.seal("hello", bob));
    byte[] envelope = bob.seal("x".repeat(191), alice);
    assertTrue(envelope.length - 191 < 120, "overhead " + (envelope.length - 191));
  }
}
