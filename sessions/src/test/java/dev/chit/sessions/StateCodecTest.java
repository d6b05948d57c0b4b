package dev.chit.sessions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StateCodecTest {
  private final TestClock clock = new TestClock();
  private final TestDevice alice = new TestDevice(1, clock);
  private final TestDevice bob = new TestDevice(2, clock);

  @BeforeEach
  void converse() {
    TestDevice.introduce(alice, bob);
    byte[] b = bob.seal("at once", alice);
    bob.open(alice.seal("hello", bob));
    alice.open(b);
    bob.seal("lost", alice);
    alice.open(bob.seal("hi", alice));
    clock.advance(Duration.ofDays(2));
    bob.open(alice.seal("offer", bob));
  }

  @Test
  void statesAreTheSameAfterSavingAndLoading() {
    for (TestDevice device : new TestDevice[] {alice, bob}) {
      byte[] peer = device.savedPeer();
      assertArrayEquals(peer, PeerState.decode(peer).encode());
      byte[] local = device.savedDevice();
      assertArrayEquals(local, LocalDevice.decode(local).encode());
    }
  }

  @Test
  void aStateOfANewerVersionIsRefused() {
    byte[] peer = alice.savedPeer().clone();
    peer[0] = 2;
    byte[] device = alice.savedDevice().clone();
    device[0] = 2;
    var refused = assertThrows(BadStateException.class, () -> PeerState.decode(peer));
    assertEquals("peer state version 2 (expected: 1)", refused.getMessage());
    assertThrows(BadStateException.class, () -> LocalDevice.decode(device));
  }

  @Test
  void aTruncatedOrLongerStateIsRefused() {
    byte[] peer = alice.savedPeer();
    byte[] device = alice.savedDevice();
    for (int cut : new int[] {0, 1, 50, 172, 173, 300, 700}) {
      assertThrows(
          BadStateException.class, () -> PeerState.decode(Arrays.copyOf(peer, cut)), "" + cut);
      assertThrows(
          BadStateException.class, () -> LocalDevice.decode(Arrays.copyOf(device, cut)), "" + cut);
    }
    assertThrows(
        BadStateException.class, () -> PeerState.decode(Arrays.copyOf(peer, peer.length + 1)));
    assertThrows(
        BadStateException.class,
        () -> LocalDevice.decode(Arrays.copyOf(device, device.length + 1)));
  }

  @Test
  void noSecretIsPrinted() {
    Session session = bob.peer().sessions().getFirst();
    String printed =
        ""
            + alice.me()
            + alice.peer()
            + session
            + session.sending()
            + session.receiving()
            + alice.me().kemPrekey(4)
            + alice.me().oneTimePrekey(3)
            + X25519.Pair.generate(alice.random)
            + alice.plain("secret words");
    assertFalse(printed.contains(HexFormat.of().formatHex(session.root())));
    assertFalse(printed.contains("[B@"), printed);
    assertFalse(printed.contains("secret words"));
    assertTrue(printed.contains(alice.me().address().toString()));
  }
}
