package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chit.core.AccountId;
import dev.chit.wire.v1.LoggedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventFeedTest {
  private int logged = 5;
  private final List<Long> told = new ArrayList<>();
  private final EventFeed feed =
      new EventFeed(
          this::below,
          new AccountId(1, 1),
          Runnable::run,
          events -> events.forEach(event -> told.add(event.getIndex())));

  private List<LoggedEvent> below(AccountId account, long index, int max) {
    return LongStream.range(0, logged)
        .map(i -> logged - 1 - i)
        .filter(i -> i < index)
        .limit(max)
        .mapToObj(i -> LoggedEvent.newBuilder().setIndex(i).build())
        .toList();
  }

  @Test
  void aStreamThatIsReadyBeforeItsHelloIsToldNothingYet() {
    feed.resume(0);
    assertEquals(List.of(), told);

    feed.start(3);
    assertEquals(List.of(3L, 4L), told);
  }

  @Test
  void eachEventIsToldOnce() {
    feed.start(0);
    feed.resume(0);
    feed.committed(LoggedEvent.newBuilder().setIndex(4).build(), 0, false);
    feed.committed(LoggedEvent.newBuilder().setIndex(7).build(), 0, false);
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 7L), told);
  }

  @Test
  void soManyEventsWaitForAConnectionAndWhatFollowsIsReadFromTheLogLater() {
    feed.start(logged);
    commit(EventFeed.WAITING_MAX - 1);
    assertEquals(List.of(5L), told);
    commit(EventFeed.WAITING_MAX);
    commit(0);
    assertEquals(List.of(5L), told);
    feed.resume(EventFeed.WAITING_MAX / 2);
    assertEquals(List.of(5L), told);
    feed.resume(EventFeed.WAITING_MAX / 2 - 1);
    assertEquals(List.of(5L, 6L, 7L), told);
  }

  private void commit(int waiting) {
    feed.committed(LoggedEvent.newBuilder().setIndex(logged++).build(), waiting, false);
  }
}
