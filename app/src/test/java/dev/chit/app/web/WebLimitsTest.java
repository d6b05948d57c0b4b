package dev.chit.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chit.core.MessageId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whatever a page does, what is kept for it stays within bounds.
class WebLimitsTest {
  @Test
  void unreadMessagesAreCountedUpToALimit() {
    var unread = new Unread();
    for (int message = 0; message <= Unread.EACH_MAX; message++) {
      unread.arrived("bob", new MessageId(0, message));
    }
    unread.arrived("bob", new MessageId(0, 0));

    assertEquals(Unread.EACH_MAX, unread.count("bob"));
    unread.shown("bob", List.of(new MessageId(0, 0), new MessageId(1, 1)));
    assertEquals(Unread.EACH_MAX - 1, unread.count("bob"));
    assertEquals(0, unread.count("carol"));
  }
}
