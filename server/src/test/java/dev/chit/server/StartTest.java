package dev.chit.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.Unit;
import dev.chit.server.ServerStartException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
  @TempDir Path directory;

  @Test
  void aDirectoryHasOneServer() throws Exception {
    try (var _ = ChitServer.start(config())) {
      assertEquals(Reason.ALREADY_RUNNING, failure(config()).reason());
    }
    ChitServer.start(config()).close();
  }

  @Test
  void aPortHasOneServer() throws Exception {
    try (var first = ChitServer.start(config())) {
      ServerConfig other =
          ServerConfig.of(directory.resolve("other"), Unit.parse("EUR:2"))
              .withListen("127.0.0.1", first.port());
      ServerStartException failure = failure(other);
      assertEquals(Reason.CANNOT_LISTEN, failure.reason());
      assertEquals(
          "Cannot listen on 127.0.0.1:" + first.port() + ": is the port in use?",
          failure.getMessage());
      ChitServer.start(other.withListen("127.0.0.1", 0)).close();
    }
  }

  @Test
  void anUnknownHostCannotBeListenedOn() {
    assertEquals(
        Reason.CANNOT_LISTEN, failure(config().withListen("no.such.host.invalid", 0)).reason());
  }

  @Test
  void aDirectoryThatCannotBeMadeIsSaidToBeSo() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    ServerConfig config = ServerConfig.of(file.resolve("data"), Unit.parse("EUR:2"));
    assertEquals(Reason.BAD_DIRECTORY, failure(config).reason());
  }

  @Test
  void newerDataIsLeftAlone() throws Exception {
    ChitServer.start(config()).close();
    for (String file : new String[] {"mail.db", "ledger.db"}) {
      int before = version(file);
      setVersion(file, 99);
      ServerStartException failure = failure(config());
      assertEquals(Reason.NEWER_DATA, failure.reason(), file);
      assertTrue(String.valueOf(failure.getMessage()).contains("newer version"));
      setVersion(file, before);
    }
    ChitServer.start(config()).close();
  }

  @Test
  void aMissingKeyIsNotMadeAnew() throws Exception {
    ChitServer.start(config()).close();
    for (String file : new String[] {"log.key", "operator.key"}) {
      Path key = directory.resolve("data").resolve(file);
      Path away = directory.resolve(file);
      Files.move(key, away);
      ServerStartException failure = failure(config());
      assertEquals(Reason.BAD_DATA, failure.reason());
      assertTrue(String.valueOf(failure.getMessage()).contains(file));
      Files.move(away, key);
    }
    ChitServer.start(config()).close();
  }

  @Test
  void keysAreTheirOwnersOnly() throws Exception {
    try (var _ = ChitServer.start(config())) {
      Path data = directory.resolve("data");
      assertEquals("rwx------", permissions(data));
      assertEquals("rw-------", permissions(data.resolve("log.key")));
      assertEquals("rw-------", permissions(data.resolve("operator.key")));
    }
  }

  private ServerConfig config() {
    return ServerConfig.of(directory.resolve("data"), Unit.parse("EUR:2"));
  }

  private static ServerStartException failure(ServerConfig config) {
    return assertThrows(ServerStartException.class, () -> ChitServer.start(config));
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private int version(String file) throws Exception {
    Path database = directory.resolve("data").resolve(file);
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        var statement = connection.createStatement();
        var row = statement.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }

  private void setVersion(String file, int version) throws Exception {
    Path database = directory.resolve("data").resolve(file);
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = " + version);
    }
  }
}
