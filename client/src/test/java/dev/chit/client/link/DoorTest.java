package dev.chit.client.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.people.Person;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Who is let as far as TLS.
final class DoorTest {
  private static final InetSocketAddress HERE = new InetSocketAddress("198.51.100.7", 4_007);

  private final TestMember alice = TestMember.named("alice");
  private final Door door = new Door(5);

  @Test
  void aKnockIsGoodOnce() {
    assertTrue(door.admit(alice.person(), token(1)));
    byte[] knock = Knock.of(token(1), 7, HERE);

    assertTrue(opens(knock));
    assertFalse(opens(knock), "overheard and said again");
    assertFalse(opens(Knock.of(token(1), 6, HERE)), "an older one");
    assertTrue(opens(Knock.of(token(1), 8, HERE)));
  }

  @Test
  void aKnockFromBeforeTheListenerIsWorthless() {
    assertTrue(door.admit(alice.person(), token(1)));
    assertFalse(opens(Knock.of(token(1), 5, HERE)));
    assertTrue(opens(Knock.of(token(1), 6, HERE)));
  }

  @Test
  void aKnockPassedOnFromElsewhereIsWorthless() {
    assertTrue(door.admit(alice.person(), token(1)));
    assertFalse(opens(Knock.of(token(1), 7, new InetSocketAddress("198.51.100.7", 4_008))));
    assertFalse(opens(Knock.of(token(1), 7, new InetSocketAddress("198.51.100.8", 4_007))));
    assertFalse(opens(Knock.of(token(1), 7, new InetSocketAddress("2001:db8::7", 4_007))));
    assertTrue(opens(Knock.of(token(1), 7, HERE)));
  }

  @Test
  void oneBitMakesAKnockWorthless() {
    assertTrue(door.admit(alice.person(), token(1)));
    byte[] knock = Knock.of(token(1), 7, HERE);
    for (int bit = 0; bit < Knock.LENGTH * 8; bit++) {
      byte[] other = knock.clone();
      other[bit / 8] ^= (byte) (1 << (bit % 8));
      assertFalse(opens(other), "bit " + bit);
    }
    assertTrue(opens(knock));
  }

  @Test
  void whoIsDismissedOrHasAnotherKeyDoesNotComeIn() {
    assertTrue(door.admit(alice.person(), token(1)));
    assertTrue(door.expects(alice.statement()));
    assertFalse(door.expects(TestMember.named("alice").statement()), "another key");

    door.dismiss(alice.person().account());

    assertFalse(opens(Knock.of(token(1), 9, HERE)));
    assertFalse(door.expects(alice.statement()));
    assertEquals(Set.of(), door.admitted());
  }

  @Test
  void onlySoManyAreAdmitted() {
    for (int i = 0; i < LinkLimits.OFFERED_MAX; i++) {
      assertTrue(door.admit(alice.under(i), token(i)));
    }
    Person oneMore = alice.under(LinkLimits.OFFERED_MAX);
    assertFalse(door.admit(oneMore, token(LinkLimits.OFFERED_MAX)));
    assertTrue(door.admit(alice.under(0), token(0)), "who is in stays");
  }

  private boolean opens(byte[] knock) {
    return door.opensTo(ByteBuffer.wrap(knock), HERE);
  }

  private static byte[] token(int number) {
    var token = new byte[LinkLimits.TOKEN_LENGTH];
    Arrays.fill(token, (byte) 9);
    ByteBuffer.wrap(token).putInt(number);
    return token;
  }
}
