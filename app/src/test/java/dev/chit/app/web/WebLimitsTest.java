package dev.chit.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.MessageId;
import dev.chit.crypto.Fingerprint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Whatever a page does, what is kept for it stays within bounds.
class WebLimitsTest {
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  @Test
  void aTicketWorksOnceAndTheOldestGivesWay() {
    var passes = new Passes();
    List<String> tickets =
        IntStream.rangeClosed(0, Passes.TICKETS_MAX).mapToObj(_ -> passes.ticket()).toList();

    assertTrue(passes.exchange(tickets.getFirst()).isEmpty());
    String token = passes.exchange(tickets.getLast()).orElseThrow();
    assertTrue(passes.exchange(tickets.getLast()).isEmpty());
    assertTrue(passes.isToken(token));
    assertFalse(passes.isToken(tickets.getLast()));
    assertFalse(passes.isToken(""));
  }

  @Test
  void theOldestOfTooManyPagesIsLetOut() {
    var passes = new Passes();
    String first = passes.exchange(passes.ticket()).orElseThrow();
    for (int more = 1; more < Passes.TOKENS_MAX; more++) {
      assertTrue(passes.exchange(passes.ticket()).isPresent());
    }
    assertTrue(passes.isToken(first));

    assertTrue(passes.exchange(passes.ticket()).isPresent());
    assertFalse(passes.isToken(first));
  }

  @Test
  void aPageThatReadsTooSlowlyIsToldToAskForEverything() throws Exception {
    var news = new News(new Unread());
    try (News.Reader reader = news.read()) {
      for (int item = 0; item < News.WAITING_MAX; item++) {
        news.tell(News.talk("bob"));
      }
      assertEquals("talk", type(reader));
      news.tell(News.talk("bob"));
      news.tell(News.talk("bob"));

      assertEquals("everything", type(reader));
      assertTrue(reader.next(AT_ONCE) == null);
    }
  }

  @Test
  void onlySoManyPagesListen() throws Exception {
    var news = new News(new Unread());
    var readers = new ArrayList<News.Reader>();
    for (int page = 0; page < News.READERS_MAX; page++) {
      readers.add(news.read());
    }
    assertEquals("busy", assertThrows(WebFailure.class, news::read).code());
    readers.getFirst().close();
    try (News.Reader again = news.read()) {
      assertTrue(again.next(AT_ONCE) == null);
    }
  }

  @Test
  void theOldestQuestionGivesWayAndAnAnswerCountsOnce() {
    var confirmations = new Confirmations();
    var fingerprint = new Fingerprint("a".repeat(Fingerprint.LENGTH));
    var question =
        new Confirmations.Question(
            new AccountName("bob"), fingerprint, new Amount(1), "", Optional.empty());
    String first = confirmations.ask(question);
    String second = confirmations.ask(question);
    for (int more = 1; more < Confirmations.OPEN_MAX; more++) {
      confirmations.ask(question);
    }

    assertTrue(confirmations.answer(first).isEmpty());
    assertTrue(confirmations.answer(second).isPresent());
    assertTrue(confirmations.answer(second).isEmpty());
  }

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

  private static String type(News.Reader reader) throws InterruptedException {
    JsonObject item = Objects.requireNonNull(reader.next(AT_ONCE));
    return item.get("type").getAsString();
  }
}
