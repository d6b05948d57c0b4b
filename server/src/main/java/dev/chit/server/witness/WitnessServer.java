package dev.chit.server.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.server.Server;
import dev.chit.core.log.WitnessKey;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.SecretFiles;
import dev.chit.crypto.ServerCertificate;
import dev.chit.crypto.SigningKey;
import dev.chit.crypto.TlsIdentity;
import dev.chit.crypto.tls.LogTrust;
import dev.chit.crypto.tls.TlsContexts;
import dev.chit.server.ServerStartException;
import dev.chit.server.ServerStartException.Reason;
import dev.chit.server.store.DirectoryLock;
import dev.chit.server.store.DirectoryLockedException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// A running witness: one port, TLS 1.3, open to the servers whose logs it watches.
///
/// ```java
/// try (var witness = WitnessServer.start(config)) {
///   System.out.println("ready " + witness.address());
///   System.out.println(witness.key().vkey());
/// }
/// ```
///
/// Files in its directory: `witness.key`, `vkey`, `lock`, and `logs`.
public final class WitnessServer implements AutoCloseable {
  private static final String KEY_FILE = "witness.key";
  private static final String VKEY_FILE = "vkey";
  private static final String LOGS = "logs";
  private static final int REQUEST_BYTES_MAX = 256 << 10;
  private static final int CONNECTIONS_MAX = 1_000;
  private static final Duration REQUEST = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofSeconds(90);
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final long POLL_MILLIS = 5;

  private final String host;
  private final DirectoryLock lock;
  private final SigningKey key;
  private final WitnessService service;
  private final Server server;
  private final int port;

  private WitnessServer(
      String host, DirectoryLock lock, SigningKey key, WitnessService service, Server server) {
    this.host = host;
    this.lock = lock;
    this.key = key;
    this.service = service;
    this.server = server;
    this.port = server.activeLocalPort();
  }

  /// Starts and returns once connections are accepted.
  ///
  /// @throws ServerStartException when it cannot
  public static WitnessServer start(WitnessConfig config) throws ServerStartException {
    return start(config, InstantSource.system());
  }

  static WitnessServer start(WitnessConfig config, InstantSource clock)
      throws ServerStartException {
    DirectoryLock lock = lock(config.data());
    try {
      SigningKey key = key(config.data());
      var service = new WitnessService(config.data().resolve(LOGS), key, clock);
      Server server = server(config, key, service);
      return new WitnessServer(config.host(), lock, key, service, server);
    } catch (ServerStartException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static DirectoryLock lock(Path data) throws ServerStartException {
    try {
      SecretFiles.createDirectory(data);
      return DirectoryLock.acquire(data);
    } catch (DirectoryLockedException e) {
      throw new ServerStartException(
          Reason.ALREADY_RUNNING, "Another witness runs on " + data + ".", e);
    } catch (IOException e) {
      throw new ServerStartException(
          Reason.BAD_DIRECTORY, data + " cannot be made or written to.", e);
    }
  }

  /// A witness without its key is another witness: it is made once, and never beside old logs.
  private static SigningKey key(Path data) throws ServerStartException {
    Path file = data.resolve(KEY_FILE);
    try {
      SigningKey key;
      if (Files.exists(file)) {
        key = SigningKey.load(file);
      } else if (Files.exists(data.resolve(LOGS))) {
        throw new ServerStartException(
            Reason.BAD_DATA, data + " has logs but no " + KEY_FILE + ": put the file back.");
      } else {
        key = SigningKey.generate();
        key.save(file);
      }
      SecretFiles.createDirectory(data.resolve(LOGS));
      String vkey = WitnessKey.of(key.verifyKey()).vkey();
      SecretFiles.replace(data.resolve(VKEY_FILE), (vkey + "\n").getBytes(UTF_8));
      return key;
    } catch (IOException e) {
      throw new ServerStartException(
          Reason.BAD_DATA, file + " cannot be used: " + e.getMessage() + ".", e);
    }
  }

  private static Server server(WitnessConfig config, SigningKey key, WitnessService service)
      throws ServerStartException {
    var address = new InetSocketAddress(config.host(), config.port());
    try {
      if (address.isUnresolved()) {
        throw new IOException("unknown host " + config.host());
      }
      TlsIdentity identity = ServerCertificate.create(key);
      Server server =
          Server.builder()
              .port(address, SessionProtocol.HTTPS)
              .tls(TlsKeyPair.of(identity.privateKey(), identity.certificate()))
              .tlsCustomizer(
                  TlsContexts.serverCustomizer(
                      new LogTrust(log -> config.logs().contains(Fingerprint.ofKey(log)))))
              .service(WitnessService.PATH, service)
              .requestTimeout(REQUEST)
              .idleTimeout(IDLE)
              .maxRequestLength(REQUEST_BYTES_MAX)
              .maxNumConnections(CONNECTIONS_MAX)
              .meterRegistry(new SimpleMeterRegistry())
              .disableServerHeader()
              .disableDateHeader()
              .build();
      server.start().join();
      return server;
    } catch (CompletionException | IOException e) {
      throw new ServerStartException(
          Reason.CANNOT_LISTEN,
          "Cannot listen on " + config.host() + ":" + config.port() + ": is the port in use?",
          e);
    }
  }

  /// `HOST:PORT#FINGERPRINT`, which is what a server is told.
  public String address() {
    String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return shown + ":" + port() + "#" + Fingerprint.ofKey(key.verifyKey());
  }

  public int port() {
    return port;
  }

  /// Whose cosignatures they are, which is what members are told.
  public WitnessKey key() {
    return WitnessKey.of(key.verifyKey());
  }

  /// Finishes what is under way and stops.
  @Override
  public void close() {
    service.close();
    var _ = server.stop();
    awaitSilence();
    key.destroy();
    lock.close();
  }

  /// The rest of its stopping is two seconds of quiet for a thread that only accepted connections.
  private void awaitSilence() {
    long until = System.nanoTime() + CLOSE.toNanos();
    try {
      while (!server.activePorts().isEmpty() && System.nanoTime() < until) {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
