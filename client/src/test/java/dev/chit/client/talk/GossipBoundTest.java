package dev.chit.client.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.people.Person;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.v1.LogRow;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.Text;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.LedgerId;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.MerkleTree;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.crypto.SigningKey;
import dev.chit.sessions.vault.Unlock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How often a contact is told what was seen of the log.
final class GossipBoundTest {
  private static final SigningKey LOG = SigningKey.generate();

  @TempDir Path directory;
  private ProfileStore store;
  private Gossip gossip;
  private Instant now = Instant.ofEpochSecond(1_763_700_000);
  private long size = 10;

  @BeforeEach
  void aProfile() throws Exception {
    store =
        ProfileStore.create(
            directory.resolve("home"), new Unlock.NoPassphrase(), new SecureRandom(), _ -> true);
    gossip = new Gossip(store, () -> now);
    seen(size);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void seen(long newSize) throws Exception {
    size = newSize;
    var checkpoint =
        new Checkpoint(
            Checkpoint.originOf(LedgerId.ofKey(LOG.verifyKey())), size, MerkleTree.EMPTY_ROOT);
    String note = SignedCheckpoint.sign(checkpoint, LOG.verifyKey(), LOG::sign).note();
    store.run(
        tables -> {
          tables.log(LogRow.newBuilder().setCheckpoint(note).build());
          return true;
        });
  }

  private static Person person(String name) {
    SigningKey key = SigningKey.generate();
    return new Person(
        new AccountName(name), AccountId.ofKey(key.verifyKey()), key.verifyKey(), List.of(), 1);
  }

  private boolean isTold(Person to) throws Exception {
    Content content = Content.newBuilder().setText(Text.newBuilder().setText("hello")).build();
    Content sent = store.run(tables -> gossip.with(tables, to, content));
    assertEquals(content.getText(), sent.getText());
    return !sent.getCheckpoint().isEmpty();
  }

  @Test
  void theFirstMessageTellsAndThenEveryTwentieth() throws Exception {
    Person bob = person("bob");
    assertTrue(isTold(bob));
    for (int i = 1; i < Gossip.MESSAGES_PAUSE; i++) {
      seen(size + 1);
      assertFalse(isTold(bob), "message " + i);
    }
    assertTrue(isTold(bob));
    assertFalse(isTold(bob));
  }

  @Test
  void afterTenMinutesItIsTimeAgain() throws Exception {
    Person bob = person("bob");
    assertTrue(isTold(bob));
    seen(size + 1);
    now = now.plus(Gossip.PAUSE).minus(Duration.ofMillis(1));
    assertFalse(isTold(bob));
    now = now.plusMillis(1);
    assertTrue(isTold(bob));
  }

  @Test
  void nothingNewIsNotToldTwice() throws Exception {
    Person bob = person("bob");
    assertTrue(isTold(bob));
    now = now.plus(Duration.ofDays(1));
    for (int i = 0; i < 2 * Gossip.MESSAGES_PAUSE; i++) {
      assertFalse(isTold(bob));
    }
    seen(size + 1);
    assertTrue(isTold(bob));
  }

  @Test
  void eachContactIsToldByItself() throws Exception {
    assertTrue(isTold(person("bob")));
    assertTrue(isTold(person("carol")));
  }

  @Test
  void anOverlongCheckpointIsNeitherToldNorHeard() throws Exception {
    String note = "x".repeat(5_000);
    store.run(
        tables -> {
          tables.log(LogRow.newBuilder().setCheckpoint(note).build());
          gossip.heard(tables, person("bob"), Content.newBuilder().setCheckpoint(note).build());
          return true;
        });
    assertFalse(isTold(person("bob")));
    assertTrue(store.run(tables -> tables.heard.after(0, 1)).isEmpty());
  }
}
