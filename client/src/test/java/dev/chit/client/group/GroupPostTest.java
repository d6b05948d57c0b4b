package dev.chit.client.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.v1.GroupOutboxRow;
import dev.chit.client.state.v1.UnsealedRow;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.Text;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.group.Change;
import dev.chit.core.group.Fault;
import dev.chit.core.group.GroupView;
import dev.chit.core.group.MembershipList;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.SigningKey;
import dev.chit.sessions.DeviceAddress;
import dev.chit.sessions.ReceivedSenderKey;
import dev.chit.sessions.SenderKey;
import dev.chit.sessions.SenderKeyShare;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What one client seals and gives away; most members are nothing but keys.
final class GroupPostTest {
  @TempDir Path home;

  private final Map<AccountId, List<Content>> posted = new HashMap<>();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private Resident alice;
  private ConversationId group;

  @BeforeEach
  void create() throws Exception {
    alice =
        new Resident(
            "alice",
            home.resolve("alice"),
            () -> now,
            (_, to, content) ->
                posted.computeIfAbsent(to.account(), _ -> new ArrayList<>()).add(content.build()));
    group = alice.create("trip");
  }

  @AfterEach
  void close() {
    alice.close();
  }

  @Test
  void aGroupOfAThousandIsReachedByOneEnvelopeAndTakesNobodyMore() throws Exception {
    List<DeviceStatement> others = people(MembershipList.MEMBERS_MAX - 1);
    assertNull(make(new Change.Added(accounts(others))));
    assertEquals(MembershipList.MEMBERS_MAX, view().members().size());
    GroupOutboxRow told = takeSent().getLast();
    assertEquals(Addresses.LENGTH * others.size(), told.getPending().size());
    assertEquals(others.size(), shares());
    assertEquals(Fault.FULL, make(new Change.Added(accounts(people(1)))));

    posted.clear();
    assertEquals(999, say("one"));
    assertEquals(999, say("two"));
    assertEquals(0, shares());
    for (GroupOutboxRow row : takeSent()) {
      assertTrue(row.getEnvelope().size() < 400);
    }

    assertNull(make(new Change.Removed(List.of(others.getFirst().account()))));
    assertEquals(998, shares());
    assertEquals(998, say("three"));
    assertFalse(
        Addresses.split(takeSent().getLast().getPending())
            .contains(Addresses.of(others.getFirst())));
    assertNull(make(new Change.Added(accounts(people(1)))));
    assertEquals(Fault.FULL, make(new Change.Added(accounts(people(1)))));
  }

  @Test
  void whoHasTheShareOpensWhatFollowsIt() throws Exception {
    DeviceStatement bob = people(1).getFirst();
    make(new Change.Added(List.of(bob.account())));
    say("hello");
    ReceivedSenderKey key = key(bob);
    List<GroupOutboxRow> sent = takeSent();
    var from = new DeviceAddress(alice.account(), 1);
    for (GroupOutboxRow row : sent) {
      var opened =
          assertInstanceOf(
              ReceivedSenderKey.Opened.class,
              key.open(from, row.getEnvelope().toByteArray(), Ed25519.verifier()));
      key = opened.key();
    }
    assertEquals(2, sent.size());
  }

  @Test
  void anotherKeyIsMadeAfterAThousandMessagesAndAfterAWeek() throws Exception {
    DeviceStatement bob = people(1).getFirst();
    make(new Change.Added(List.of(bob.account())));
    assertEquals(1, shares());
    say("m", SenderKey.MESSAGES_MAX - 1);
    assertEquals(1, shares());
    say("one more");
    assertEquals(2, shares());
    now = now.plus(Duration.ofDays(7)).minusMillis(1);
    say("almost a week later");
    assertEquals(2, shares());
    now = now.plusMillis(1);
    say("a week later");
    assertEquals(3, shares());
  }

  @Test
  void whoseKeysAreNotKnownGetsNothingUntilTheyAre() throws Exception {
    DeviceStatement bob = people(1).getFirst();
    SigningKey carols = SigningKey.generate();
    DeviceStatement carol = Resident.device(carols);
    make(new Change.Added(List.of(bob.account(), carol.account())));
    assertEquals(1, say("to bob alone"));
    assertEquals(1, takeSent().getLast().getRefused());
    alice.store.run(
        tables -> {
          Resident.meet(tables, "carol", carol);
          return true;
        });
    assertEquals(2, say("to both"));
    assertEquals(0, takeSent().getLast().getRefused());
  }

