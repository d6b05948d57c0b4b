package dev.chit.audit;

import dev.chit.core.SignatureVerifier;
import dev.chit.core.Unit;
import dev.chit.core.event.BadEventException;
import dev.chit.core.event.Event.Created;
import dev.chit.core.event.EventCodec;
import dev.chit.core.log.BadCheckpointException;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.LogFrontier;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.Fingerprint;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Checks a whole log: every signature, every balance from zero, the supply, the root and the
/// checkpoint's signature. Whatever is missing is a finding: nothing is taken for good that was not
/// seen to be.
public final class Audit {
  private static final int BATCH_EVENTS = 256;

  /// Batches read ahead for each core: some hundred milliseconds of work, so that no core is idle
  /// while the thread that reads and keeps the books waits for its own turn.
  private static final int BATCHES_AHEAD = 16;

  private final EventSource source;
  private final Expected expected;
  private final Progress progress;
  private final SignatureVerifier verifier = Ed25519.verifier();
  private final Findings findings = new Findings();
  private final LogFrontier frontier = LogFrontier.empty();
  private @Nullable Unit unit;
  private boolean ended;

  private Audit(EventSource source, Expected expected, Progress progress) {
    this.source = source;
    this.expected = expected;
    this.progress = progress;
  }

  /// Reads the source to its end, using every core.
  ///
  /// @throws IOException if the source cannot be read; one that is merely wrong is a finding
  public static AuditReport run(EventSource source, Expected expected, Progress progress)
      throws IOException {
    return new Audit(source, expected, progress).run();
  }

  private AuditReport run() throws IOException {
    long startNanos = System.nanoTime();
    compareSeen();
    byte[] first = next().orElse(null);
    Terms terms = first == null ? null : terms(first);
    if (first == null || terms == null) {
      findings.addOfLog(Fault.NO_LEDGER, "The log does not begin with the creation of a ledger.");
      return report(null, startNanos);
    }
    var books = new Books(terms, findings, verifier);
    readAll(first, new EventCheck(terms, verifier), books);
    compareCheckpoint(terms);
    compareBooks(terms, books);
    return report(books, startNanos);
  }

  /// The next event; none after damage.
  private Optional<byte[]> next() throws IOException {
    if (ended) {
      return Optional.empty();
    }
    try {
      Optional<byte[]> event = source.next();
      ended = event.isEmpty();
      return event;
    } catch (BadExportException e) {
      findings.addOfLog(Fault.DAMAGED_EXPORT, String.valueOf(e.getMessage()));
      ended = true;
      return Optional.empty();
    }
  }

  private @Nullable Terms terms(byte[] first) {
    try {
      if (EventCodec.decode(first) instanceof Created created) {
        if (!Fingerprint.ofKey(created.logKey()).equals(expected.server())) {
          findings.add(Fault.OTHER_LEDGER, 0, "This is the log of another ledger.");
        }
        unit = created.unit();
        return Terms.of(created);
      }
    } catch (BadEventException e) {
      findings.add(Fault.BAD_EVENT, 0, "These bytes are no event.");
    }
    return null;
  }

