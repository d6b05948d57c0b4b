package dev.chit.audit;

import dev.chit.core.log.Hash;
import java.util.List;

/// What an audit found.
///
/// @param events read
/// @param accounts opened, the operator's included
/// @param circulationMinor the sum that members have, in minor units
/// @param rootHash of the tree of all events read
/// @param findings the first thousand, in the order in which they were found
/// @param findingsLeftOut how many more there were
public record AuditReport(
    long events,
    long accounts,
    long circulationMinor,
    Hash rootHash,
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
