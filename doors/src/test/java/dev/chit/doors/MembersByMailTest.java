package dev.chit.doors;

import static dev.chit.doors.Dialect.MAILBOX;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.ChitClient;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.FileProgress;
import dev.chit.client.HistoryMessage;
import dev.chit.client.Incoming;
import dev.chit.client.SentMessage;
import dev.chit.core.AccountName;
import dev.chit.core.ClearText;
import dev.chit.doors.old.ClientMailbox;
import dev.chit.doors.old.ClientMailbox.Letter;
import dev.chit.testkit.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Texts between a program of the mailboxes and a member.
class MembersByMailTest {
  private static final int REFUSED = 9000;
  private static final byte[] KEY = "0123456789abcdef".getBytes(UTF_8);

  @TempDir private static Path directory;

  private static Village village;
  private static int pairs;

  private final LinkedBlockingQueue<Incoming.Message> heard = new LinkedBlockingQueue<>();
  private AccountName alicesName = new AccountName("nobody");
  private String carolsName = "";
  private ClientMailbox alice;
  private ChitClient carol;

  @BeforeAll
  static void build() throws Exception {
    village = new Village(directory, MAILBOX);
  }

  /// Two who have not met.
  @BeforeEach
  void meet() throws Exception {
    pairs++;
    alicesName = new AccountName("alice" + pairs);
    carolsName = "carol" + pairs;
    alice = new ClientMailbox(village.port(MAILBOX));
    assertEquals(1000, alice.register(alicesName.value()));
    carol = village.member(carolsName);
    var _ =
        carol.watch(
            event -> {
              if (event instanceof Incoming.Message message) {
                heard.add(message);
              }
            });
  }

  @AfterAll
  static void tearDown() {
    village.close();
  }

  /// Carol's id as the program finds it.
  private byte[] carols() throws Exception {
    return Objects.requireNonNull(alice.clients().get(carolsName));
  }

  private void agree(byte[] key) throws Exception {
    var _ = alice.send(carols(), 2, alice.sealKey(key, alice.publicKey(carols())));
  }

  private void say(byte[] key, String text) throws Exception {
    var _ =
        alice.send(
            carols(), 3, ClientMailbox.crypt(Cipher.ENCRYPT_MODE, key, text.getBytes(UTF_8)));
  }

  private Incoming.Message next() throws Exception {
    Incoming.Message message = heard.poll(60, TimeUnit.SECONDS);
    assertNotNull(message, "no message came");
    return message;
  }

  /// Everything that waits, until there is a text.
  private List<Letter> fetchText() throws Exception {
    List<Letter> letters = new ArrayList<>();
    Eventually.is(
        "a text waits for alice",
        () -> {
          letters.addAll(alice.fetch());
          return letters.stream().anyMatch(letter -> letter.type() == 3);
        });
    return letters;
  }

  private static String open(byte[] key, Letter letter) throws Exception {
    return new String(ClientMailbox.crypt(Cipher.DECRYPT_MODE, key, letter.content()), UTF_8);
  }

  @Test
  void aTextOfAnOldProgramArrivesMarkedAndTheAnswerGoesBackByTheSameWay() throws Exception {
    assertArrayEquals(carol.whoami().account().bytes(), carols());
    agree(KEY);
    say(KEY, "hello 你好");
    Incoming.Message message = next();
    assertEquals("hello 你好", message.text());
    assertEquals(alicesName.value(), message.from());
    assertFalse(message.endToEnd(), "passed for end-to-end encrypted");
    assertTrue(message.asksToTalk().isPresent(), "a stranger was not announced as one");

    SentMessage sent = carol.send(alicesName, "and to you");
    assertFalse(sent.endToEnd(), "the member was not told");
    List<Letter> letters = fetchText();
    assertEquals(List.of(3), letters.stream().map(Letter::type).toList());
    assertArrayEquals(carols(), letters.getFirst().from());
    assertEquals("and to you", open(KEY, letters.getFirst()));

    List<HistoryMessage> history = carol.history(alicesName, 10, Optional.empty());
    assertEquals(
        List.of("hello 你好", "and to you"), history.stream().map(HistoryMessage::text).toList());
    assertTrue(history.stream().noneMatch(HistoryMessage::endToEnd), "a line without its mark");
  }

