package dev.chit.server.mailbox.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import dev.chit.server.mailbox.store.MailStore.Opened;
import dev.chit.server.mailbox.store.MailStore.Page;
import dev.chit.server.mailbox.store.MailStore.Receipt;
import dev.chit.server.mailbox.store.MailStore.Stored;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteMailTest {
  private static final DeviceAddress DEVICE = new DeviceAddress(new AccountId(1, 2), 1);

  @TempDir Path directory;

  @Test
  void whatWasStoredIsThereAfterTheNextStart() throws Exception {
    Opened first;
    try (SqliteMail mail = open()) {
      first = get(mail.open(DEVICE));
      put(mail, first.mailbox(), 1, "one");
      put(mail, first.mailbox(), 2, "two");
      assertEquals(2, mail.waiting());
    }
    try (SqliteMail mail = open()) {
      Opened again = get(mail.open(DEVICE));
      assertEquals(first.mailbox(), again.mailbox());
      assertEquals(2, again.count());
      assertEquals(2, again.lastSequence());
      assertEquals(2 * (44 + 3), again.bytes());
      assertEquals(2, mail.waiting());
      Page page = get(mail.read(again.mailbox(), 0, 2, 10, 1_000));
      assertEquals(List.of("one", "two"), texts(page));
      assertEquals(envelope("one"), page.envelopes().getFirst().envelope());
    }
  }

  @Test
  void readingSeesAllThatWasPutBeforeItAndStopsAtItsBounds() throws Exception {
    try (SqliteMail mail = open()) {
      long mailbox = get(mail.open(DEVICE)).mailbox();
      long other = get(mail.open(new DeviceAddress(DEVICE.account(), 2))).mailbox();
      for (int i = 1; i <= 10; i++) {
        mail.put(mailbox, i, envelope("m" + i), new Waiter());
        mail.put(other, i, envelope("other"), new Waiter());
      }
      assertEquals(10, get(mail.read(mailbox, 0, 100, 100, 10_000)).envelopes().size());
      Page three = get(mail.read(mailbox, 4, 100, 3, 10_000));
      assertEquals(List.of("m4", "m5", "m6"), texts(three));
      assertTrue(three.more());
      assertEquals(List.of("m4", "m5"), texts(get(mail.read(mailbox, 4, 5, 3, 10_000))));
      Page bytes = get(mail.read(mailbox, 1, 100, 100, 46 + 1));
      assertEquals(List.of("m1", "m2"), texts(bytes));
      assertTrue(bytes.more());
      assertFalse(get(mail.read(mailbox, 10, 100, 100, 10_000)).more());
    }
  }

  @Test
  void deletingGoesThroughANumberOfOneMailbox() throws Exception {
    try (SqliteMail mail = open()) {
      long mailbox = get(mail.open(DEVICE)).mailbox();
      long other = get(mail.open(new DeviceAddress(DEVICE.account(), 2))).mailbox();
      put(mail, mailbox, 1, "one");
      put(mail, mailbox, 2, "two");
      put(mail, other, 1, "other");
      mail.deleteThrough(mailbox, 1);
      assertEquals(List.of("two"), texts(get(mail.read(mailbox, 0, 100, 100, 1_000))));
      assertEquals(List.of("other"), texts(get(mail.read(other, 0, 100, 100, 1_000))));
      assertEquals(2, mail.waiting());
    }
  }

  @Test
  void whatIsNoLongerWantedIsNotWritten() throws Exception {
    try (SqliteMail mail = open()) {
      long mailbox = get(mail.open(DEVICE)).mailbox();
      var waiter = new Waiter();
      waiter.obsolete = true;
      mail.put(mailbox, 1, envelope("one"), waiter);
      assertTrue(get(waiter.result));
      assertEquals(0, get(mail.open(DEVICE)).count());
    }
  }

  @Test
  void aFailedWriteIsSaidToBeSoAndTheNextSucceeds() throws Exception {
    try (SqliteMail mail = open()) {
      long mailbox = get(mail.open(DEVICE)).mailbox();
      put(mail, mailbox, 1, "one");
      var twice = new Waiter();
      mail.put(mailbox, 1, envelope("same place"), twice);
      assertFalse(get(twice.result));
      put(mail, mailbox, 2, "two");
      assertEquals(List.of("one", "two"), texts(get(mail.read(mailbox, 0, 9, 9, 1_000))));
    }
  }

  @Test
  void aClosedStoreTakesNothing() throws Exception {
    SqliteMail mail = open();
    long mailbox = get(mail.open(DEVICE)).mailbox();
    mail.close();
    var waiter = new Waiter();
    mail.put(mailbox, 1, envelope("late"), waiter);
    assertFalse(get(waiter.result));
    assertTrue(mail.open(DEVICE).isCompletedExceptionally());
  }

  @Test
  void placesEndWhereTheyMust() {
    long last = Places.of(Places.MAILBOX_MAX, Places.SEQUENCE_MAX);
    assertEquals(Long.MAX_VALUE, last);
    assertEquals(Places.SEQUENCE_MAX, Places.sequence(last));
    assertThrows(IllegalArgumentException.class, () -> Places.of(1, Places.SEQUENCE_MAX + 1));
    assertThrows(IllegalArgumentException.class, () -> Places.of(Places.MAILBOX_MAX + 1, 0));
    assertThrows(IllegalArgumentException.class, () -> Places.of(0, 1));
  }

  @Test
  void whatPaymentsNeedOfTheDiskIsNotFilledWithMail() throws Exception {
    var free = new AtomicLong(Room.FLOOR_BYTES);
    var nanos = new AtomicLong();
    try (SqliteMail mail =
        SqliteMail.open(directory.resolve("mail.db"), new Room(free::get, nanos::get))) {
      assertFalse(mail.isBusy(), "just enough");
      free.decrementAndGet();
      nanos.addAndGet(1_000_000_000);
      assertTrue(mail.isBusy(), "a byte too little");
      free.incrementAndGet();
      nanos.addAndGet(1_000_000_000);
      assertFalse(mail.isBusy(), "there is room again");
    }
  }

  private SqliteMail open() throws Exception {
    return SqliteMail.open(directory.resolve("mail.db"));
  }

  private static void put(SqliteMail mail, long mailbox, long sequence, String text)
      throws Exception {
    var waiter = new Waiter();
    mail.put(mailbox, sequence, envelope(text), waiter);
    assertTrue(get(waiter.result));
  }

  private static Envelope envelope(String text) {
    ByteString id = ByteString.copyFrom(new byte[16]);
    return new Envelope(id, 3, id, ByteString.copyFromUtf8(text), 1_700_000_000_000L);
  }

  private static List<String> texts(Page page) {
    return page.envelopes().stream()
        .map(Stored::envelope)
        .map(envelope -> envelope.sealed().toStringUtf8())
        .toList();
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(60, TimeUnit.SECONDS);
  }

  private static final class Waiter implements Receipt {
    private final CompletableFuture<Boolean> result = new CompletableFuture<>();
    private boolean obsolete;

    @Override
    public void stored() {
      result.complete(true);
    }

    @Override
    public void failed() {
      result.complete(false);
    }

    @Override
    public boolean isObsolete() {
      return obsolete;
    }
  }
}
