package dev.chit.client;

import static dev.chit.client.Town.befriend;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.ByteString;
import dev.chit.client.link.v1.LinkEnvelope;
import dev.chit.client.people.Person;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.v1.ContactRow;
import dev.chit.client.state.v1.OutboxRow;
import dev.chit.core.ClearText;
import dev.chit.core.MessageId;
import dev.chit.core.group.GroupName;
import dev.chit.sessions.DeviceAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a server can do with envelopes that it cannot open: keep them back, give them out again, in
/// another order, in another's name, or to somebody else. Here it is stopped, and the test hands
/// out what alice left for it.
final class MeddlingServerTest {
  private static final Duration IMPATIENCE = Duration.ofMillis(200);

  @TempDir Path directory;

  private Town town;
  private ChitClient alice;
  private ChitClient bob;
  private ChitClient carol;
  private Group trip;

  @BeforeEach
  void meet() throws Exception {
    town = new Town(directory);
    ChitClient first = town.member("alice");
    bob = town.member("bob");
    carol = town.member("carol");
    befriend(first, bob);
    befriend(first, carol);
    befriend(bob, carol);
    Inbox atBob = Inbox.of(bob);
    Inbox atCarol = Inbox.of(carol);
    first.send(name("bob"), "hello");
    first.send(name("carol"), "hello");
    trip = first.groups().create(new GroupName("trip"), List.of(name("bob")));
    first.groups().send(trip.id(), "hello all");
    atBob.next(Incoming.Message.class);
    atBob.next(Incoming.GroupMessage.class);
    atCarol.next(Incoming.Message.class);
    first.close();
    ClientConfig config = town.config("alice").withPatience(IMPATIENCE);
    town.server().close();
    alice = town.keep(ChitClient.open(config));
  }

  @AfterEach
  void part() {
    town.close();
  }

  @Test
  void whatItGivesOutInAnotherOrderIsReadOnceEach() throws Exception {
    SentMessage one = alice.send(name("bob"), "one");
    SentMessage two = alice.send(name("bob"), "two");
    SentMessage three = alice.send(name("bob"), "three");
    give(bob, alice, left(bob, three), left(bob, one));
    assertEquals(List.of("hello", "three", "one"), texts(bob));
    give(bob, alice, left(bob, two));
    assertEquals(List.of("hello", "three", "one", "two"), texts(bob));
  }

  @Test
  void whatItGivesOutAgainIsReadOnce() throws Exception {
    SentMessage one = alice.send(name("bob"), "one");
    LinkEnvelope envelope = left(bob, one);
    LinkEnvelope underAnotherId =
        envelope.toBuilder().setId(ByteString.copyFrom(new byte[16])).build();
    give(bob, alice, envelope, envelope, underAnotherId);
    give(bob, alice, envelope, underAnotherId);
    assertEquals(List.of("hello", "one"), texts(bob));
  }

  @Test
  void aChangeThatItGivesOutBeforeItsTextCountsAndAnOlderOneDoesNotAfterANewer() throws Exception {
    SentMessage wrong = alice.send(name("bob"), "wrong");
    SentMessage regretted = alice.send(name("bob"), "regretted");
    LinkEnvelope second = left(bob, regretted);
    alice.conversations().edit(wrong.id(), "better");
    LinkEnvelope better = newest(bob);
    alice.conversations().edit(wrong.id(), "best");
    LinkEnvelope best = newest(bob);
    alice.conversations().takeBack(regretted.id());
    LinkEnvelope gone = newest(bob);

    give(bob, alice, gone, best, better, left(bob, wrong), second);
    assertEquals(List.of("hello", "best", ""), texts(bob));
  }

  @Test
  void whatItGivesOutInAnothersNameOrToAnotherIsNotRead() throws Exception {
    SentMessage one = alice.send(name("bob"), "for bob alone");
    give(bob, carol, left(bob, one));
    give(carol, alice, left(bob, one));
    assertEquals(List.of("hello"), texts(bob));
    assertEquals(List.of("hello"), texts(carol));
    assertEquals(
        List.of(), bob.engine().talk.history(person(bob, "carol"), "bob", 10, Long.MAX_VALUE));
    // It has not spoilt the message for whom it is.
    give(bob, alice, left(bob, one));
    assertEquals(List.of("hello", "for bob alone"), texts(bob));
  }

  @Test
  void whatItSaysItselfIsNotTakenOfAMemberNorForSealedOfOneWhoseKeyItKeeps() throws Exception {
    LinkEnvelope sealed = left(bob, alice.send(name("bob"), "sealed"));
    give(bob, alice, clear(1, "in alice's name"));
    assertEquals(List.of("hello"), texts(bob));

    bob.engine()
        .store
        .run(
            tables -> {
              byte[] account = alice.whoami().account().bytes();
              ContactRow row = tables.contacts.get(account).orElseThrow();
              tables.contacts.put(
                  account,
                  "alice".getBytes(StandardCharsets.US_ASCII),
                  row.toBuilder().setCustodial(true).build());
              return true;
            });
    give(bob, alice, sealed, clear(2, "by an old program"));
    List<HistoryMessage> history =
        bob.engine().talk.history(person(bob, "alice"), "", 100, Long.MAX_VALUE);
    assertEquals(
        List.of("hello true", "by an old program false"),
        history.stream().map(it -> it.text() + " " + it.endToEnd()).toList());
  }

