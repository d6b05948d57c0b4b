package dev.chit.server.witness;

import dev.chit.crypto.Fingerprint;
import java.nio.file.Path;
import java.util.Set;

/// How a witness runs.
///
/// @param data its directory; made, with mode 0700, if it is missing
/// @param host address or name to listen on
/// @param port 0 picks a free one
/// @param logs the servers whose logs it watches; nobody else can connect
public record WitnessConfig(Path data, String host, int port, Set<Fingerprint> logs) {
  public static final int LOGS_MAX = 1_000;

  public WitnessConfig {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " (expected: 0 to 65535)");
    }
    if (logs.isEmpty() || logs.size() > LOGS_MAX) {
      throw new IllegalArgumentException(logs.size() + " logs (expected: 1 to " + LOGS_MAX + ")");
    }
    logs = Set.copyOf(logs);
  }
}
