package dev.chit.client.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.client.Standing;
import dev.chit.client.people.People;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.v1.GroupOutboxRow;
import dev.chit.client.state.v1.StandingRow;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.Text;
import dev.chit.core.ConversationId;
import dev.chit.core.group.Change;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.SigningKey;
import dev.chit.wire.v1.Delivery;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Messages to a group that overtake what is needed to judge them. Nothing is delivered unless a
/// test says so.
final class EarlyTest {
  private static final long BEGIN = 1_770_000_000;

  @TempDir Path home;

  private final List<Said> said = new ArrayList<>();
  private long now = BEGIN;
  private Resident alice;
  private Resident bob;
  private Resident carol;
  private ConversationId group;

  private record Said(Resident from, DeviceStatement to, Content content) {}

  /// Alice's group with bob; carol, who knows both, comes into it later.
  @BeforeEach
  void found() throws Exception {
    alice = resident("alice");
    bob = resident("bob");
    carol = resident("carol");
    for (Resident one : people()) {
      one.store.run(
          tables -> {
            for (Resident other : people()) {
              Resident.meet(tables, other.name, other.device);
            }
            return true;
          });
    }
    group = alice.create("trip");
    add(bob);
  }

  private Resident resident(String name) throws Exception {
    var self = new Resident[1];
    self[0] =
        new Resident(
            name,
            home.resolve(name),
            () -> Instant.ofEpochSecond(now),
            (_, to, content) -> said.add(new Said(self[0], to, content.build())));
    return self[0];
  }

  private List<Resident> people() {
    return List.of(alice, bob, carol);
  }

  @AfterEach
  void close() {
    people().forEach(Resident::close);
  }

  @Test
  void aMessageThatOvertakesItsKeyAndItsSendersArrivalIsReadOnceTheyCome() throws Exception {
    tell(bob, _ -> true);
    add(carol);
    tell(carol, _ -> true);
    Delivery early = say(carol, "hello");
    bring(bob, carol, early);
    assertEquals(List.of(), bob.texts(group));
    tell(bob, content -> content.getGroup().hasKey());
    assertEquals(List.of(), bob.texts(group), "nobody can say yet whether carol is a member");
    tell(bob, _ -> true);
    tellAll();
    assertEquals(List.of("hello"), bob.texts(group));
  }

  @Test
  void aMessageThatOvertakesTheInvitationIsReadAfterIt() throws Exception {
    add(carol);
    tell(carol, _ -> true);
    Delivery early = say(carol, "hello");
    tell(bob, content -> content.getGroup().hasKey());
    bring(bob, carol, early);
    tellAll();
    assertEquals(List.of(), bob.texts(group), "of carol's arrival nobody told bob yet");
    bring(bob, alice, say(alice, "welcome"));
    tellAll();
    assertEquals(List.of("welcome", "hello"), bob.texts(group));
  }

  @Test
  void aNewcomerWithWhomOneSharesAnotherGroupIsHeardToo() throws Exception {
    ConversationId trip = group;
    group = bob.create("work");
    make(bob, new Change.Added(List.of(carol.account())));
    tellAll();
    group = trip;
    tell(bob, _ -> true);
    add(carol);
    tell(carol, _ -> true);
    Delivery early = say(carol, "hello");
    said.removeIf(one -> one.from() == alice);
    bring(bob, carol, early);
    tellAll();
    assertEquals(List.of("hello"), bob.texts(group));
  }

  @Test
  void whoIsNoMemberIsNotHeardWhateverChangesCome() throws Exception {
    tellAll();
    add(carol);
    tell(carol, _ -> true);
    bring(bob, carol, say(carol, "hello"));
    tell(bob, content -> content.getGroup().hasKey());
    assertEquals(1, held());
    // Carol is gone again before bob hears of her.
    make(alice, new Change.Removed(List.of(carol.account())));
    said.removeIf(one -> one.to().account().equals(carol.account()));
    bob.store.run(
        tables -> {
          tables.groups.keys.removeThrough(Long.MAX_VALUE);
          return true;
        });
    bring(bob, alice, say(alice, "all new"));
    tellAll();
    assertEquals(List.of("all new"), bob.texts(group));
  }

  @Test
  void sixteenOfADeviceAreHeldAndNotMore() throws Exception {
    for (int i = 0; i < Early.OF_DEVICE_MAX + 1; i++) {
      hold(carol.device, i);
    }
    assertEquals(Early.OF_DEVICE_MAX, held());
    hold(alice.device, 0);
    assertEquals(Early.OF_DEVICE_MAX + 1, held());
  }

