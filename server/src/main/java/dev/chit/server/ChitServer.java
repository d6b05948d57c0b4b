package dev.chit.server;

import dev.chit.core.event.StatementBytes;
import dev.chit.core.ledger.Command;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.ServerCertificate;
import dev.chit.crypto.SigningKey;
import dev.chit.server.ServerStartException.Reason;
import dev.chit.server.blobs.BlobStore;
import dev.chit.server.blobs.BlobSweeper;
import dev.chit.server.blobs.Blobs;
import dev.chit.server.blobs.DiskBlobs;
import dev.chit.server.blobs.NewerBlobsException;
import dev.chit.server.blobs.s3.S3Blobs;
import dev.chit.server.cosigning.Witnesses;
import dev.chit.server.edge.Edge;
import dev.chit.server.ledger.LedgerService;
import dev.chit.server.ledger.LedgerSettings;
import dev.chit.server.ledger.RestoredCopyException;
import dev.chit.server.mailbox.store.NewerMailException;
import dev.chit.server.mailbox.store.SqliteMail;
import dev.chit.server.store.DirectoryLockedException;
import dev.chit.server.store.LedgerStore;
import dev.chit.server.store.NewerDatabaseException;
import dev.chit.server.store.StoreException;
import dev.chit.server.store.sqlite.SqliteLedgerStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server: one port, TLS 1.3, both ends by certificate.
///
/// ```java
/// try (ChitServer server = ChitServer.start(ServerConfig.of(directory, Unit.parse("EUR:2")))) {
///   System.out.println("ready " + server.address());
/// }
/// ```
public final class ChitServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChitServer.class);
  private static final Duration DRAIN = Duration.ofSeconds(5);
  private static final Duration LEDGER_DRAIN = Duration.ofSeconds(1);
  private static final long CHIT_LIFE_SECONDS_MAX = Duration.ofDays(90).toSeconds();
  private static final String MAIL_FILE = "mail.db";
  private static final String BLOBS = "blobs";
  private static final String BLOBS_FILE = "blobs.db";

  private final String host;
  private final Fingerprint fingerprint;
  private final DataDirectory directory;
  private final LedgerService ledger;
  private final SqliteMail mail;
  private final Blobs blobs;
  private final BlobSweeper sweeper;
  private final Witnesses witnesses;
  private final Edge edge;
  private boolean stopped;

  private ChitServer(
      String host,
      Fingerprint fingerprint,
      DataDirectory directory,
      LedgerService ledger,
      SqliteMail mail,
      Blobs blobs,
      BlobSweeper sweeper,
      Witnesses witnesses,
      Edge edge) {
    this.host = host;
    this.fingerprint = fingerprint;
    this.directory = directory;
    this.ledger = ledger;
    this.mail = mail;
    this.blobs = blobs;
    this.sweeper = sweeper;
    this.witnesses = witnesses;
    this.edge = edge;
  }

  /// Starts and returns once connections are accepted.
  ///
  /// @throws ServerStartException when it cannot
  public static ChitServer start(ServerConfig config) throws ServerStartException {
    var opened = new Closing();
    try {
      DataDirectory directory = DataDirectory.open(config.data());
      LedgerStore store = opened.add(store(config.data()));
      opened.add(directory);
      boolean isNew = isEmpty(store);
      SigningKey logKey = directory.logKey(isNew);
      OperatorIdentity operator = directory.operator(isNew, Instant.now().getEpochSecond());
      LedgerService ledger = opened.add(ledger(config, store, logKey, operator));
      SqliteMail mail = opened.add(mail(config.data().resolve(MAIL_FILE)));
      Blobs blobs = opened.add(blobs(config));
      Witnesses witnesses =
          opened.add(Witnesses.start(config.data(), config.witnesses(), logKey, ledger));
      Edge edge = edge(config, logKey, operator, ledger, mail, blobs, witnesses);
      var server =
          new ChitServer(
              config.host(),
              Fingerprint.ofKey(logKey.verifyKey()),
              directory,
              ledger,
              mail,
              blobs,
              opened.add(BlobSweeper.start(blobs)),
              witnesses,
              edge);
      server.publish();
      return server;
    } catch (ServerStartException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static LedgerStore store(Path data) throws ServerStartException {
    try {
      return SqliteLedgerStore.open(data);
    } catch (DirectoryLockedException e) {
      throw ServerStartException.of(Reason.ALREADY_RUNNING, e);
    } catch (NewerDatabaseException e) {
      throw ServerStartException.of(Reason.NEWER_DATA, e);
    } catch (StoreException e) {
      throw ServerStartException.of(Reason.BAD_DIRECTORY, e);
    }
  }

  private static boolean isEmpty(LedgerStore store) throws ServerStartException {
    try {
      return store.size() == 0;
    } catch (StoreException e) {
      throw ServerStartException.of(Reason.BAD_DATA, e);
    }
  }

  private static LedgerService ledger(
      ServerConfig config, LedgerStore store, SigningKey logKey, OperatorIdentity operator)
      throws ServerStartException {
    try {
      return LedgerService.open(
          store,
          logKey,
          LedgerSettings.in(config.data())
              .withClock(config.clock())
              .withInvitationOnly(config.invitationOnly()),
          () ->
              new Command.Create(
                  logKey.verifyKey(),
                  config.unit(),
                  StatementBytes.of(operator.statement().encode()),
                  CHIT_LIFE_SECONDS_MAX,
                  config.openingGrant()));
    } catch (RestoredCopyException e) {
      throw ServerStartException.of(Reason.RESTORED_COPY, e);
    } catch (StoreException e) {
      throw ServerStartException.of(Reason.BAD_DATA, e);
    }
  }

  private static SqliteMail mail(Path file) throws ServerStartException {
    try {
      return SqliteMail.open(file);
    } catch (NewerMailException e) {
      throw new ServerStartException(
          Reason.NEWER_DATA, file + " was written by a newer version of Chit: run that one.", e);
    } catch (SQLException e) {
      throw new ServerStartException(
          Reason.BAD_DIRECTORY, file + " cannot be opened: " + e.getMessage() + ".", e);
    }
  }

  private static Blobs blobs(ServerConfig config) throws ServerStartException {
    Path file = config.data().resolve(BLOBS_FILE);
    BlobStore store = blobStore(config);
    try {
      return Blobs.open(file, store, config.limits().blobs(), InstantSource.system());
    } catch (NewerBlobsException e) {
      throw new ServerStartException(
          Reason.NEWER_DATA, file + " was written by a newer version of Chit: run that one.", e);
    } catch (SQLException e) {
      throw new ServerStartException(
          Reason.BAD_DIRECTORY, file + " cannot be opened: " + e.getMessage() + ".", e);
    }
  }

  private static BlobStore blobStore(ServerConfig config) throws ServerStartException {
    try {
      return config.files().isPresent()
          ? S3Blobs.open(config.files().get(), InstantSource.system())
          : DiskBlobs.open(config.data().resolve(BLOBS));
    } catch (IOException e) {
      throw new ServerStartException(
          Reason.BAD_DIRECTORY,
          (config.files().isPresent() ? config.files().get() : config.data().resolve(BLOBS))
              + " cannot be used: "
              + e.getMessage()
              + ".",
          e);
    }
  }

  private static Edge edge(
      ServerConfig config,
      SigningKey logKey,
      OperatorIdentity operator,
      LedgerService ledger,
      SqliteMail mail,
      Blobs blobs,
      Witnesses witnesses)
      throws ServerStartException {
    var address = new InetSocketAddress(config.host(), config.port());
    try {
      if (address.isUnresolved()) {
        throw new IOException("unknown host " + config.host());
      }
      return Edge.start(
          address,
          ServerCertificate.create(logKey),
          operator.key(),
          ledger,
          mail,
          blobs,
          witnesses,
          config.limits());
    } catch (IOException e) {
      throw new ServerStartException(
          Reason.CANNOT_LISTEN,
          "Cannot listen on " + config.host() + ":" + config.port() + ": is the port in use?",
          e);
    }
  }

  private void publish() throws ServerStartException {
    try {
      directory.publish(address());
    } catch (IOException e) {
      edge.stop(Duration.ZERO);
      throw new ServerStartException(
          Reason.BAD_DIRECTORY, directory.path() + " cannot be written to.", e);
    }
  }

  /// `HOST:PORT#FINGERPRINT`, which is all that a client needs.
  public String address() {
    String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return shown + ":" + port() + "#" + fingerprint;
  }

  /// The port listened on.
  public int port() {
    return edge.port();
  }

  /// What other front ends of this server stand on. They must have ended before it stops.
  public Services services() {
    return edge.services();
  }

  /// Lower-case base32 of SHA-256 of the log's public key, 52 characters.
  public String fingerprint() {
    return fingerprint.text();
  }

  /// Says `draining`, tells every client to come back later, finishes what is under way, stores
  /// what is not acknowledged, and closes everything; at most `drain` plus a few seconds.
  public synchronized void stop(Duration drain) {
    if (stopped) {
      return;
    }
    stopped = true;
    edge.stop(drain);
    sweeper.close();
    blobs.close();
    witnesses.close();
    ledger.close(LEDGER_DRAIN);
    try {
      mail.close();
    } catch (SQLException e) {
      log.warn("the mail store did not close well", e);
    }
    directory.close();
  }

  /// Stops with a drain of five seconds.
  @Override
  public void close() {
    stop(DRAIN);
  }
}