  @Test
  void aMemberWritesFirstAndTheProgramIsGivenAKeyBefore() throws Exception {
    var _ = carol.send(alicesName, "are you there?");
    List<Letter> letters = fetchText();
    assertEquals(List.of(2, 3), letters.stream().map(Letter::type).toList());
    byte[] key = alice.openKey(letters.getFirst().content());
    assertEquals("are you there?", open(key, letters.getLast()));
    say(key, "yes");
    Incoming.Message message = next();
    assertEquals("yes", message.text());
    assertTrue(message.asksToTalk().isEmpty(), "whoever was written to is no stranger");
  }

  @Test
  void aProgramMayAskForAKeyAndHaveAnotherLater() throws Exception {
    byte[] carols = carols();
    var _ = alice.send(carols, 1, new byte[0]);
    byte[] first = alice.openKey(alice.fetch().getFirst().content());
    say(first, "one");
    assertEquals("one", next().text());
    var _ = alice.send(carols, 1, new byte[0]);
    byte[] second = alice.openKey(alice.fetch().getFirst().content());
    say(second, "two");
    assertEquals("two", next().text());
  }

  @Test
  void whatTheDoorCannotReadOrMembersCannotTakeIsRefused() throws Exception {
    byte[] carols = carols();
    byte[] sealed = ClientMailbox.crypt(Cipher.ENCRYPT_MODE, KEY, "x".getBytes(UTF_8));
    assertRefused(carols, 3, sealed);
    assertRefused(carols, 2, new byte[128]);
    assertRefused(carols, 2, new byte[0]);
    agree(KEY);
    assertRefused(carols, 3, new byte[15]);
    assertRefused(
        carols,
        3,
        ClientMailbox.crypt(Cipher.ENCRYPT_MODE, "another key 1234".getBytes(UTF_8), KEY));
    assertRefused(carols, 4, new byte[100]);
    byte[] longest = new byte[ClearText.TEXT_BYTES_MAX + 1];
    java.util.Arrays.fill(longest, (byte) 'x');
    assertRefused(carols, 3, ClientMailbox.crypt(Cipher.ENCRYPT_MODE, KEY, longest));
    assertRefused(carols, 3, ClientMailbox.crypt(Cipher.ENCRYPT_MODE, KEY, new byte[0]));
    say(KEY, "x".repeat(ClearText.TEXT_BYTES_MAX));
    assertEquals(ClearText.TEXT_BYTES_MAX, next().text().length());
  }

  private void assertRefused(byte[] to, int type, byte[] content) throws Exception {
    assertEquals(
        REFUSED, alice.ask(alice.id(), 103, ClientMailbox.message(to, type, content)).code());
  }

  @Test
  void whoIsBlockedIsNotHeardAndNothingButTextsGoesToAnOldProgram() throws Exception {
    agree(KEY);
    carol.contacts().block(alicesName);
    say(KEY, "not heard");
    ClientMailbox first = alice;
    alice = new ClientMailbox(village.port(MAILBOX));
    assertEquals(1000, alice.register("bert" + pairs));
    agree(KEY);
    say(KEY, "behind it");
    assertEquals("behind it", next().text());
    alice = first;
    assertEquals(
        "blocked",
        assertThrows(ChitRefusedException.class, () -> carol.send(alicesName, "no")).code());
    carol.contacts().unblock(alicesName);
    say(KEY, "heard");
    assertEquals("heard", next().text());

    SentMessage sent = carol.send(alicesName, "a text");
    Path file = Files.writeString(directory.resolve("a file"), "x");
    assertOldProgram(() -> carol.files().send(alicesName, file, FileProgress.NONE));
    assertOldProgram(() -> carol.conversations().edit(sent.id(), "another"));
    assertOldProgram(() -> carol.conversations().takeBack(sent.id()));
    assertEquals("a text", carol.history(alicesName, 1, Optional.empty()).getFirst().text());
  }

  private static void assertOldProgram(org.junit.jupiter.api.function.Executable what) {
    assertEquals("old-program", assertThrows(ChitRefusedException.class, what).code());
  }

  @Test
  void whatWaitedIsThereWhenTheDoorOpensAndNothingIsTakenWhileItIsClosed() throws Exception {
    agree(KEY);
    var _ = carol.send(alicesName, "before");
    village.doors();
    village.doors(MAILBOX);
    alice = alice.at(village.port(MAILBOX));
    assertEquals("before", open(KEY, fetchText().getFirst()));

    village.doors();
    assertEquals(
        "message-refused",
        assertThrows(ChitRefusedException.class, () -> carol.send(alicesName, "no")).code());
    village.doors(MAILBOX);
    alice = alice.at(village.port(MAILBOX));
    say(KEY, "after");
    assertEquals("after", next().text());
  }
}
