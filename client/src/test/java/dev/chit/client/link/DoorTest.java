package dev.chit.client.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Who is let as far as TLS.
final class DoorTest {
  private final Door door = new Door(new SecureRandom());

  @Test
  void aKnockIsGoodOnce() {
    byte[] token = door.invite(TestMember.named("alice").person()).orElseThrow();
    byte[] knock = Knock.of(token, 7);

    assertTrue(door.opensTo(ByteBuffer.wrap(knock)));
    assertFalse(door.opensTo(ByteBuffer.wrap(knock)), "overheard and said again");
    assertFalse(door.opensTo(ByteBuffer.wrap(Knock.of(token, 6))), "an older one");
    assertTrue(door.opensTo(ByteBuffer.wrap(Knock.of(token, 8))));
  }

  @Test
  void oneBitMakesAKnockWorthless() {
    byte[] token = door.invite(TestMember.named("alice").person()).orElseThrow();
    byte[] knock = Knock.of(token, 7);
    for (int bit = 0; bit < Knock.LENGTH * 8; bit++) {
      byte[] other = knock.clone();
      other[bit / 8] ^= (byte) (1 << (bit % 8));
      assertFalse(door.opensTo(ByteBuffer.wrap(other)), "bit " + bit);
    }
    assertTrue(door.opensTo(ByteBuffer.wrap(knock)));
  }

  @Test
  void aGuestKeepsTheTokenUntilDismissed() {
    TestMember alice = TestMember.named("alice");
    byte[] token = door.invite(alice.person()).orElseThrow();
    assertArrayEquals(token, door.invite(alice.person()).orElseThrow());
    assertTrue(door.expects(alice.statement()));
    assertFalse(door.expects(TestMember.named("alice").statement()), "another key");

    door.dismiss(alice.person().account());

    assertFalse(door.opensTo(ByteBuffer.wrap(Knock.of(token, 9))));
    assertFalse(door.expects(alice.statement()));
  }

  @Test
  void onlySoManyAreInvited() {
    TestMember member = TestMember.named("alice");
    for (int i = 0; i < LinkLimits.OFFERED_MAX; i++) {
      assertTrue(door.invite(member.under(i)).isPresent());
    }
    assertEquals(Optional.empty(), door.invite(member.under(LinkLimits.OFFERED_MAX)));
    assertTrue(door.invite(member.under(0)).isPresent(), "who is in stays");
  }
}
