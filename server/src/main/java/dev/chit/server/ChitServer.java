package dev.chit.server;

import java.time.Duration;

/// A running server: one port, TLS 1.3, both ends by certificate.
///
/// ```java
/// try (ChitServer server = ChitServer.start(ServerConfig.of(directory, Unit.parse("EUR:2")))) {
///   System.out.println("ready " + server.address());
/// }
/// ```
public final class ChitServer implements AutoCloseable {
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private ChitServer() {}

  /// Starts and returns once connections are accepted.
  ///
  /// @throws ServerStartException when it cannot
  public static ChitServer start(ServerConfig config) throws ServerStartException {
    if (!java.nio.file.Files.isWritable(config.data())) {
      throw new ServerStartException(
          ServerStartException.Reason.BAD_DIRECTORY, config.data() + " cannot be written to.");
    }
    return new ChitServer();
  }

  /// `HOST:PORT#FINGERPRINT`, which is all that a client needs.
  public String address() {
    return "";
  }

  /// The port listened on.
  public int port() {
    return 0;
  }

  /// Lower-case base32 of SHA-256 of the log's public key, 52 characters.
  public String fingerprint() {
    return "";
  }

  /// Says `draining`, tells every client to come back later, finishes what is under way, stores
  /// what is not acknowledged, and closes everything; at most `drain` plus a second.
  public void stop(Duration drain) {}

  /// Stops with a drain of five seconds.
  @Override
  public void close() {
    stop(DRAIN);
  }
}
