/// The independent verifier of a ledger's log. [Audit] derives every balance from the events again,
/// with rules of its own: it shares the codecs, the Merkle code and the judge of signatures with
/// the server, and nothing that decides about money.
///
/// ```java
/// try (ExportReader export = ExportReader.open(directory)) {
///   AuditReport report = Audit.run(export, Expected.of(fingerprint), Progress.NONE);
///   report.findings().forEach(System.out::println);
/// }
/// ```
@NullMarked
package dev.chit.audit;

import org.jspecify.annotations.NullMarked;
