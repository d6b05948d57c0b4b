package dev.chit.audit;

import dev.chit.core.Unit;
import dev.chit.core.log.Hash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an audit found.
///
/// @param events read
/// @param accounts opened, the operator's included
/// @param circulationMinor the sum that members have, in minor units
/// @param rootHash of the tree of all events read
/// @param unit what the ledger counts in, null if the log does not begin with that
/// @param findings the first thousand, in the order in which they were found
/// @param findingsLeftOut how many more there were
public record AuditReport(
    long events,
    long accounts,
    long circulationMinor,
    Hash rootHash,
    @Nullable Unit unit,
    long eventsPerSecond,
    List<Finding> findings,
    long findingsLeftOut) {
  public AuditReport {
    findings = List.copyOf(findings);
  }

  /// Whether nothing at all is wrong.
  public boolean isClean() {
    return findings.isEmpty() && findingsLeftOut == 0;
  }
}
