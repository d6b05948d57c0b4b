package dev.chit.client.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.client.Standing;
import dev.chit.client.people.Consent;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.state.v1.StandingRow;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.GroupAsk;
import dev.chit.client.talk.v1.GroupChanges;
import dev.chit.client.talk.v1.GroupContent;
import dev.chit.client.talk.v1.GroupKey;
import dev.chit.core.ConversationId;
import dev.chit.core.group.Change;
import dev.chit.core.group.MembershipList;
import dev.chit.core.group.SignedChange;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What others may say of groups here.
final class GuestsTest {
  @TempDir Path home;

  private final AtomicInteger posted = new AtomicInteger();
  private Resident alice;
  private Resident mallory;

  @BeforeEach
  void meet() throws Exception {
    alice = resident("alice");
    mallory = resident("mallory");
    alice.store.run(
        tables -> {
          Resident.meet(tables, "mallory", mallory.device);
          return true;
        });
  }

  private Resident resident(String name) throws Exception {
    return new Resident(
        name,
        home.resolve(name),
        () -> Instant.ofEpochSecond(1_770_000_000),
        (_, _, _) -> posted.incrementAndGet());
  }

  @AfterEach
  void close() {
    alice.close();
    mallory.close();
  }

  @Test
  void groupsWithoutThisAccountTakeFourPlacesOfOneTellerAndNotMore() throws Exception {
    for (int i = 0; i < 10; i++) {
      tell(list(mallory.create("g" + i)));
    }
    assertEquals(Guests.FOREIGN_BY_ONE_MAX, known());
  }

  @Test
  void oneAccountTellsOfTwoHundredGroups() throws Exception {
    for (int i = 0; i <= Guests.TOLD_BY_ONE_MAX; i++) {
      ConversationId group = mallory.create("g" + i);
      mallory.store.run(
          tables ->
              mallory.mail.changes.make(
                      tables,
                      mallory.poster,
                      GroupRows.list(tables, group).orElseThrow(),
                      new Change.Added(List.of(alice.account())))
                  == null);
      tell(list(group));
    }
    assertEquals(Guests.TOLD_BY_ONE_MAX, known());
  }

  @Test
  void whoKnowsAGroupsIdButIsNotInItDoesNotPass() throws Exception {
    ConversationId group = alice.create("trip");
    GroupContent.Builder any =
        GroupContent.newBuilder().setGroupId(ByteString.copyFrom(group.bytes()));
    GroupContent changes = any.clone().setChanges(GroupChanges.getDefaultInstance()).build();
    GroupContent ask = any.clone().setAsk(GroupAsk.getDefaultInstance()).build();
    GroupContent key =
        any.clone()
            .setKey(GroupKey.newBuilder().setEpoch(ByteString.copyFrom(new byte[32])))
            .build();
    assertFalse(passes(changes));
    assertFalse(passes(ask));
    // Somebody may have come by a change that is not known here.
    assertTrue(passes(key));
    stand(Standing.BLOCKED);
    assertFalse(passes(changes));
    assertFalse(passes(ask));
    assertFalse(passes(key));
    stand(Standing.REFUSED);
    assertFalse(passes(changes));
    assertFalse(passes(key));

    alice.store.run(
        tables ->
            alice.mail.changes.make(
                    tables,
                    alice.poster,
                    GroupRows.list(tables, group).orElseThrow(),
                    new Change.Added(List.of(mallory.account())))
                == null);
    assertTrue(passes(changes));
    assertTrue(passes(ask));
  }

  @Test
  void aBlockedDeviceIsNeitherAskedNorAnswered() throws Exception {
    var asking = new Asking(() -> Instant.ofEpochSecond(1_770_000_000));
    stand(Standing.BLOCKED);
    ByteString id = ByteString.copyFrom(new byte[16]);
    boolean asked =
        alice.store.run(tables -> asking.forEnvelope(tables, alice.poster, mallory.device, id));
    assertFalse(asked);
    boolean answered = alice.store.run(tables -> asking.mayAnswer(tables, mallory.device));
    assertFalse(answered);
    assertEquals(0, posted.get());
  }

  // ── helpers ──

  private List<SignedChange> list(ConversationId group) throws Exception {
    return mallory.store.run(
        tables -> GroupRows.list(tables, group).map(MembershipList::all).orElseThrow());
  }

  private void tell(List<SignedChange> changes) throws Exception {
    GroupChanges.Builder all = GroupChanges.newBuilder();
    changes.forEach(change -> all.addChanges(ByteString.copyFrom(change.bytes())));
    GroupContent content =
        GroupContent.newBuilder()
            .setGroupId(ByteString.copyFrom(changes.getFirst().change().groupId().bytes()))
            .setChanges(all)
            .build();
    alice.store.run(
        tables -> {
          Person from = People.known(tables, mallory.account()).orElseThrow();
          alice.mail.content(tables, from, mallory.device, content, 1, alice.poster);
          return true;
        });
  }

  private int known() throws Exception {
    return alice.store.run(GroupRows::all).size();
  }

  private boolean passes(GroupContent content) throws Exception {
    return alice.store.run(
        tables -> {
          Person from = People.known(tables, mallory.account()).orElseThrow();
          return Consent.of(tables, from, Content.newBuilder().setGroup(content).build())
              == Consent.Verdict.PASS;
        });
  }

  private void stand(Standing standing) throws Exception {
    alice.store.run(
        tables -> {
          tables.standings.put(
              mallory.account().bytes(),
              StandingRow.newBuilder()
                  .setAccount(ByteString.copyFrom(mallory.account().bytes()))
                  .setStanding(standing.name())
                  .build());
          return true;
        });
  }
}
