package dev.chit.app.operator;

import dev.chit.app.operator.SeenLog.Seen;
import dev.chit.client.ChitException;
import dev.chit.client.HistoryRewrittenException;
import dev.chit.client.NotTrustedException;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.SignedCheckpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The log as the operator's page has seen it, today and the last time: its newest checkpoint,
/// signed by its key, of a tree that continues the one before.
final class WatchedLog implements AutoCloseable {
  private static final String BAD_PROOF = "bad-proof";

  /// Each write waits for the disk that the ledger waits for.
  private static final Duration KEEP_EVERY = Duration.ofSeconds(30);

  private final SeenLog file;
  private final Optional<Seen> lastVisit;
  private volatile Optional<Seen> newest;
  private Instant keptAt = Instant.EPOCH;
  private volatile State state = new State(null, null, null);

  /// @param now the newest that was found good; null if there was none yet
  /// @param checkedAt when
  /// @param wrong what is wrong with the log; null if nothing is
  record State(
      @Nullable SignedCheckpoint now, @Nullable Instant checkedAt, @Nullable Wrong wrong) {}

  /// What the log's key does not stand for, or what contradicts what it signed before.
  record Wrong(String code, String message) {}

  WatchedLog(SeenLog file) {
    this.file = file;
    this.lastVisit = file.read();
    this.newest = lastVisit;
  }

  /// What was seen when a page was open the last time, before this one.
  Optional<Seen> lastVisit() {
    return lastVisit;
  }

  /// How many events a seen log had.
  static long size(Seen seen) {
    return Checkpoint.sizeIn(seen.note());
  }

  State state() {
    return state;
  }

  /// Verifies the newest checkpoint, if the log has grown. A wrong one stays told until the page's
  /// process ends, whatever follows.
  ///
  /// @throws ChitException if the server does not answer
  void look(ServerLink link, long size) throws ChitException, InterruptedException {
    SignedCheckpoint last = state.now();
    if (state.wrong() != null || (last != null && last.size() == size)) {
      return;
    }
    Optional<String> before = newest.map(Seen::note);
    try {
      SignedCheckpoint now = link.with(operator -> operator.view().checkpoint(before));
      var seen = new Seen(Instant.now(), now.note());
      state = new State(now, seen.at(), null);
      newest = Optional.of(seen);
      if (keptAt.plus(KEEP_EVERY).isBefore(seen.at())) {
        keptAt = seen.at();
        file.keep(seen);
      }
    } catch (HistoryRewrittenException e) {
      state = new State(last, state.checkedAt(), new Wrong(e.code(), sentence(e)));
    } catch (NotTrustedException e) {
      if (!e.code().equals(BAD_PROOF)) {
        throw e;
      }
      state =
          new State(last, state.checkedAt(), new Wrong(e.code(), String.valueOf(e.getMessage())));
    }
  }

  private static String sentence(HistoryRewrittenException e) {
    return "The log of %d events is no continuation of the one of %d that this page saw before."
        .formatted(Checkpoint.sizeIn(e.now()), Checkpoint.sizeIn(e.before()));
  }

  /// Keeps what was seen last.
  @Override
  public void close() {
    if (state.now() != null) {
      newest.ifPresent(file::keep);
    }
  }
}
