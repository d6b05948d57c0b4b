package dev.chit.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Which profile a client opens, and how it meets the server.
///
/// @param home the profile's directory
/// @param server empty uses the address kept in the profile; given, it replaces the kept place, but
///   never the kept fingerprint
/// @param trustFirst whether, when no fingerprint is known, the first server that answers is
///   trusted and pinned
/// @param patience how long a call waits for a connection or an answer before it gives up
/// @param keepAlive when a silent connection is given up
public record ClientConfig(
    Path home,
    Optional<ServerAddress> server,
    boolean trustFirst,
    Unlock unlock,
    Duration patience,
    KeepAlive keepAlive) {
  public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(10);

  public ClientConfig {
    if (patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException("patience " + patience + " (expected: more than 0)");
    }
  }

  /// A profile without passphrase that talks to the server its files name.
  public static ClientConfig of(Path home) {
    return new ClientConfig(
        home,
        Optional.empty(),
        false,
        new Unlock.NoPassphrase(),
        DEFAULT_PATIENCE,
        KeepAlive.DEFAULT);
  }

  public ClientConfig withServer(ServerAddress address) {
    return new ClientConfig(home, Optional.of(address), trustFirst, unlock, patience, keepAlive);
  }

  public ClientConfig withTrustFirst(boolean trust) {
    return new ClientConfig(home, server, trust, unlock, patience, keepAlive);
  }

  public ClientConfig withUnlock(Unlock how) {
    return new ClientConfig(home, server, trustFirst, how, patience, keepAlive);
  }

  public ClientConfig withPatience(Duration time) {
    return new ClientConfig(home, server, trustFirst, unlock, time, keepAlive);
  }

  public ClientConfig withKeepAlive(KeepAlive other) {
    return new ClientConfig(home, server, trustFirst, unlock, patience, other);
  }
}
