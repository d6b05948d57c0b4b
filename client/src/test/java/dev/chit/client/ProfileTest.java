package dev.chit.client;

import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfileTest {
  @TempDir Path directory;

  private ClientConfig config() {
    return ClientConfig.of(directory.resolve("home"));
  }

  private String codeOfOpening(ClientConfig config) {
    ChitException refused = assertThrows(ChitException.class, () -> ChitClient.open(config));
    assertEquals(ExitClass.USAGE, refused.exitClass());
    return refused.code();
  }

  @Test
  void oneProcessAtATimeOwnsAProfile() throws Exception {
    try (ChitClient client = ChitClient.create(config())) {
      assertEquals(ConnectionState.OFFLINE, client.connectionState());
      assertThrows(ProfileInUseException.class, () -> ChitClient.open(config()));
    }
    ChitClient.open(config()).close();
  }

  @Test
  void anIdentityStaysTheSameAndAProfileIsMadeOnce() throws Exception {
    assertFalse(ChitClient.exists(config().home()));
    assertEquals("no-profile", codeOfOpening(config()));
    Whoami made;
    try (ChitClient client = ChitClient.create(config())) {
      made = client.whoami();
    }
    assertTrue(ChitClient.exists(config().home()));
    try (ChitClient client = ChitClient.open(config())) {
      assertEquals(made, client.whoami());
    }
    assertEquals(
        "profile-exists",
        assertThrows(ProfileException.class, () -> ChitClient.create(config())).code());
  }

  @Test
  void onlyThePassphraseOpensALockedProfile() throws Exception {
    ClientConfig locked = config().withUnlock(Unlock.passphrase("correct horse".toCharArray()));
    ChitClient.create(locked).close();
    assertEquals("passphrase-needed", codeOfOpening(config()));
    assertEquals(
        "wrong-passphrase",
        codeOfOpening(config().withUnlock(Unlock.passphrase("battery".toCharArray()))));
    ChitClient.open(locked).close();
  }

  @Test
  void aCrashWhileAProfileIsMadeLeavesRoomForAnother() throws Exception {
    ChitClient.create(config()).close();
    Files.move(config().home().resolve("state.db"), config().home().resolve("state.db.new"));
    assertFalse(ChitClient.exists(config().home()));
    ChitClient.create(config()).close();
    ChitClient.open(config()).close();
  }

  @Test
  void aDamagedANewerOrAnExposedProfileIsNotOpened() throws Exception {
    ChitClient.create(config()).close();
    Path state = config().home().resolve("state.db");
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals("bad-profile", codeOfOpening(config()));
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rw-------"));
    try (var database = DriverManager.getConnection("jdbc:sqlite:" + state);
        var statement = database.createStatement()) {
      statement.execute("PRAGMA user_version = 2");
    }
    assertEquals("newer-profile", codeOfOpening(config()));
    try (var database = DriverManager.getConnection("jdbc:sqlite:" + state);
        var statement = database.createStatement()) {
      statement.execute("PRAGMA user_version = 1");
      statement.execute("UPDATE profile SET value = randomblob(200)");
    }
    assertEquals("bad-profile", codeOfOpening(config()));
    Files.writeString(state, "no database");
    assertEquals("bad-profile", codeOfOpening(config()));
  }

  @Test
  void withoutAServerTheClientSaysSoAndDoesNotHang() throws Exception {
    ClientConfig config = config().withPatience(Duration.ofMillis(600));
    try (ChitClient client = ChitClient.create(config)) {
      assertEquals(
          "no-server",
          assertThrows(UsageException.class, () -> client.register(name("alice"), "")).code());
      assertEquals("not-registered", assertThrows(UsageException.class, client::balance).code());
    }
    var nobody = ServerAddress.parse("127.0.0.1:1#" + "a".repeat(52));
    try (ChitClient client = ChitClient.open(config.withServer(nobody))) {
      var failure =
          assertThrows(UnreachableException.class, () -> client.register(name("alice"), ""));
      assertEquals(ExitClass.UNREACHABLE, failure.exitClass());
    }
    try (var town = new Town(directory)) {
      town.member("alice").close();
      ClientConfig away = town.config("alice").withPatience(Duration.ofMillis(600));
      town.server().close();
      try (ChitClient alice = ChitClient.open(away)) {
        assertThrows(UnreachableException.class, alice::balance);
      }
    }
  }

  @Test
  void addressesAreReadAsTheyAreWritten() {
    for (String text :
        new String[] {"localhost:7070", "[::1]:1", "10.0.0.1:65535#" + "a".repeat(52)}) {
      assertEquals(text, ServerAddress.parse(text).toString());
    }
    for (String text : new String[] {"", "host", "host:", ":1", "host:0", "host:65536", "h:1#x"}) {
      assertThrows(IllegalArgumentException.class, () -> ServerAddress.parse(text), text);
    }
  }
}
