package dev.chit.client.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a local network is told, and who can make something of it.
final class BeaconTest {
  private static final InetSocketAddress HERE = new InetSocketAddress("198.51.100.7", 4_007);
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private final SecureRandom random = new SecureRandom();
  private final byte[] token = random();

  @Test
  void onlyWhoHoldsATokenRecognisesIt() {
    byte[] text = Beacon.text(List.of(random(), token), HERE, Beacon.slot(NOW), random);

    assertTrue(Beacon.isBy(token, text, HERE, NOW));
    assertFalse(Beacon.isBy(random(), text, HERE, NOW));
  }

  @Test
  void saidAgainElsewhereOrLaterItIsNoise() {
    byte[] text = Beacon.text(List.of(token), HERE, Beacon.slot(NOW), random);

    assertFalse(Beacon.isBy(token, text, new InetSocketAddress("198.51.100.8", 4_007), NOW));
    assertFalse(Beacon.isBy(token, text, new InetSocketAddress("198.51.100.7", 4_008), NOW));
    assertTrue(Beacon.isBy(token, text, HERE, NOW.plus(Duration.ofHours(1))));
    assertFalse(Beacon.isBy(token, text, HERE, NOW.plus(Duration.ofHours(2))));
  }

  @Test
  void theNumberOfTagsSaysLittle() {
    int none = Beacon.text(List.of(), HERE, 1, random).length;
    assertEquals(none, Beacon.text(tokens(1), HERE, 1, random).length);
    assertEquals(none, Beacon.text(tokens(Beacon.TAGS_STEP), HERE, 1, random).length);
    assertTrue(none < Beacon.text(tokens(Beacon.TAGS_STEP + 1), HERE, 1, random).length);
  }

  @Test
  void soManyContactsAreTold() {
    List<byte[]> tokens = tokens(Beacon.TAGS_MAX + 1);
    byte[] text = Beacon.text(tokens, HERE, Beacon.slot(NOW), random);

    assertTrue(text.length <= 1_200);
    assertTrue(Beacon.isBy(tokens.get(Beacon.TAGS_MAX - 1), text, HERE, NOW));
    assertFalse(Beacon.isBy(tokens.get(Beacon.TAGS_MAX), text, HERE, NOW));
  }

  @Test
  void whatIsCutOffIsReadAsFarAsItGoes() {
    byte[] text = Beacon.text(List.of(token), HERE, Beacon.slot(NOW), random);
    for (int length = 0; length < text.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(text, length);
      assertFalse(Beacon.isBy(token, cut, HERE, NOW), "of " + length + " bytes");
    }
  }

  private List<byte[]> tokens(int count) {
    return IntStream.range(0, count).mapToObj(_ -> random()).toList();
  }

  private byte[] random() {
    var bytes = new byte[LinkLimits.TOKEN_LENGTH];
    random.nextBytes(bytes);
    return bytes;
  }
}