  @Test
  void whoHasNoSessionHoldsBackNobodyElse() throws Exception {
    List<DeviceStatement> both = people(2);
    make(new Change.Added(accounts(both)));
    takeSent();
    ByteString bob = Addresses.of(both.getFirst());
    ByteString carol = Addresses.of(both.getLast());
    int messages = Fanouts.ROWS_AT_ONCE + 2;
    say("m", messages);
    var told = new ArrayList<GroupOutboxRow>();
    var fanouts = new Fanouts(alice.store, () -> now, (_, row) -> told.add(row));
    alice.store.run(
        tables -> {
          // Something waits for a session with carol.
          tables.unsealed.add(null, carol.toByteArray(), UnsealedRow.getDefaultInstance());
          for (Row<GroupOutboxRow> row : tables.groups.outbox.after(0, messages - 1)) {
            tables.groups.outbox.replace(
                row.sequence(), row.value().toBuilder().setPending(carol).setDelivered(1).build());
          }
          return true;
        });
    Fanouts.Page first = page(fanouts, 0);
    assertEquals(List.of(), first.ready());
    assertEquals(List.of(), told);
    Fanouts.Page second = page(fanouts, first.through());
    assertEquals(Set.of(bob), second.ready().getLast().recipients());

    now = now.plus(Fanouts.TOLD_AFTER);
    page(fanouts, 0);
    page(fanouts, 0);
    assertEquals(Fanouts.ROWS_AT_ONCE, told.size());
    assertEquals(0, told.getLast().getRefused());
    told.clear();
    now = now.plus(Fanouts.GIVEN_UP_AFTER);
    page(fanouts, 0);
    assertEquals(Fanouts.ROWS_AT_ONCE, told.size());
    assertEquals(1, told.getLast().getRefused());
    assertEquals(2, takeSent().size());
  }

  private Fanouts.Page page(Fanouts fanouts, long from) throws Exception {
    return alice.store.run(tables -> fanouts.page(tables, from));
  }

  @Test
  void aDeviceIsAskedSixtyFourTimesAnHourAndAnsweredAsOften() throws Exception {
    DeviceStatement bob = people(1).getFirst();
    var asking = new Asking(() -> now);
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < Asking.PER_HOUR_MAX; i++) {
        assertTrue(ask(asking, bob));
        assertTrue(mayAnswer(asking, bob));
      }
      assertFalse(ask(asking, bob));
      assertFalse(mayAnswer(asking, bob));
      now = now.plus(Duration.ofHours(1));
    }
  }

  // ── helpers ──

  private boolean ask(Asking asking, DeviceStatement device) throws Exception {
    ByteString id = ByteString.copyFrom(new byte[16]);
    return alice.store.run(tables -> asking.forEnvelope(tables, alice.poster, device, id));
  }

  private boolean mayAnswer(Asking asking, DeviceStatement device) throws Exception {
    return alice.store.run(tables -> asking.mayAnswer(tables, device));
  }

  /// People whom alice has met.
  private List<DeviceStatement> people(int count) throws Exception {
    var all = new ArrayList<DeviceStatement>();
    for (int i = 0; i < count; i++) {
      try (SigningKey identity = SigningKey.generate()) {
        all.add(Resident.device(identity));
      }
    }
    return alice.store.run(
        tables -> {
          for (DeviceStatement device : all) {
            Resident.meet(tables, "p" + device.account().toString().substring(0, 20), device);
          }
          return all;
        });
  }

  private static List<AccountId> accounts(List<DeviceStatement> devices) {
    return devices.stream().map(DeviceStatement::account).toList();
  }

  private @Nullable Fault make(Change change) throws Exception {
    Fault[] fault = new Fault[1];
    alice.store.run(
        tables -> {
          MembershipList list = GroupRows.list(tables, group).orElseThrow();
          fault[0] = alice.mail.changes.make(tables, alice.poster, list, change);
          return true;
        });
    return fault[0];
  }

  private int say(String text) throws Exception {
    return say(text, 1);
  }

  /// @return to how many devices the last one goes
  private int say(String text, int times) throws Exception {
    return alice.store.run(
        tables -> {
          int recipients = 0;
          for (int i = 0; i < times; i++) {
            recipients =
                alice.mail.post.post(
                    tables,
                    alice.poster,
                    GroupRows.view(tables, group).orElseThrow(),
                    alice.mail.post.newMessageId(),
                    Content.newBuilder().setText(Text.newBuilder().setText(text)));
          }
          return recipients;
        });
  }

  private GroupView view() throws Exception {
    return alice.view(group);
  }

  /// How many shares of sender keys were posted since they were forgotten.
  private long shares() {
    return posted.values().stream()
        .flatMap(List::stream)
        .filter(content -> content.getGroup().hasKey())
        .count();
  }

  private ReceivedSenderKey key(DeviceStatement device) {
    List<Content> all = posted.getOrDefault(device.account(), List.of());
    Content share = all.stream().filter(one -> one.getGroup().hasKey()).findFirst().orElseThrow();
    return ReceivedSenderKey.of(
        group,
        new DeviceAddress(alice.account(), 1),
        SenderKeyShare.parse(share.getGroup().getKey().getShare().toByteArray()));
  }

  private List<GroupOutboxRow> takeSent() throws Exception {
    return alice.store.run(
        tables -> {
          List<GroupOutboxRow> rows =
              tables.groups.outbox.after(0, 10_000).stream().map(row -> row.value()).toList();
          tables.groups.outbox.removeThrough(Long.MAX_VALUE);
          return rows;
        });
  }
}
