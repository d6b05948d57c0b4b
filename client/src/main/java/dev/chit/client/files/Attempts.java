package dev.chit.client.files;

import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.FileProgress;
import dev.chit.client.UnreachableException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Tries again while connections break, as long as each attempt comes further than the one before
/// or there were few that did not.
///
/// @param <W> the kind of way
final class Attempts<W extends PieceSupply> {
  private static final int FRUITLESS_MAX = 5;
  private static final long PAUSE_MILLIS = 200;

  /// Refusals of the moment: the server is busy, or has not seen yet that the last attempt broke.
  private static final Set<String> PASSING = Set.of("busy", "stale");

  private final Ways<W> ways;

  Attempts(Ways<W> ways) {
    this.ways = ways;
  }

  /// Opens ways for pieces.
  @FunctionalInterface
  interface Ways<W> {
    W open() throws ChitException, InterruptedException;
  }

  /// One attempt.
  @FunctionalInterface
  interface Attempt<W, T> {
    T run(W way) throws ChitException, InterruptedException;
  }

  /// Makes an attempt that tells how far it is.
  @FunctionalInterface
  interface Telling<W, T> {
    Attempt<W, T> to(FileProgress progress);
  }

  static boolean isFinal(ChitRefusedException refusal) {
    return !PASSING.contains(refusal.code());
  }

  /// @throws UnreachableException if no connection comes about within the patience, or too many
  ///   attempts got nowhere
  <T> T run(Telling<W, T> telling, FileProgress progress)
      throws ChitException, InterruptedException {
    var furthest = new AtomicLong();
    int fruitless = 0;
    while (true) {
      var moved = new AtomicLong();
      FileProgress heard =
          (done, total) -> {
            if (done > furthest.getAndAccumulate(done, Math::max)) {
              moved.incrementAndGet();
            }
            progress.at(done, total);
          };
      try (W way = ways.open()) {
        return telling.to(heard).run(way);
      } catch (UnreachableException e) {
        fruitless = moved.get() > 1 ? 0 : fruitless + 1;
        if (fruitless > FRUITLESS_MAX) {
          throw e;
        }
      } catch (ChitRefusedException e) {
        if (isFinal(e) || ++fruitless > FRUITLESS_MAX) {
          throw e;
        }
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS << fruitless);
    }
  }
}
