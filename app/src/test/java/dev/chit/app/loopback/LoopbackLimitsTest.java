package dev.chit.app.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Whatever a page does, what is kept for it stays within bounds.
class LoopbackLimitsTest {
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
    var news = new Newsboard();
    try (Newsboard.Reader reader = news.read()) {
      for (int item = 0; item < Newsboard.WAITING_MAX; item++) {
        news.tell(Newsboard.of("talk"));
      }
      assertEquals("talk", type(reader));
      news.tell(Newsboard.of("talk"));
      news.tell(Newsboard.of("talk"));

      assertEquals("everything", type(reader));
      assertTrue(reader.next(AT_ONCE) == null);
    }
  }

  @Test
  void onlySoManyPagesListen() throws Exception {
    var news = new Newsboard();
    var readers = new ArrayList<Newsboard.Reader>();
    for (int page = 0; page < Newsboard.READERS_MAX; page++) {
      readers.add(news.read());
    }
    assertEquals("busy", assertThrows(WebFailure.class, news::read).code());
    readers.getFirst().close();
    try (Newsboard.Reader again = news.read()) {
      assertTrue(again.next(AT_ONCE) == null);
    }
  }

  @Test
  void theOldestQuestionGivesWayAndAnAnswerCountsOnce() {
    var questions = new Questions<String>();
    String first = questions.ask("pay bob");
    String second = questions.ask("pay bob");
    for (int more = 1; more < Questions.OPEN_MAX; more++) {
      questions.ask("pay bob");
    }

    assertTrue(questions.answer(first).isEmpty());
    assertTrue(questions.answer(second).isPresent());
    assertTrue(questions.answer(second).isEmpty());
  }

  private static String type(Newsboard.Reader reader) throws InterruptedException {
    JsonObject item = Objects.requireNonNull(reader.next(AT_ONCE));
    return item.get("type").getAsString();
  }
}
