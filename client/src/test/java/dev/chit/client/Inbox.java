package dev.chit.client;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// What a client heard.
final class Inbox {
  private final BlockingQueue<Incoming> heard = new LinkedBlockingQueue<>();

  static Inbox of(ChitClient client) {
    var inbox = new Inbox();
    var _ = client.watch(inbox.heard::add);
    return inbox;
  }

  /// Waits for the next of a kind; skips others.
  <T extends Incoming> T next(Class<T> kind) throws InterruptedException {
    return next(kind, _ -> true);
  }

  <T extends Incoming> T next(Class<T> kind, Predicate<T> wanted) throws InterruptedException {
    while (true) {
      Incoming event = heard.poll(60, TimeUnit.SECONDS);
      if (event == null) {
        return fail("no " + kind.getSimpleName() + " came");
      }
      if (kind.isInstance(event) && wanted.test(kind.cast(event))) {
        return kind.cast(event);
      }
    }
  }

  /// How many of a kind are there now.
  long count(Class<? extends Incoming> kind) {
    return heard.stream().filter(kind::isInstance).count();
  }
}
