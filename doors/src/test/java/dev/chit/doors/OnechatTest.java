package dev.chit.doors;

import static dev.chit.doors.Dialect.ONECHAT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.ChitClient;
import dev.chit.doors.old.ClientOnechat;
import dev.chit.doors.old.ClientOnechat.Heard;
import dev.chit.testkit.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnechatTest {
  private static final int QUIT = 0;
  private static final int LIST = 1;
  private static final int ASK = 2;
  private static final int ACCEPT = 3;
  private static final int REFUSE = 4;
  private static final int MESSAGE = 5;
  private static final int KEY = 6;
  private static final int NOT_FOUND = 7;
  private static final int END = 8;

  private static final KeyPair ALICE = keys();
  private static final KeyPair BOB = keys();

  @TempDir private Path directory;

  private Village village;
  private Path keys;

  @BeforeEach
  void build() throws Exception {
    village = new Village(directory, ONECHAT);
    keys = village.keys(ONECHAT);
    Doors.addUser(village.data(), "alice", ClientOnechat.pem(ALICE.getPublic()));
    Doors.addUser(village.data(), "bob", ClientOnechat.pem(BOB.getPublic()));
  }

  @AfterEach
  void tearDown() {
    village.close();
  }

  private static KeyPair keys() {
    try {
      return ClientOnechat.newKeys();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private ClientOnechat client(String name, KeyPair pair) throws Exception {
    return new ClientOnechat(name, pair, village.port(ONECHAT));
  }

  /// One who is in, and has been sent the first list.
  private ClientOnechat in(String name, KeyPair pair) throws Exception {
    ClientOnechat client = client(name, pair);
    client.logIn(keys);
    assertTrue(client.names(client.hear(LIST)).contains(name + "\0"));
    return client;
  }

  @Test
  void twoUsersTalkAndTheServerRelaysWhatItCannotRead() throws Exception {
    try (ClientOnechat alice = in("alice", ALICE);
        ClientOnechat bob = in("bob", BOB)) {
      alice.say(LIST, "alice\0");
      String names = alice.names(alice.hear(LIST));
      assertTrue(names.contains("alice\0") && names.contains("bob\0"), names);

      var asking = alice.new Talk();
      var accepting = bob.new Talk();
      alice.say(ASK, asking.nonce(), "bob");
      Heard asked = bob.hear(ASK);
      assertEquals("alice", asked.name());
      bob.say(ACCEPT, accepting.acceptance(asked.extra()), "alice\0");
      byte[] requestersPem = bob.hear(KEY).extra();
      byte[] confirmation = asking.confirm(alice.hear(ACCEPT).extra());
      alice.say(KEY, confirmation, "bob\0");
      accepting.complete(requestersPem, bob.hear(KEY).extra());

      alice.say(MESSAGE, asking.seal("hello bob"), "bob\0");
      Heard message = bob.hear(MESSAGE);
      assertEquals("alice", message.name());
      assertEquals("hello bob", accepting.open(message.extra()));
      bob.say(MESSAGE, accepting.seal("hello alice"), "alice\0");
      assertEquals("hello alice", asking.open(alice.hear(MESSAGE).extra()));

      bob.say(LIST, "bob\0");
      assertEquals("", bob.names(bob.hear(LIST)));
      alice.say(END, asking.seal("bye"), "bob\0");
      assertArrayEquals("alice".getBytes(StandardCharsets.US_ASCII), alice.hear(END).text());
      assertEquals("alice", bob.hear(END).name());
      bob.say(LIST, "bob\0");
      assertTrue(bob.names(bob.hear(LIST)).contains("alice\0"));
      bob.say(QUIT, "bob\0");
      assertTrue(bob.isAtEnd());
    }
  }

  @Test
  void whoIsAskedMayRefuseAndWhoIsNotThereIsNotFound() throws Exception {
    ChitClient carol = village.member("carol");
    try (ClientOnechat alice = in("alice", ALICE)) {
      assertTrue(
          carol.online().stream().anyMatch(one -> one.name().equals("alice")), "not shown online");
      byte[] nonce = {1, 2, 3, 4};
      alice.say(ASK, nonce, "bob");
      Heard notFound = alice.hear(NOT_FOUND);
      assertArrayEquals(nonce, notFound.extra());
      assertEquals("alice\0", new String(notFound.text(), StandardCharsets.US_ASCII));
      try (ClientOnechat bob = in("bob", BOB)) {
        alice.say(ASK, nonce, "bob");
        assertArrayEquals(nonce, bob.hear(ASK).extra());
        bob.say(REFUSE, "alice\0");
        assertEquals("bob", alice.hear(REFUSE).name());
        alice.say(MESSAGE, "bob\0");
        var _ = alice.hear(NOT_FOUND);
        alice.say(ASK, nonce, "bob");
        var _ = bob.hear(ASK);
      }
      assertEquals("bob", alice.hear(REFUSE).name());
    }
  }

  @Test
  void whoIsUnknownOrSignsWithAnotherKeyIsNotLetIn() throws Exception {
    ChitClient carol = village.member("carol");
    Doors.addUser(village.data(), "carol", ClientOnechat.pem(BOB.getPublic()));
    for (String name : new String[] {"alice", "nobody", "carol", "../alice"}) {
      try (ClientOnechat mallory = client(name, BOB)) {
        assertThrows(IOException.class, () -> mallory.logIn(keys), name);
      }
    }
    assertTrue(carol.online().stream().noneMatch(one -> one.name().equals("alice")));
    try (ClientOnechat alice = in("alice", ALICE);
        ClientOnechat second = client("alice", ALICE)) {
      second.logIn(keys);
      assertTrue(second.isAtEnd(), "in twice");
      alice.say(LIST, "alice\0");
      var _ = alice.hear(LIST);
    }
    assertThrows(
        IllegalArgumentException.class, () -> Doors.addUser(village.data(), "dora", "no key"));
  }

  @Test
  void aForgedRepeatedOrReflectedMessageEndsTheSessionAndDoesNothing() throws Exception {
    try (ClientOnechat bob = in("bob", BOB)) {
      byte[] nonce = {1, 2, 3, 4};
      try (ClientOnechat alice = in("alice", ALICE)) {
        byte[] forged = alice.sealed(ASK, 0, nonce, "bob");
        forged[5] ^= 1;
        alice.frame(forged);
        assertTrue(alice.isAtEnd(), "a flipped tag");
      }
      awaitGone();
      try (ClientOnechat alice = in("alice", ALICE)) {
        alice.frame(alice.sealed(ASK, 1, nonce, "bob"));
        assertTrue(alice.isAtEnd(), "a counter that is ahead");
      }
      awaitGone();
      try (ClientOnechat alice = in("alice", ALICE)) {
        // The first list is what a client's first request for one looks like, but for its names.
        alice.frame(alice.lastRaw());
        assertTrue(alice.isAtEnd(), "the server's own message");
      }
      awaitGone();
      try (ClientOnechat alice = in("alice", ALICE)) {
        byte[] once = alice.sealed(LIST, 0, new byte[0], "alice\0");
        alice.frame(once);
        var _ = alice.hear(LIST);
        alice.frame(once);
        assertTrue(alice.isAtEnd(), "a message that came twice");
      }
      awaitGone();
      bob.say(LIST, "bob\0");
      Heard first = bob.hear();
      assertFalse(first.op() == ASK, "a forged message was acted on");
    }
  }

  @Test
  void aFrameHasTwentyThousandBytesAndNoMoreAndWhatFitsOneIsRelayed() throws Exception {
    int besideExtra = 2 + 16 + 12 + 4 + 4;
    int extra = 20_000 - besideExtra - "alice\0".length();
    try (ClientOnechat alice = in("alice", ALICE);
        ClientOnechat bob = in("bob", BOB)) {
      byte[] atLimit = alice.sealed(LIST, 0, new byte[extra], "alice\0");
      assertEquals(20_000, atLimit.length);
      alice.say(LIST, new byte[extra], "alice\0");
      var _ = alice.hear(LIST);

      alice.say(ASK, new byte[4], "bob");
      var _ = bob.hear(ASK);
      bob.say(ACCEPT, new byte[8], "alice\0");
      var _ = bob.hear(KEY);
      var _ = alice.hear(ACCEPT);
      alice.say(MESSAGE, new byte[extra], "bob\0");
      assertEquals(extra, bob.hear(MESSAGE).extra().length);
      assertEquals(20_000, bob.lastRaw().length);
      // It fits a frame, but not with the longer name that the server puts into it.
      alice.say(MESSAGE, new byte[extra + 1], "bob\0");
      assertTrue(alice.isAtEnd(), "more than a frame was relayed");
      var _ = bob.hear(END);

      bob.say(LIST, new byte[extra + 1], "alice\0");
      assertTrue(bob.isAtEnd(), "a frame that is too long");
    }
  }

  private void awaitGone() throws Exception {
    Eventually.is(
        "alice has gone",
        () -> {
          try (ClientOnechat alice = client("alice", ALICE)) {
            alice.logIn(keys);
            var _ = alice.hear(LIST);
            alice.say(QUIT, "alice\0");
            return alice.isAtEnd();
          } catch (IOException e) {
            return false;
          }
        });
  }

  @Test
  void framesSplitAtEveryByteAreWholeAndTooLongOnesAreTheEnd() throws Exception {
    try (ClientOnechat alice = in("alice", ALICE)) {
      byte[] body = alice.sealed(LIST, 0, new byte[0], "alice\0");
      alice.raw(new byte[] {0, 0, 0, (byte) body.length});
      for (byte one : body) {
        alice.raw(new byte[] {one});
      }
      var _ = alice.hear(LIST);
    }
    try (ClientOnechat mallory = client("alice", ALICE)) {
      mallory.raw(new byte[] {0x7f, -1, -1, -1});
      assertTrue(mallory.isAtEnd());
    }
    try (ClientOnechat mallory = client("alice", ALICE)) {
      mallory.frame(new byte[0]);
      assertTrue(mallory.isAtEnd());
    }
    try (ClientOnechat mallory = client("alice", ALICE)) {
      mallory.frame(Arrays.copyOf(new byte[] {0, 1, 0, 0}, 300));
      assertTrue(mallory.isAtEnd());
    }
  }
}
