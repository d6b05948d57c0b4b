package dev.chit.sessions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.AccountId;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class LinkingTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Fingerprint SERVER = Fingerprint.ofKey(SigningKey.generate().verifyKey());

  private final LinkingCode code = LinkingCode.make(new AccountId(1, 2), SERVER, RANDOM);

  private record Ends(LinkingChannel first, LinkingChannel second) {
    static Ends of(LinkingCode firsts, LinkingCode seconds) throws Exception {
      LinkingStart first = LinkingStart.of(firsts, RANDOM);
      LinkingStart second = LinkingStart.of(seconds, RANDOM);
      byte[] commitment = second.commitment();
      LinkingChannel atSecond = second.newDevice(first.key());
      return new Ends(first.firstDevice(commitment, second.key()), atSecond);
    }
  }

  @Test
  void aCodeIsTextAndBackAndShowsNothingOfItself() {
    String text = code.text();
    assertEquals(121, text.length());
    LinkingCode read = LinkingCode.parse(text);
    assertEquals(code.account(), read.account());
    assertEquals(SERVER, read.server());
    assertArrayEquals(code.place(), read.place());
    assertFalse(code.toString().contains(text.substring(20, 60)));
    for (String bad :
        new String[] {
          "",
          "chit:1:AAAA",
          text.substring(1),
          text + "A",
          text.substring(0, 120),
          text + "=",
          text.substring(0, 50) + "+" + text.substring(51)
        }) {
      var refused = assertThrows(IllegalArgumentException.class, () -> LinkingCode.parse(bad));
      assertFalse(String.valueOf(refused.getMessage()).contains("AAAA"));
    }
  }

  @Test
  void whoHasTheSameCodeIsHeardInOrderAtBothEnds() throws Exception {
    Ends ends = Ends.of(code, LinkingCode.parse(code.text()));
    assertEquals(ends.first().checkNumber(), ends.second().checkNumber());
    assertTrue(ends.first().checkNumber().matches("\\d{3} \\d{3}"));
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(bytes("up " + i), ends.first().open(ends.second().seal(bytes("up " + i))));
      assertArrayEquals(
          bytes("down " + i), ends.second().open(ends.first().seal(bytes("down " + i))));
    }
  }

  @Test
  void anotherSecretAccountOrServerOpensNothing() throws Exception {
    byte[] raw = java.util.Base64.getUrlDecoder().decode(code.text().substring(14));
    for (int at : new int[] {0, 31, 32, 47, 48, 79}) {
      byte[] changed = raw.clone();
      changed[at] ^= 1;
      LinkingCode other =
          LinkingCode.parse(
              "chit-device:1:"
                  + java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(changed));
      Ends ends = Ends.of(code, other);
      byte[] hello = ends.second().seal(bytes("hello"));
      assertThrows(LinkingFailedException.class, () -> ends.first().open(hello), "byte " + at);
    }
  }

  @Test
  void aMessageChangedRepeatedReturnedOrLeftOutIsRefused() throws Exception {
    Ends ends = Ends.of(code, code);
    byte[] one = ends.second().seal(bytes("one"));
    byte[] two = ends.second().seal(bytes("two"));
    for (int at = 0; at < one.length; at++) {
      byte[] changed = one.clone();
      changed[at] ^= 1;
      assertThrows(LinkingFailedException.class, () -> ends.first().open(changed));
    }
    assertThrows(LinkingFailedException.class, () -> ends.first().open(two));
    assertThrows(LinkingFailedException.class, () -> ends.second().open(one));
    assertThrows(LinkingFailedException.class, () -> ends.first().open(new byte[3]));
    assertArrayEquals(bytes("one"), ends.first().open(one));
    assertThrows(LinkingFailedException.class, () -> ends.first().open(one));
  }

  @Test
  void whoComesBetweenWithTheCodeIsGivenAwayByTheCheckNumber() throws Exception {
    LinkingStart first = LinkingStart.of(code, RANDOM);
    LinkingStart second = LinkingStart.of(code, RANDOM);
    LinkingStart between = LinkingStart.of(code, RANDOM);
    LinkingStart betweenToo = LinkingStart.of(code, RANDOM);
    String atSecond = second.newDevice(betweenToo.key()).checkNumber();
    String atFirst = first.firstDevice(between.commitment(), between.key()).checkNumber();
    // Each is one of a million: that they agree twice in a row by chance does not happen.
    if (atFirst.equals(atSecond)) {
      assertNotEquals(
          LinkingStart.of(code, RANDOM).newDevice(betweenToo.key()).checkNumber(), atSecond);
    }
  }

  @Test
  void aKeyThatIsNotTheOnePromisedIsRefused() {
    LinkingStart first = LinkingStart.of(code, RANDOM);
    LinkingStart second = LinkingStart.of(code, RANDOM);
    LinkingStart other = LinkingStart.of(code, RANDOM);
    assertThrows(
        LinkingFailedException.class, () -> first.firstDevice(second.commitment(), other.key()));
    assertThrows(
        LinkingFailedException.class, () -> first.firstDevice(second.commitment(), new byte[31]));
    assertThrows(LinkingFailedException.class, () -> second.newDevice(new byte[32]));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
