package dev.chit.server.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chit.server.ServerLimits;
import dev.chit.server.mailbox.MailLimits;
import dev.chit.wire.v1.Delivery;
import dev.chit.wire.v1.ServerFrame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two senders write while the recipient comes and goes: with small bounds, so that letters go
/// straight, wait in memory, spill to disk and are read back.
class ChurnTest {
  private static final int LETTERS = 1_000;
  private static final int SENDERS = 2;

  @TempDir Path data;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyLetterArrivesInOrderHoweverOftenTheRecipientLeaves(long seed) throws Exception {
    // Half of the runs put everything on disk at once, half nothing before the recipient leaves.
    int storeAfterMillis = seed % 2 == 0 ? 1 : 60_000;
    ServerLimits limits =
        ServerLimits.DEFAULT.with(
            new MailLimits(20_000, 256L << 20, 16, 1 << 20, storeAfterMillis, 120_000));
    try (var server = TestServer.start(data, config -> config.withLimits(limits))) {
      TestClient recipient = server.member("recipient");
      var senders = new ArrayList<Thread>();
      var streams = new ArrayList<TestStream>();
      for (int sender = 0; sender < SENDERS; sender++) {
        TestStream stream = server.member("sender" + sender).connect();
        streams.add(stream);
        senders.add(Thread.ofVirtual().start(writing(stream, recipient, sender, seed)));
      }

      var received = new LinkedHashSet<String>();
      var random = new Random(seed);
      while (received.size() < SENDERS * LETTERS) {
        TestStream stream = recipient.connect();
        int wanted = Math.min(1 + random.nextInt(300), SENDERS * LETTERS - received.size());
        read(stream, received, wanted, random);
        if (random.nextBoolean()) {
          stream.cancel();
        } else {
          stream.complete();
          stream.end();
        }
      }
      for (Thread thread : senders) {
        thread.join();
      }
      for (TestStream stream : streams) {
        stream.take(LETTERS, TestAcks::any);
      }
      for (int sender = 0; sender < SENDERS; sender++) {
        String prefix = sender + "/";
        assertEquals(
            letters(sender),
            received.stream().filter(letter -> letter.startsWith(prefix)).toList());
      }
    }
  }

  /// Writes with at most so many letters unanswered that some runs fill the recipient's memory and
  /// some do not.
  private static Runnable writing(TestStream stream, TestClient to, int sender, long seed) {
    int unansweredMax = seed <= 2 ? LETTERS : 5;
    return () -> {
      for (int i = 0; i < LETTERS; i++) {
        stream.send(TestClient.send(i + 1, to.account(), sender + "/" + i));
        try {
          stream.take(Math.max(0, i - unansweredMax), TestAcks::any);
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  /// Keeps what comes, as a client does that knows what it has; acknowledges almost all of it.
  private static void read(TestStream stream, Set<String> received, int wanted, Random random)
      throws Exception {
    int before = received.size();
    int seen = 0;
    while (received.size() < before + wanted) {
      stream.deliveries(seen + 1);
      List<Delivery> all = stream.all(ServerFrame::getDeliveriesList);
      for (Delivery delivery : all.subList(seen, all.size())) {
        assertEquals(++seen, delivery.getNumber());
        received.add(delivery.getEnvelope().toStringUtf8());
      }
      int through = seen - random.nextInt(3);
      if (through > 0) {
        stream.acknowledge(through);
      }
    }
  }

  private static List<String> letters(int sender) {
    var letters = new ArrayList<String>();
    for (int i = 0; i < LETTERS; i++) {
      letters.add(sender + "/" + i);
    }
    return letters;
  }
}
