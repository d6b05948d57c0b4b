package dev.chit.client;

import static dev.chit.client.Town.befriend;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.v1.ExpiringRow;
import dev.chit.core.group.GroupName;
import dev.chit.testkit.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Messages that do not stay.
final class DisappearingTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path directory;

  @Test
  void aMessageDisappearsAfterItWasReadAndAtItsSendersAfterItWasSent() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      befriend(alice, bob);
      Inbox atBob = Inbox.of(bob);
      alice.send(name("bob"), "this stays");
      alice.conversations().disappear(name("bob"), SHORT);
      Incoming.DisappearAfter told = atBob.next(Incoming.DisappearAfter.class);
      assertEquals("alice", told.by());
      assertEquals(SHORT, told.after());
      assertEquals(Optional.of(SHORT), bob.conversations().disappears(name("alice")));

      SentMessage secret = alice.send(name("bob"), "the password is swordfish");
      atBob.next(Incoming.Message.class, it -> it.id().equals(secret.id()));
      Eventually.is("gone at alice", () -> !texts(alice, "bob").contains("swordfish"));

      HistoryMessage unread = find(bob, "alice", secret).orElseThrow();
      assertEquals(Optional.empty(), unread.disappearing().orElseThrow().at());
      bob.conversations().shown(name("alice"), List.of(secret.id()));
      Eventually.is("gone at bob", () -> find(bob, "alice", secret).isEmpty());
      assertEquals(
          List.of(), bob.conversations().search(List.of("swordfish"), 5, Optional.empty()));
      assertTrue(texts(bob, "alice").contains("this stays"));
      assertEquals(List.of(SHORT), chosen(bob, "alice"));
      assertEquals(List.of(SHORT), chosen(alice, "bob"));
    }
  }

  @Test
  void whatBecameDueWhileTheProfileWasClosedIsGoneWhenItOpens() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      befriend(alice, bob);
      Inbox atBob = Inbox.of(bob);
      alice.conversations().disappear(name("bob"), LONG);
      SentMessage sent = alice.send(name("bob"), "soon over");
      atBob.next(Incoming.Message.class);
      bob.conversations().shown(name("alice"), List.of(sent.id()));
      assertTrue(
          find(bob, "alice", sent).orElseThrow().disappearing().orElseThrow().at().isPresent());
      assertEquals(1, rows(bob));
      bob.engine()
          .store
          .run(
              tables -> {
                Row<ExpiringRow> row = tables.expiring.after(0, 1).getFirst();
                tables.expiring.replace(
                    row.sequence(), row.value().toBuilder().setAtMillis(1).build());
                return true;
              });
      bob.crash();

      assertEquals(0, rows(town.back("bob")));
    }
  }

  /// How many texts there are in all.
  private static long rows(ChitClient client) throws Exception {
    return client.engine().store.run(tables -> tables.messages.after(0, 100)).stream()
        .filter(row -> !row.value().getNotice())
        .count();
  }

  @Test
  void ofTwoWhoChooseAtOnceBothKeepTheSame() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      befriend(alice, bob);
      town.server().close();
      alice.conversations().disappear(name("bob"), LONG);
      bob.conversations().disappear(name("alice"), LONG.multipliedBy(2));
      town.restart();
      Eventually.is(
          "they agree",
          () ->
              alice
                  .conversations()
                  .disappears(name("bob"))
                  .equals(bob.conversations().disappears(name("alice"))));
      alice.conversations().disappear(name("bob"), Duration.ZERO);
      Eventually.is("off", () -> bob.conversations().disappears(name("alice")).isEmpty());
    }
  }

  @Test
  void whoComesIntoAGroupLearnsItsTimeFromWhatIsSaid() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      ChitClient carol = town.member("carol");
      befriend(alice, bob);
      befriend(alice, carol);
      befriend(bob, carol);
      Inbox atBob = Inbox.of(bob);
      Inbox atCarol = Inbox.of(carol);
      Group trip = alice.groups().create(new GroupName("trip"), List.of(name("bob")));
      alice.groups().disappear(trip.id(), LONG);
      Incoming.DisappearAfter told = atBob.next(Incoming.DisappearAfter.class);
      assertEquals(Optional.of("trip"), told.group());

      alice.groups().add(trip.id(), List.of(name("carol")));
      alice.groups().send(trip.id(), "welcome");
      atCarol.next(Incoming.GroupMessage.class);
      assertEquals(Optional.of(LONG), carol.groups().disappears(trip.id()));
      SentToGroup thanks = carol.groups().send(trip.id(), "thanks");
      atBob.next(Incoming.GroupMessage.class, it -> it.id().equals(thanks.id()));
      assertEquals(
          Optional.of(LONG),
          bob.groups()
              .history(trip.id(), 10, Optional.empty())
              .getLast()
              .disappearing()
              .map(HistoryMessage.Disappearing::after));
      carol.groups().disappear(trip.id(), Duration.ZERO);
      Eventually.is("off", () -> alice.groups().disappears(trip.id()).isEmpty());
    }
  }

  @Test
  void whatSomebodyChoseWhoHasLeftSinceIsLearnedToo() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      ChitClient carol = town.member("carol");
      befriend(alice, bob);
      befriend(alice, carol);
      Inbox atAlice = Inbox.of(alice);
      Inbox atCarol = Inbox.of(carol);
      Group trip = alice.groups().create(new GroupName("trip"), List.of(name("bob")));
      Eventually.is("bob is in", () -> !bob.groups().list().isEmpty());
      bob.groups().disappear(trip.id(), LONG);
      assertEquals("bob", atAlice.next(Incoming.DisappearAfter.class).by());
      alice.groups().remove(trip.id(), List.of(name("bob")));
      alice.groups().add(trip.id(), List.of(name("carol")));
      alice.groups().send(trip.id(), "welcome");
      atCarol.next(Incoming.GroupMessage.class);
      assertEquals(Optional.of(LONG), carol.groups().disappears(trip.id()));
    }
  }

  @Test
  void aTimeIsWholeSecondsUpToAYear() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      town.member("bob");
      alice.conversations().disappear(name("bob"), Duration.ofDays(364));
      for (Duration wrong :
          List.of(
              Duration.ofDays(364).plusSeconds(1),
              Duration.ofMillis(1_500),
              Duration.ofSeconds(-1))) {
        assertEquals(
            "wrong-time",
            assertThrows(
                    UsageException.class, () -> alice.conversations().disappear(name("bob"), wrong))
                .code());
      }
      assertEquals(
          Optional.of(Duration.ofDays(364)), alice.conversations().disappears(name("bob")));
    }
  }

  private static Optional<HistoryMessage> find(ChitClient client, String with, SentMessage sent)
      throws Exception {
    return client.history(name(with), 100, Optional.empty()).stream()
        .filter(it -> it.id().equals(sent.id()))
        .findFirst();
  }

  private static String texts(ChitClient client, String with) throws Exception {
    return client.history(name(with), 100, Optional.empty()).stream()
        .map(HistoryMessage::text)
        .toList()
        .toString();
  }

  private static List<Duration> chosen(ChitClient client, String with) throws Exception {
    return client.history(name(with), 100, Optional.empty()).stream()
        .flatMap(it -> it.chosen().stream())
        .toList();
  }
}