  private static LinkEnvelope clear(int number, String text) {
    byte[] envelope = new ClearText(new MessageId(0, number), text).encode();
    return LinkEnvelope.newBuilder()
        .setId(ByteString.copyFrom(new MessageId(1, number).bytes()))
        .setEnvelope(ByteString.copyFrom(envelope))
        .build();
  }

  @Test
  void whatItBendsIsNotReadAndNotLost() throws Exception {
    SentMessage one = alice.send(name("bob"), "straight");
    LinkEnvelope envelope = left(bob, one);
    byte[] bent = envelope.getEnvelope().toByteArray();
    bent[bent.length - 1] ^= 1;
    give(bob, alice, envelope.toBuilder().setEnvelope(ByteString.copyFrom(bent)).build());
    assertEquals(List.of("hello"), texts(bob));
    give(bob, alice, envelope);
    assertEquals(List.of("hello", "straight"), texts(bob));
  }

  @Test
  void aGroupsMailInAnotherOrderAgainOrInAnothersNameIsReadOnceAsItsAuthors() throws Exception {
    SentToGroup one = alice.groups().send(trip.id(), "one");
    SentToGroup two = alice.groups().send(trip.id(), "two");
    give(bob, carol, toGroup(one));
    give(bob, alice, toGroup(two), toGroup(one), toGroup(two));
    give(bob, alice, toGroup(one));
    assertEquals(
        List.of("alice: hello all", "alice: two", "alice: one"),
        bob.engine().groupTalk.history(trip.id(), 10, Long.MAX_VALUE).stream()
            .map(it -> it.from() + ": " + it.text())
            .toList());
  }

  @Test
  void whomItCountsAmongAGroupsMembersReadsNothingAndIsNotHeard() throws Exception {
    SentToGroup one = alice.groups().send(trip.id(), "members only");
    give(carol, alice, toGroup(one));
    assertEquals(List.of(), carol.groups().known());
    assertFalse(
        carol.engine().store.run(tables -> tables.messages.after(0, 100)).stream()
            .anyMatch(row -> row.value().getText().equals("members only")));
  }

  // ── the server's hands ──

  private static void give(ChitClient to, ChitClient inTheNameOf, LinkEnvelope... envelopes)
      throws Exception {
    to.engine()
        .talk
        .direct()
        .arrived(
            new DeviceAddress(
                inTheNameOf.whoami().account(), inTheNameOf.engine().self().statement().device()),
            List.of(envelopes));
  }

  /// What alice left for somebody.
  private LinkEnvelope left(ChitClient to, SentMessage message) throws Exception {
    return envelopes(to).stream()
        .filter(row -> row.getMessageId().equals(ByteString.copyFrom(message.id().bytes())))
        .map(MeddlingServerTest::envelope)
        .findFirst()
        .orElseThrow();
  }

  private LinkEnvelope newest(ChitClient to) throws Exception {
    return envelope(envelopes(to).getLast());
  }

  private List<OutboxRow> envelopes(ChitClient to) throws Exception {
    ByteString account = ByteString.copyFrom(to.whoami().account().bytes());
    return alice.engine().store.run(tables -> tables.outbox.after(0, 100)).stream()
        .map(Row::value)
        .filter(row -> row.getRecipient().equals(account))
        .toList();
  }

  private static LinkEnvelope envelope(OutboxRow row) {
    return LinkEnvelope.newBuilder()
        .setId(row.getEnvelopeId())
        .setEnvelope(row.getEnvelope())
        .build();
  }

  private LinkEnvelope toGroup(SentToGroup message) throws Exception {
    ByteString id = ByteString.copyFrom(message.id().bytes());
    return alice.engine().store.run(tables -> tables.groups.outbox.after(0, 100)).stream()
        .map(Row::value)
        .filter(row -> row.getMessageId().equals(id))
        .map(
            row ->
                LinkEnvelope.newBuilder()
                    .setId(row.getEnvelopeId())
                    .setEnvelope(row.getEnvelope())
                    .build())
        .findFirst()
        .orElseThrow();
  }

  /// What somebody has of alice, in the order in which it came.
  private static List<String> texts(ChitClient client) throws Exception {
    return client.engine().talk.history(person(client, "alice"), "", 100, Long.MAX_VALUE).stream()
        .map(HistoryMessage::text)
        .toList();
  }

  private static Person person(ChitClient client, String name) throws Exception {
    return client.engine().people.known(name(name)).orElseThrow();
  }
}
