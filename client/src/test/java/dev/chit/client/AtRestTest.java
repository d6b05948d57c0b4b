package dev.chit.client;

import static dev.chit.client.Town.amount;
import static dev.chit.client.Town.name;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.sessions.LocalDevice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a thief with a disk finds.
final class AtRestTest {
  private static final String TEXT = "meet me under the clock at noon";
  private static final String MEMO = "for the ring that nobody knows of";

  @TempDir Path directory;

  @Test
  void noFileOfTheServerOrOfTheClientsHoldsWordsOrKeys() throws Exception {
    byte[] identity;
    byte[] device;
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atBob = Inbox.of(bob);
      alice.send(name("bob"), TEXT);
      atBob.next(Incoming.Message.class);
      alice.pay(name("bob"), amount("1.00"), MEMO);
      bob.close();
      alice.send(name("bob"), TEXT);
      identity = alice.engine().self().identity().seed();
      device =
          alice
              .engine()
              .store
              .run(tables -> LocalDevice.decode(tables.device()).deviceKey().seed());
      assertNowhere(identity, device);
    }
    assertNowhere(identity, device);
  }

  private void assertNowhere(byte[] identity, byte[] device) throws Exception {
    List<byte[]> secrets = List.of(TEXT.getBytes(UTF_8), MEMO.getBytes(UTF_8), identity, device);
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    assertTrue(files.stream().anyMatch(file -> file.endsWith("mail.db")));
    assertTrue(files.stream().anyMatch(file -> file.endsWith("state.db")));
    for (Path file : files) {
      String content = new String(Files.readAllBytes(file), ISO_8859_1);
      for (byte[] secret : secrets) {
        assertFalse(content.contains(new String(secret, ISO_8859_1)), file.toString());
      }
    }
  }

  @Test
  void theProfileIsReadableByItsOwnerOnly() throws Exception {
    Path home = directory.resolve("home");
    try (ChitClient client = ChitClient.create(ClientConfig.of(home))) {
      assertTrue(client.whoami().name().isEmpty());
      try (Stream<Path> walk = Files.walk(home)) {
        for (Path file : walk.filter(Files::isRegularFile).toList()) {
          if (!file.endsWith("lock")) {
            assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                file.toString());
          }
        }
      }
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home)));
    }
  }
}
