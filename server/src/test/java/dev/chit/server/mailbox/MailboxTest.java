package dev.chit.server.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.chit.core.AccountId;
import dev.chit.server.mailbox.store.DeviceAddress;
import dev.chit.server.mailbox.store.Envelope;
import dev.chit.server.mailbox.store.MailStore;
import dev.chit.server.mailbox.store.SqliteMail;
import dev.chit.wire.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a mailbox keeps in memory for a connection that takes or acknowledges little.
class MailboxTest {
  private static final int IN_FLIGHT = 4;
  private static final int HEADER_BYTES = 44;
  private static final int IN_FLIGHT_BYTES = 10 * HEADER_BYTES;
  private static final DeviceAddress DEVICE = new DeviceAddress(new AccountId(1, 2), 1);

  @TempDir Path directory;

  private final Reader reader = new Reader();
  private SqliteMail disk;
  private CountingStore store;
  private Mailboxes mailboxes;
  private Mailboxes.Attachment attachment;

  @BeforeEach
  void open() throws Exception {
    disk = SqliteMail.open(directory.resolve("mail.db"));
    store = new CountingStore(disk);
    mailboxes =
        new Mailboxes(
            store,
            _ -> CompletableFuture.completedFuture(Optional.empty()),
            new MailLimits(1_000, 1 << 20, IN_FLIGHT, IN_FLIGHT_BYTES, 50, 1_000));
    attachment = mailboxes.attach(DEVICE, reader);
    reader.woken.acquire();
  }

  @AfterEach
  void close() throws Exception {
    disk.close();
  }

  @Test
  void soManyLettersWaitInMemoryAndWithOneMoreAllAreOnDisk() {
    deliver(IN_FLIGHT, 1);
    assertEquals(0, store.puts);
    deliver(1, 1);
    assertEquals(IN_FLIGHT + 1, store.puts);
  }

  @Test
  void soManyBytesWaitInMemoryAndThenAllAreOnDisk() {
    deliver(1, IN_FLIGHT_BYTES - HEADER_BYTES - 1);
    deliver(1, 1);
    assertEquals(0, store.puts);
    deliver(1, 1);
    assertEquals(3, store.puts);
  }

  @Test
  void soManyLettersAreOnTheirWayAndNotOneMore() {
    deliver(IN_FLIGHT, 1);
    assertEquals(numbers(1, IN_FLIGHT), take());
    deliver(1, 1);
    assertEquals(List.of(), take());
    attachment.acknowledge(1);
    assertEquals(numbers(IN_FLIGHT + 1, IN_FLIGHT + 1), take());
  }

  @Test
  void whatWentToDiskComesBackInOrder() throws Exception {
    deliver(3 * IN_FLIGHT, 1);
    var taken = new ArrayList<Long>();
    while (taken.size() < 3 * IN_FLIGHT) {
      taken.addAll(take());
      attachment.acknowledge(taken.size());
      if (taken.size() < 3 * IN_FLIGHT) {
        reader.woken.acquire();
      }
    }
    assertEquals(numbers(1, 3 * IN_FLIGHT), taken);
  }

  private void deliver(int count, int bytes) {
    ByteString id = ByteString.copyFrom(new byte[16]);
    ByteString sealed = ByteString.copyFrom(new byte[bytes]);
    for (int i = 0; i < count; i++) {
      var envelope = new Envelope(id, 1, id, sealed, 1_700_000_000_000L);
      mailboxes.deliver(DEVICE, new Letter(envelope, new Nobody(), i, System.nanoTime()));
    }
  }

  private List<Long> take() {
    var letters = new ArrayList<Letter>();
    attachment.take(letters, 1_000, 1 << 20);
    return letters.stream().map(Letter::number).toList();
  }

  private static List<Long> numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  /// A connection that takes when the test says so, and has no time.
  private static final class Reader implements Link {
    private final Semaphore woken = new Semaphore(0);

    @Override
    public void wake() {
      woken.release();
    }

    @Override
    public void replaced() {}

    @Override
    public void stuck() {
      throw new AssertionError("stuck");
    }

    @Override
    public void later(Runnable task, long millis) {}
  }

  private static final class Nobody implements Sender {
    @Override
    public void delivered(long request) {}

    @Override
    public void stored(long request) {}

    @Override
    public void refused(long request, Refusal refusal) {
      throw new AssertionError(refusal);
    }
  }

  /// A real store, and how much it was given.
  private static final class CountingStore implements MailStore {
    private final MailStore store;
    private int puts;

    CountingStore(MailStore store) {
      this.store = store;
    }

    @Override
    public CompletableFuture<Opened> open(DeviceAddress device) {
      return store.open(device);
    }

    @Override
    public long waiting() {
      return store.waiting();
    }

    @Override
    public boolean isBusy() {
      return store.isBusy();
    }

    @Override
    public void put(long mailbox, long sequence, Envelope envelope, Receipt receipt) {
      puts++;
      store.put(mailbox, sequence, envelope, receipt);
    }

    @Override
    public void deleteThrough(long mailbox, long sequence) {
      store.deleteThrough(mailbox, sequence);
    }

    @Override
    public CompletableFuture<Page> read(
        long mailbox, long from, long through, int countMax, int bytesMax) {
      return store.read(mailbox, from, through, countMax, bytesMax);
    }
  }
}
