package dev.chit.client;

import static dev.chit.client.Town.amount;
import static dev.chit.client.Town.name;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import dev.chit.client.state.v1.FileRow;
import dev.chit.client.talk.v1.FileStretch;
import dev.chit.sessions.age.AgeFile;
import dev.chit.testkit.GoProgram;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A profile that comes back from one file.
final class BackupTest {
  private static final char[] PASSPHRASE = "correct horse".toCharArray();

  @TempDir Path directory;

  @Test
  void everythingComesBackOnAnotherMachineAndGoesOn() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atBob = Inbox.of(bob);
      alice.send(name("bob"), "before");
      bob.send(name("alice"), "an answer");
      Paid paid = alice.pay(name("bob"), amount("3.00"), "bread");
      DrawnChit drawn = alice.chits().draw(name("bob"), amount("2.00"), "", Optional.empty());
      Inbox.of(alice).next(Incoming.Message.class);
      Path file = directory.resolve("alice.backup");

      alice.backup(file, PASSPHRASE);
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      assertFalse(Files.exists(town.home("alice").resolve("state.db.copy")));
      alice.send(name("bob"), "after");
      String identity = alice.whoami().fingerprint().text();
      alice.close();

      ChitClient back =
          town.keep(ChitClient.restore(town.config("elsewhere"), file, PASSPHRASE.clone()));
      back.awaitConnected();

      assertEquals(identity, back.whoami().fingerprint().text());
      assertEquals(List.of("before", "an answer"), texts(back, "bob"));
      assertEquals(paid.chit(), back.receipt(paid.chit()).chit());
      assertEquals(drawn.text(), back.chits().get(drawn.chit()).text());
      assertEquals("97.00", back.balance().text());

