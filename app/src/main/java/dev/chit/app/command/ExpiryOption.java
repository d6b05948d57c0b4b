package dev.chit.app.command;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Until when a chit can be paid.
final class ExpiryOption {
  @Option(
      names = "--expires",
      paramLabel = "WHEN",
      description = "30d, 12h, 2027-01-31; by default as long as the ledger keeps promises.")
  private @Nullable String expires;

  Optional<Instant> notAfter() {
    return Moment.parse(expires, Instant.now());
  }
}
