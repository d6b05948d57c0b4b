package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chit.wire.v1.Presence;
import dev.chit.wire.v1.ServerFrame;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What waits for a connection that reads slowly.
class OutboxTest {
  private final Outbox outbox = new Outbox();

  @Test
  void soMuchNewsOfPresenceWaitsAndThenTheOldestGiveWay() {
    IntStream.range(0, Outbox.PRESENCE_MAX).forEach(i -> outbox.presence(List.of(presence(i))));
    List<Presence> all = filled(Outbox.PRESENCE_MAX + 1);
    assertEquals(Outbox.PRESENCE_MAX, all.size());
    assertEquals("0", all.getFirst().getName());

    IntStream.rangeClosed(0, Outbox.PRESENCE_MAX)
        .forEach(i -> outbox.presence(List.of(presence(i))));
    List<Presence> newest = filled(Outbox.PRESENCE_MAX + 1);
    assertEquals(Outbox.PRESENCE_MAX, newest.size());
    assertEquals("1", newest.getFirst().getName());
  }

  @Test
  void aFrameTakesNoMoreThanItHasRoomForAndRepliesGoFirst() {
    outbox.presence(List.of(presence(1)));
    outbox.delivered(7);
    outbox.stored(8);
    ServerFrame.Builder frame = ServerFrame.newBuilder();
    assertEquals(new Outbox.Filled(2, 2), outbox.fill(frame, 2));
    assertEquals(List.of(7L), frame.getDeliveredList());
    assertEquals(List.of(8L), frame.getStoredList());
    assertEquals(0, frame.getPresenceCount());
    assertEquals(new Outbox.Filled(1, 0), outbox.fill(frame, 2));
  }

  private List<Presence> filled(int room) {
    ServerFrame.Builder frame = ServerFrame.newBuilder();
    outbox.fill(frame, room);
    return frame.getPresenceList();
  }

  private static Presence presence(int number) {
    return Presence.newBuilder().setName("" + number).build();
  }
}
