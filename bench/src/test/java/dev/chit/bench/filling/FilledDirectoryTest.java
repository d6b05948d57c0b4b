package dev.chit.bench.filling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.audit.Audit;
import dev.chit.audit.AuditReport;
import dev.chit.audit.EventSource;
import dev.chit.audit.Expected;
import dev.chit.bench.BenchException;
import dev.chit.bench.Progress;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.SigningKey;
import dev.chit.server.ledger.LedgerService;
import dev.chit.server.ledger.LedgerSettings;
import dev.chit.server.store.sqlite.SqliteLedgerStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilledDirectoryTest {
  private static final long GRANT_MINOR = 1_000_000_000;

  @TempDir Path directory;

  @Test
  void aFilledLedgerPassesItsAuditAndIsFilledFurther() throws Exception {
    Path data = directory.resolve("data");
    List<Long> told = new ArrayList<>();
    Progress progress = (what, done, total) -> told.add(done);

    assertEquals(400, FilledDirectory.fill(data, GRANT_MINOR, 400, progress));
    assertEquals(700, FilledDirectory.fill(data, GRANT_MINOR, 700, progress));
    assertEquals(700, FilledDirectory.fill(data, GRANT_MINOR, 500, progress), "it stays larger");

    assertEquals(List.of(400L, 700L, 500L), told);
    AuditReport report = audit(data);
    assertEquals(List.of(), report.findings());
    assertEquals(700, report.events());
    assertTrue(report.accounts() > 100, report::toString);
  }

  @Test
  void aDirectoryOfSomebodyElseIsLeftAlone() throws Exception {
    Path file = Files.writeString(directory.resolve("photo"), "mine");

    BenchException refused =
        assertThrows(
            BenchException.class,
            () -> FilledDirectory.fill(directory, GRANT_MINOR, 400, Progress.NONE));

    assertEquals(
        directory + " holds something that chit bench did not make.", refused.getMessage());
    assertEquals("mine", Files.readString(file));
  }

  private static AuditReport audit(Path data) throws Exception {
    try (SigningKey logKey = SigningKey.load(data.resolve("log.key"));
        LedgerService ledger =
            LedgerService.open(
                SqliteLedgerStore.open(data),
                logKey,
                LedgerSettings.in(data),
                () -> {
                  throw new AssertionError("a new ledger");
                })) {
      Iterator<byte[]> events = ledger.events(0, 1_000).iterator();
      return Audit.run(
          source(events, ledger.checkpoint().note()),
          Expected.of(Fingerprint.ofKey(logKey.verifyKey())),
          dev.chit.audit.Progress.NONE);
    }
  }

  private static EventSource source(Iterator<byte[]> events, String note) {
    return new EventSource() {
      @Override
      public Optional<byte[]> next() {
        return events.hasNext() ? Optional.of(events.next()) : Optional.empty();
      }

      @Override
      public Optional<String> checkpoint() {
        return Optional.of(note);
      }

      @Override
      public void close() {}
    };
  }
}
