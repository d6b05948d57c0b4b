package dev.chit.doors;

import static dev.chit.doors.Dialect.MAILBOX;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.core.AccountId;
import dev.chit.doors.old.ClientMailbox;
import dev.chit.doors.old.ClientMailbox.Letter;
import dev.chit.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import javax.crypto.Cipher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxTest {
  private static final int REFUSED = 9000;

  @TempDir private Path directory;

  private Village village;
  private ClientMailbox alice;
  private ClientMailbox bob;

  @BeforeEach
  void build() throws Exception {
    village = new Village(directory, MAILBOX);
    alice = new ClientMailbox(village.port(MAILBOX));
    bob = new ClientMailbox(village.port(MAILBOX));
    assertEquals(1000, alice.register("alice"));
    assertEquals(1000, bob.register("bob"));
  }

  @AfterEach
  void tearDown() {
    village.close();
  }

  @Test
  void twoClientsAgreeOnAKeyAndSendTextAndFile() throws Exception {
    assertEquals(Set.of("alice", "bob"), alice.clients().keySet());
    assertArrayEquals(bob.id(), Objects.requireNonNull(alice.clients().get("bob")));

    var _ = alice.send(bob.id(), 1, new byte[0]);
    Letter asked = bob.fetch().getFirst();
    assertArrayEquals(alice.id(), asked.from());
    assertEquals(1, asked.type());
    byte[] key = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    var _ = bob.send(alice.id(), 2, bob.sealKey(key, bob.publicKey(alice.id())));
    byte[] sealed = alice.fetch().getFirst().content();
    assertEquals(128, sealed.length);
    assertArrayEquals(key, alice.openKey(sealed));

    int text =
        alice.send(
            bob.id(), 3, ClientMailbox.crypt(Cipher.ENCRYPT_MODE, key, "hello".getBytes(UTF_8)));
    var file = new byte[300_000];
    new Random(1).nextBytes(file);
    int second = alice.send(bob.id(), 4, file);
    assertTrue(second > text);
    List<Letter> letters = bob.fetch();
    assertEquals(List.of(text, second), letters.stream().map(Letter::number).toList());
    assertEquals(
        "hello",
        new String(
            ClientMailbox.crypt(Cipher.DECRYPT_MODE, key, letters.getFirst().content()), UTF_8));
    assertArrayEquals(file, letters.getLast().content());
    assertEquals(List.of(), bob.fetch());
  }

  @Test
  void whatIsNotAsItShouldBeIsRefusedAfterItWasReadToItsEnd() throws Exception {
    byte[] stranger = Arrays.copyOf(new byte[] {7}, 16);
    assertEquals(REFUSED, new ClientMailbox(village.port(MAILBOX)).register("alice"));
    assertEquals(REFUSED, new ClientMailbox(village.port(MAILBOX)).register("no name"));
    assertEquals(REFUSED, alice.ask(stranger, 101, new byte[0]).code());
    assertEquals(REFUSED, alice.ask(alice.id(), 102, stranger).code());
    assertEquals(REFUSED, alice.ask(alice.id(), 105, new byte[0]).code());
    assertEquals(REFUSED, alice.ask(alice.id(), 100, new byte[3]).code());
    assertEquals(REFUSED, alice.ask(stranger, 104, new byte[0]).code());
    byte[] message = ClientMailbox.message(stranger, 3, new byte[500_000]);
    assertEquals(REFUSED, alice.ask(alice.id(), 103, message).code());
    byte[] odd = ClientMailbox.message(bob.id(), 3, new byte[10]);
    assertEquals(REFUSED, alice.ask(alice.id(), 103, Arrays.copyOf(odd, 30)).code());
    byte[] other = ClientMailbox.message(bob.id(), 5, new byte[10]);
    assertEquals(REFUSED, alice.ask(alice.id(), 103, other).code());
    assertEquals(List.of(), bob.fetch());
  }

  @Test
  void aRequestSplitAtEveryByteMeansTheSame() throws Exception {
    byte[] message = ClientMailbox.message(bob.id(), 3, "in pieces".getBytes(UTF_8));
    try (Socket socket = alice.connect()) {
      socket.setTcpNoDelay(true);
      for (byte one :
          ClientMailbox.join(ClientMailbox.head(alice.id(), 103, message.length), message)) {
        socket.getOutputStream().write(one);
      }
      assertEquals(1003, ClientMailbox.reply(socket).code());
    }
    assertEquals("in pieces", new String(bob.fetch().getFirst().content(), UTF_8));
  }

  @Test
  void aLargeUploadThatStallsDelaysNobodyAndLeavesNothing() throws Exception {
    int gigabyte = 1 << 30;
    try (Socket stalled = alice.connect()) {
      byte[] head = ClientMailbox.message(bob.id(), 4, new byte[100]);
      head[17] = 0;
      head[18] = 0;
      head[19] = 0;
      head[20] = 0x40;
      stalled
          .getOutputStream()
          .write(ClientMailbox.join(ClientMailbox.head(alice.id(), 103, gigabyte + 21L), head));
      Eventually.is("the upload has begun", () -> blobs() == 1);
      var _ = alice.send(bob.id(), 3, "meanwhile".getBytes(UTF_8));
      assertEquals("meanwhile", new String(bob.fetch().getFirst().content(), UTF_8));
    }
    Eventually.is("nothing of the upload is left", () -> blobs() == 0);
    assertEquals(List.of(), bob.fetch());
    var _ = alice.send(bob.id(), 3, "afterwards".getBytes(UTF_8));
    assertEquals(1, bob.fetch().size());
  }

  private long blobs() throws IOException {
    try (var files = Files.walk(village.data().resolve("blobs"))) {
      return files.filter(Files::isRegularFile).count();
    } catch (UncheckedIOException | NoSuchFileException e) {
      // One was deleted in the middle of this.
      return -1;
    }
  }

  @Test
  void aMessageWhoseTimeIsOverDoesNotBreakTheFetchOfTheOthers() throws Exception {
    var _ = alice.send(bob.id(), 3, "first".getBytes(UTF_8));
    int lost = alice.send(bob.id(), 3, "lost".getBytes(UTF_8));
    var _ = alice.send(bob.id(), 1, new byte[0]);
    try (Connection database = database();
        Statement statement = database.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT blob FROM letter WHERE number = " + lost)) {
      assertTrue(found.next());
      village.shelf().delete(AccountId.of(alice.id()), found.getBytes(1));
    }
    assertEquals(
        List.of("first", ""),
        bob.fetch().stream().map(letter -> new String(letter.content(), UTF_8)).toList());
    assertEquals(List.of(), bob.fetch());
  }

  @Test
  void aRegistrationThatBrokeOffIsFinishedByTheNextAndAnotherDoorsAccountIsNot() throws Exception {
    byte[] before = alice.id();
    var again = new ClientMailbox(village.port(MAILBOX));
    change("DELETE FROM client WHERE name = 'alice'");
    assertEquals(REFUSED, again.register("alice"));
    change("INSERT INTO opening (name) VALUES ('alice')");
    assertEquals(1000, again.register("ALICE"));
    assertArrayEquals(before, again.id());
    assertEquals(Set.of("alice", "bob"), bob.clients().keySet());
    assertEquals(REFUSED, alice.register("alice"));
    assertEquals(1000, new ClientMailbox(village.port(MAILBOX)).register("carol"));
    assertEquals(Set.of("alice", "bob", "carol"), bob.clients().keySet());
  }

  private Connection database() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:sqlite:" + village.data().resolve("doors/mailbox/mailbox.db"));
  }

  private void change(String sql) throws SQLException {
    try (Connection database = database();
        Statement statement = database.createStatement()) {
      assertEquals(1, statement.executeUpdate(sql));
    }
  }

  @Test
  void aFetchThatIsResetInTheMiddleLosesNothing() throws Exception {
    var file = new byte[8 << 20];
    new Random(2).nextBytes(file);
    for (int i = 0; i < 3; i++) {
      var _ = alice.send(bob.id(), 4, file);
    }
    try (Socket reset = bob.connect()) {
      reset.setReceiveBufferSize(4_096);
      reset.getOutputStream().write(ClientMailbox.head(bob.id(), 104, 0));
      assertTrue(reset.getInputStream().readNBytes(1_000).length == 1_000);
      reset.setSoLinger(true, 0);
    }
    List<Letter> letters = bob.fetch();
    assertEquals(3, letters.size());
    for (Letter letter : letters) {
      assertArrayEquals(file, letter.content());
    }
    assertEquals(List.of(), bob.fetch());
  }

  @Test
  void aMemberIsNotLetInAndMessagesSurviveTheDoor() throws Exception {
    var _ = village.member("carol");
    assertEquals(REFUSED, new ClientMailbox(village.port(MAILBOX)).register("Carol"));
    var _ = alice.send(bob.id(), 3, "kept".getBytes(UTF_8));
    village.doors(MAILBOX);
    var back = bob.at(village.port(MAILBOX));
    assertEquals("kept", new String(back.fetch().getFirst().content(), UTF_8));
  }

  @Test
  void silentAndBrokenOffRequestsAreNobodysTrouble() throws IOException {
    for (int i = 0; i < 200; i++) {
      try (Socket socket = alice.connect()) {
        socket.getOutputStream().write(new byte[i % 22]);
      }
    }
    assertEquals(List.of(), bob.fetch());
  }
}
