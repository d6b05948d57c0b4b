package dev.chit.core.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.Vectors;
import dev.chit.core.log.MerkleTree;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventCodecTest {
  private static final List<byte[]> EVENTS =
      Vectors.load("event.json").each("events").map(vector -> vector.bytes("event")).toList();

  @Test
  void everyBitOfAnEventChangesItsLeaf() throws Exception {
    for (byte[] event : EVENTS) {
      for (int bit = 0; bit < event.length * 8; bit++) {
        byte[] flipped = event.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        assertNotEquals(MerkleTree.leafHash(event), MerkleTree.leafHash(flipped));
        assertOneForm(flipped);
      }
    }
  }

  @Test
  void whatDecodesIsEncodedAsItWas() throws Exception {
    var random = new Random(3);
    for (int i = 0; i < 50_000; i++) {
      byte[] event = EVENTS.get(random.nextInt(EVENTS.size())).clone();
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        event[random.nextInt(event.length)] = (byte) random.nextInt();
      }
      assertOneForm(Arrays.copyOf(event, random.nextInt(event.length + 3)));
      assertOneForm(event);
    }
  }

  @Test
  void anEventHasNoMoreThan512Bytes() {
    for (byte[] event : EVENTS) {
      assertTrue(event.length <= EventCodec.LENGTH_MAX);
    }
    var refused = assertThrows(BadEventException.class, () -> EventCodec.decode(new byte[513]));
    assertTrue(String.valueOf(refused.getMessage()).contains("513"));
  }

  @Test
  void everyBeginningOfAnEventIsRefused() {
    for (byte[] event : EVENTS) {
      for (int length = 0; length < event.length; length++) {
        byte[] cut = Arrays.copyOf(event, length);
        assertThrows(BadEventException.class, () -> EventCodec.decode(cut));
      }
    }
  }

  /// Refused, or one event and one sequence of bytes.
  private static void assertOneForm(byte[] bytes) {
    Event event;
    try {
      event = EventCodec.decode(bytes);
    } catch (BadEventException e) {
      return;
    }
    assertArrayEquals(bytes, EventCodec.encode(event));
    assertEquals(event, decoded(EventCodec.encode(event)));
  }

  private static Event decoded(byte[] bytes) {
    try {
      return EventCodec.decode(bytes);
    } catch (BadEventException e) {
      throw new AssertionError(e);
    }
  }
}