  @Test
  void ofAllAHundredAndTwentyEightAreHeldAndThenTheOldestGoes() throws Exception {
    for (int i = 0; i <= Early.ALL_MAX; i++) {
      try (var key = SigningKey.generate()) {
        hold(Resident.device(key), i);
      }
    }
    assertEquals(Early.ALL_MAX, held());
    int first =
        bob.store.run(
            tables ->
                (int) tables.groups.early.after(0, 1).getFirst().value().getReceivedAtMillis());
    assertEquals(1, first);
  }

  @Test
  void nothingIsHeldOfWhomOneRefusedOrBlocked() throws Exception {
    for (Standing standing : List.of(Standing.BLOCKED, Standing.REFUSED)) {
      bob.store.run(
          tables -> {
            tables.standings.put(
                carol.account().bytes(),
                StandingRow.newBuilder()
                    .setAccount(ByteString.copyFrom(carol.account().bytes()))
                    .setStanding(standing.name())
                    .build());
            return true;
          });
      hold(carol.device, 0);
      assertEquals(0, held());
    }
  }

  @Test
  void whatIsOlderThanADayIsDropped() throws Exception {
    var early = new Early(() -> Instant.ofEpochSecond(now));
    hold(carol.device, BEGIN * 1_000);
    now = BEGIN + Early.KEPT.toSeconds();
    assertEquals(0, bob.store.run(tables -> early.take(tables, _ -> false)).size());
    assertEquals(1, held());
    now++;
    assertEquals(0, bob.store.run(tables -> early.take(tables, _ -> true)).size());
    assertEquals(0, held());
  }

  // ── helpers ──

  private void add(Resident who) throws Exception {
    make(alice, new Change.Added(List.of(who.account())));
  }

  /// Makes a change of the group, and loses what it says to all at once.
  private void make(Resident who, Change change) throws Exception {
    who.store.run(
        tables -> {
          var list = GroupRows.list(tables, group).orElseThrow();
          assertTrue(who.mail.changes.make(tables, who.poster, list, change) == null);
          tables.groups.outbox.removeThrough(Long.MAX_VALUE);
          return true;
        });
  }

  private Delivery say(Resident who, String text) throws Exception {
    return who.store.run(
        tables -> {
          var view = GroupRows.view(tables, group).orElseThrow();
          Content.Builder content = Content.newBuilder().setText(Text.newBuilder().setText(text));
          var _ =
              who.mail.post.post(tables, who.poster, view, who.mail.post.newMessageId(), content);
          Row<GroupOutboxRow> row = tables.groups.outbox.after(0, 1).getFirst();
          tables.groups.outbox.removeThrough(Long.MAX_VALUE);
          return Delivery.newBuilder()
              .setId(row.value().getEnvelopeId())
              .setEnvelope(row.value().getEnvelope())
              .setReceivedAtMillis(now * 1_000)
              .build();
        });
  }

  private void bring(Resident to, Resident from, Delivery delivery) throws Exception {
    to.store.run(
        tables -> {
          var person = People.known(tables, from.account()).orElseThrow();
          to.mail.envelope(tables, person, from.device, delivery, to.poster);
          return true;
        });
  }

  private void tellAll() throws Exception {
    while (!said.isEmpty()) {
      for (Resident one : people()) {
        tell(one, _ -> true);
      }
    }
  }

  /// Delivers what somebody was told in sessions, in order.
  private void tell(Resident to, Predicate<Content> which) throws Exception {
    for (Said one : List.copyOf(said)) {
      if (one.to().account().equals(to.account()) && which.test(one.content())) {
        said.remove(one);
        to.store.run(
            tables -> {
              var from = People.known(tables, one.from().account()).orElseThrow();
              to.mail.content(
                  tables,
                  from,
                  one.from().device,
                  one.content().getGroup(),
                  now * 1_000,
                  to.poster);
              return true;
            });
      }
    }
  }

  private void hold(DeviceStatement device, long receivedAtMillis) throws Exception {
    var early = new Early(() -> Instant.ofEpochSecond(now));
    bob.store.run(
        tables -> {
          early.hold(
              tables, device, Delivery.newBuilder().setReceivedAtMillis(receivedAtMillis).build());
          return true;
        });
  }

  private int held() throws Exception {
    return bob.store.run(tables -> tables.groups.early.after(0, 1_000)).size();
  }
}