  /// Reads ahead of the checks, and applies what they have done, so that all cores have work until
  /// the last event.
  private void readAll(byte[] first, EventCheck check, Books books) throws IOException {
    int threads = Runtime.getRuntime().availableProcessors();
    var checks = new ArrayDeque<CompletableFuture<List<CheckedEvent>>>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      long index = 0;
      List<byte[]> batch = batch(List.of(first));
      while (!batch.isEmpty()) {
        long start = index;
        List<byte[]> events = batch;
        checks.add(CompletableFuture.supplyAsync(() -> check.check(start, events), pool));
        index += batch.size();
        if (checks.size() > BATCHES_AHEAD * threads) {
          apply(checks.remove().join(), books);
        }
        batch = batch(List.of());
      }
      while (!checks.isEmpty()) {
        apply(checks.remove().join(), books);
      }
    }
  }

  private List<byte[]> batch(List<byte[]> begun) throws IOException {
    var batch = new ArrayList<>(begun);
    while (batch.size() < BATCH_EVENTS) {
      Optional<byte[]> event = next();
      if (event.isEmpty()) {
        break;
      }
      batch.add(event.get());
    }
    return batch;
  }

  private void apply(List<CheckedEvent> events, Books books) {
    for (CheckedEvent checked : events) {
      if (checked.finding() != null) {
        findings.add(checked.finding());
      }
      if (checked.event() != null) {
        books.apply(checked.index(), checked.event());
      }
      frontier.append(checked.leaf());
      compareSeen();
    }
    progress.at(frontier.size());
  }

  /// Holds the tree as it is now against what was seen of it when it had this size.
  private void compareSeen() {
    for (Checkpoint seen : expected.seen()) {
      if (seen.size() == frontier.size() && !seen.root().equals(frontier.root())) {
        findings.addOfLog(
            Fault.FORK,
            "The server rewrote history: its first " + seen.size() + " events are not those seen.");
      }
    }
  }

  private void compareCheckpoint(Terms terms) throws IOException {
    for (Checkpoint seen : expected.seen()) {
      if (seen.size() > frontier.size()) {
        findings.addOfLog(
            Fault.FORK,
            "The log has " + frontier.size() + " events; it had " + seen.size() + " before.");
      }
      if (!seen.origin().equals(Checkpoint.originOf(terms.ledger()))) {
        findings.addOfLog(Fault.FORK, "A checkpoint seen before is another ledger's.");
      }
    }
    try {
      Optional<String> note = source.checkpoint();
      if (note.isEmpty()) {
        findings.addOfLog(Fault.NO_CHECKPOINT, "The log comes without a checkpoint.");
      } else {
        compare(
            SignedCheckpoint.verify(
                note.get(), Checkpoint.originOf(terms.ledger()), terms.logKey(), verifier));
      }
    } catch (BadCheckpointException | BadExportException e) {
      findings.addOfLog(
          Fault.BAD_CHECKPOINT, "The checkpoint is not one that the log's key signed.");
    }
  }

  private void compare(SignedCheckpoint signed) {
    if (signed.size() != frontier.size()) {
      findings.addOfLog(
          Fault.WRONG_SIZE,
          "The checkpoint covers " + signed.size() + " events; there are " + frontier.size() + ".");
    }
    if (!signed.root().equals(frontier.root())) {
      findings.addOfLog(Fault.WRONG_ROOT, "The events are not those that the checkpoint covers.");
    }
  }

  private void compareBooks(Terms terms, Books books) {
    books.end();
    if (books.balanceMinor(terms.operator()) == null) {
      findings.addOfLog(Fault.NO_LEDGER, "The operator's account was never opened.");
    }
    expected
        .balancesMinor()
        .forEach(
            (account, minor) -> {
              Long derived = books.balanceMinor(account);
              if (!minor.equals(derived)) {
                findings.addOfLog(
                    Fault.WRONG_BALANCE,
                    "Account "
                        + account
                        + " has "
                        + derived
                        + " by its events, not "
                        + minor
                        + ".");
              }
            });
    if (books.membersMinor() != books.circulationMinor()) {
      findings.addOfLog(
          Fault.WRONG_SUPPLY, "Members do not have what was issued less what was retired.");
    }
    expected
        .circulationMinor()
        .ifPresent(
            minor -> {
              if (minor != books.circulationMinor()) {
                findings.addOfLog(
                    Fault.WRONG_SUPPLY,
                    books.circulationMinor() + " are in circulation, not " + minor + ".");
              }
            });
  }

  private AuditReport report(@Nullable Books books, long startNanos) {
    double seconds = (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    return new AuditReport(
        frontier.size(),
        books == null ? 0 : books.accounts(),
        books == null ? 0 : books.circulationMinor(),
        frontier.root(),
        unit,
        Math.round(frontier.size() / Math.max(seconds, 1e-9)),
        findings.kept(),
        findings.leftOut());
  }
}