      Inbox atBack = Inbox.of(back);
      back.send(name("bob"), "from the new machine");
      atBob.next(Incoming.Message.class, it -> it.text().equals("from the new machine"));
      bob.send(name("alice"), "I see you");
      atBack.next(Incoming.Message.class, it -> it.text().equals("I see you"));
      Paid more = back.pay(name("bob"), amount("1.00"), "");
      assertEquals("96.00", more.balanceText());
    }
  }

  @Test
  void whatWasUnderWayWhenItWasBackedUpArrivesOnce() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      Inbox atBob = Inbox.of(bob);
      alice.send(name("bob"), "hello");
      alice.close();
      ChitClient offline =
          ChitClient.open(
              town.config("alice")
                  .withServer(new ServerAddress("127.0.0.1", 1, town.address().fingerprint()))
                  .withPatience(Duration.ofMillis(100)));
      assertEquals(MessageState.WAITING, offline.send(name("bob"), "in a tunnel").state());
      Path file = directory.resolve("alice.backup");
      offline.backup(file, PASSPHRASE);
      offline.close();

      ChitClient back = town.keep(ChitClient.restore(town.config("elsewhere"), file, PASSPHRASE));
      back.awaitConnected();
      atBob.next(Incoming.Message.class, it -> it.text().equals("in a tunnel"));
      back.close();
      // The old machine wakes up after all: the same message again.
      ChitClient old = town.back("alice");
      old.awaitConnected();
      old.send(name("bob"), "the end");
      atBob.next(Incoming.Message.class, it -> it.text().equals("the end"));
      assertEquals(List.of("hello", "in a tunnel", "the end"), texts(bob, "alice"));
    }
  }

  @Test
  void noBackupBecomesAHalfProfile() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      Path file = directory.resolve("alice.backup");
      alice.backup(file, PASSPHRASE);

      assertEquals(
          "file-exists",
          assertThrows(UsageException.class, () -> alice.backup(file, PASSPHRASE)).code());
      assertRefused(town, "wrong-passphrase", file, "wrong horse".toCharArray());
      byte[] whole = Files.readAllBytes(file);
      Path damaged = directory.resolve("damaged");
      Files.write(damaged, Arrays.copyOf(whole, whole.length - 1));
      assertRefused(town, "bad-backup", damaged, PASSPHRASE);
      byte[] changed = whole.clone();
      changed[changed.length - 100] ^= 1;
      Files.write(damaged, changed);
      assertRefused(town, "bad-backup", damaged, PASSPHRASE);
      Files.writeString(damaged, "no backup at all");
      assertRefused(town, "bad-backup", damaged, PASSPHRASE);
      try (var other =
          AgeFile.seal(Files.newOutputStream(damaged), PASSPHRASE, new SecureRandom())) {
        other.write("somebody's diary".getBytes(UTF_8));
      }
      assertRefused(town, "bad-backup", damaged, PASSPHRASE);
      assertRefused(town, "no-backup", directory.resolve("nowhere"), PASSPHRASE);
      assertEquals(
          "profile-exists",
          assertThrows(
                  ProfileException.class,
                  () -> ChitClient.restore(town.config("alice"), file, PASSPHRASE))
              .code());

      town.keep(ChitClient.restore(town.config("elsewhere"), file, PASSPHRASE));
    }
  }

  @Test
  void aFileThatWasOnItsWayBeginsAnewUnderOtherKeys() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      FileRow begun =
          FileRow.newBuilder()
              .setFileId(ByteString.copyFrom(new byte[16]))
              .setAccount(ByteString.copyFrom(new byte[16]))
              .setOutgoing(true)
              .setBlobId(ByteString.copyFrom(new byte[32]))
              .setSize(1)
              .addStretches(
                  FileStretch.newBuilder().setKey(ByteString.copyFrom(new byte[32])).build())
              .setState(FileState.SENDING.name())
              .build();
      alice
          .engine()
          .store
          .run(tables -> tables.files.add(new byte[33], begun.getAccount().toByteArray(), begun));
      Path file = directory.resolve("alice.backup");
      alice.backup(file, PASSPHRASE);
      alice.close();

      ChitClient back =
          town.keep(ChitClient.restore(town.config("elsewhere"), file, PASSPHRASE.clone()));

      FileRow there =
          back.engine().store.run(tables -> tables.files.after(0, 1)).getFirst().value();
      assertEquals(0, there.getStretchesCount());
      assertNotEquals(begun.getBlobId(), there.getBlobId());
      assertEquals(begun.getFileId(), there.getFileId());
    }
  }

  private static void assertRefused(Town town, String code, Path file, char[] passphrase) {
    assertEquals(
        code,
        assertThrows(
                ProfileException.class,
                () -> ChitClient.restore(town.config("elsewhere"), file, passphrase))
            .code());
    assertFalse(ChitClient.exists(town.home("elsewhere")));
  }

  @Test
  void theFormatsOwnProgramOpensItAndTheOtherWayRound() throws Exception {
    assumeTrue(
        GoProgram.canBeBuiltWith("filippo.io/age"),
        "no other age: on Debian, apt-get install golang-go golang-filippo-age-dev");
    Path source = Path.of(System.getProperty("chit.root", ".."), "testkit/src/main/go/age");
    GoProgram age = GoProgram.build(source, Files.createDirectory(directory.resolve("go")));
    byte[] plain = new byte[200_000];
    Arrays.fill(plain, (byte) 'x');
    Path ours = directory.resolve("ours.age");
    try (var out = AgeFile.seal(Files.newOutputStream(ours), PASSPHRASE, new SecureRandom())) {
      out.write(plain);
    }
    Files.writeString(directory.resolve("ours.age.passphrase"), new String(PASSPHRASE));
    GoProgram.Result opened = age.run("open", ours.toString());
    assertEquals(0, opened.exit(), opened.output());
    assertEquals("x".repeat(200_000), opened.output());

    Path content = Files.write(directory.resolve("content"), plain);
    Path theirs = directory.resolve("theirs.age");
    Files.writeString(directory.resolve("theirs.age.passphrase"), new String(PASSPHRASE));
    GoProgram.Result sealed = age.run("seal", content.toString(), theirs.toString());
    assertEquals(0, sealed.exit(), sealed.output());
    try (var in = AgeFile.open(new ByteArrayInputStream(Files.readAllBytes(theirs)), PASSPHRASE)) {
      assertArrayEquals(plain, in.readAllBytes());
    }
    assertTrue(Files.size(theirs) > plain.length);
  }

  private static List<String> texts(ChitClient client, String with) throws Exception {
    return client.history(name(with), 100, Optional.empty()).stream()
        .map(HistoryMessage::text)
        .toList();
  }
}
