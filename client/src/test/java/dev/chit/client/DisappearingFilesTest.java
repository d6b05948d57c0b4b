package dev.chit.client;

import static dev.chit.client.Town.befriend;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ExpiringRow;
import dev.chit.client.state.v1.FileRow;
import dev.chit.client.state.v1.UnsealedRow;
import dev.chit.client.talk.v1.Content;
import dev.chit.core.ConversationId;
import dev.chit.core.FileId;
import dev.chit.core.group.GroupName;
import dev.chit.testkit.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Offers of files that do not stay.
final class DisappearingFilesTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofHours(1);
  private static final String NAME = "swordfish.txt";

  @TempDir Path directory;
  private Path source;
  private Path out;

  @BeforeEach
  void folders() throws Exception {
    source = Files.writeString(directory.resolve(NAME), "what is in the file");
    out = Files.createDirectory(directory.resolve("out"));
  }

  @Test
  void anOfferDisappearsWithNameAndKeysAndTheSavedFileStays() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      befriend(alice, bob);
      Inbox atBob = Inbox.of(bob);
      chooses(alice, bob, SHORT);

      SharedFile sent = alice.files().send(name("bob"), source, FileProgress.NONE).file();
      assertEquals(SHORT, sent.disappearing().orElseThrow().after());
      SharedFile offered = atBob.next(Incoming.File.class).file();
      assertEquals(Optional.empty(), offered.disappearing().orElseThrow().at());
      Eventually.is("gone at alice", () -> traces(alice, sent.id()) == 0);
      assertEquals(List.of(), alice.files().list(Optional.empty(), 10, Optional.empty()));

      // Nobody has seen it at bob's: it stays, and can be fetched.
      assertEquals(List.of(offered), bob.files().offeredBy(name("alice")));
      SharedFile saved = bob.files().save(offered, out, FileProgress.NONE);
      assertTrue(saved.disappearing().orElseThrow().at().isPresent());
      Eventually.is("gone at bob", () -> traces(bob, sent.id()) == 0);
      assertEquals(List.of(), bob.files().list(Optional.empty(), 10, Optional.empty()));
      assertEquals("what is in the file", Files.readString(out.resolve(NAME)));
      assertEquals("what is in the file", Files.readString(source));
    }
  }

  @Test
  void whatWasSeenIsGoneAfterARestartAndWhatNobodySawIsThere() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      befriend(alice, bob);
      Inbox atBob = Inbox.of(bob);
      chooses(alice, bob, LONG);
      alice.files().send(name("bob"), source, FileProgress.NONE);
      SharedFile seen = atBob.next(Incoming.File.class).file();
      bob.files().shown(List.of(seen));
      SharedFile unseen = alice.files().send(name("bob"), source, FileProgress.NONE).file();
      atBob.next(Incoming.File.class, it -> it.file().id().equals(unseen.id()));
      assertEquals(1, due(bob), "the one that was seen");
      assertEquals(2, due(alice), "both were sent");
      bob.crash();
      alice.crash();

      ChitClient again = town.back("bob");
      assertEquals(0, traces(again, seen.id()));
      assertEquals(1, again.files().offeredBy(name("alice")).size());
      assertEquals(
          0, town.back("alice").files().list(Optional.empty(), 9, Optional.empty()).size());
      again.files().save(again.files().offeredBy(name("alice")).getFirst(), out, FileProgress.NONE);
    }
  }

  @Test
  void whoHasNotTakenAnOfferInYetMayAskForItAgain() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      befriend(alice, bob);
      chooses(alice, bob, SHORT);
      bob.close();
      SentFile sent = alice.files().send(name("bob"), source, FileProgress.NONE);
      assertEquals(MessageState.STORED, sent.state());
      Eventually.is("gone from the list", () -> rows(alice, sent.file().id()) == 0);
      assertEquals(1, copies(alice, sent.file().id()));

      ChitClient back = town.back("bob");
      assertEquals(sent.file().id(), Inbox.of(back).next(Incoming.File.class).file().id());
      Eventually.is("no copy is kept", () -> traces(alice, sent.file().id()) == 0);
    }
  }

  @Test
  void whatIsOnItsWayStaysUntilItIsThere() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      befriend(alice, bob);
      Inbox atBob = Inbox.of(bob);
      chooses(alice, bob, LONG);
      FileId file = alice.files().send(name("bob"), source, FileProgress.NONE).file().id();
      SharedFile offered = atBob.next(Incoming.File.class).file();
      bob.files().shown(List.of(offered));
      FileProgress late =
          (_, _) -> {
            assertEquals(1, over(bob));
            assertEquals(1, look(bob, tables -> rows(tables, file)));
          };
      bob.files().save(offered, out, late);
      assertEquals("what is in the file", Files.readString(out.resolve(NAME)));
      Eventually.is("gone then", () -> traces(bob, file) == 0);

      // What is held ready for a link, or waits for a session, has not left alice's profile.
      look(alice, tables -> held(tables, true));
      assertEquals(1, over(alice));
      assertEquals(1, look(alice, tables -> rows(tables, file)));
      look(alice, tables -> held(tables, false));
      look(
          alice,
          tables -> {
            ByteString offer = tables.files.after(0, 1).getFirst().value().getOffers(0);
            long waits =
                tables.unsealed.add(
                    null, null, UnsealedRow.newBuilder().setMessageId(offer).build());
            assertEquals(1, overIn(tables, alice));
            assertEquals(1, rows(tables, file));
            tables.unsealed.remove(waits);
            return 0;
          });
      assertEquals(1, over(alice));
      assertEquals(0, traces(alice, file));
    }
  }

  @Test
  void inAGroupEachMemberSeesAnOfferForThatLong() throws Exception {
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      befriend(alice, bob);
      Inbox atBob = Inbox.of(bob);
      ConversationId trip = alice.groups().create(new GroupName("trip"), List.of(name("bob"))).id();
      alice.groups().disappear(trip, SHORT);
      SharedFile sent = alice.files().send(trip, source, FileProgress.NONE).file();
      SharedFile offered = atBob.next(Incoming.File.class).file();
      Eventually.is("gone at alice", () -> rows(alice, sent.id()) == 0);
      assertEquals(List.of(offered), bob.files().offeredIn(trip));
      bob.files().shown(List.of(offered));
      Eventually.is("gone at bob", () -> traces(bob, sent.id()) == 0);
    }
  }

  // ── helpers ──

  private static void chooses(ChitClient one, ChitClient other, Duration after) throws Exception {
    one.conversations().disappear(other.whoami().name().orElseThrow(), after);
  }

  /// All that a profile knows of a file.
  private static int traces(ChitClient client, FileId file) throws Exception {
    return rows(client, file)
        + copies(client, file)
        + client.engine().store.run(DisappearingFilesTest::untold);
  }

  private static int rows(ChitClient client, FileId file) throws Exception {
    return client.engine().store.run(tables -> rows(tables, file));
  }

  private static int rows(Tables tables, FileId file) throws SQLException {
    ByteString id = ByteString.copyFrom(file.bytes());
    return (int)
        tables.files.after(0, 100).stream().filter(it -> it.value().getFileId().equals(id)).count();
  }

  /// Offers that wait for a listener.
  private static int untold(Tables tables) throws SQLException {
    return (int) tables.unseen.after(0, 100).stream().filter(it -> it.value().hasFile()).count();
  }

  /// What is kept of it for those who ask again.
  private static int copies(ChitClient client, FileId file) throws Exception {
    return client
        .engine()
        .store
        .run(
            tables -> {
              Stream<ByteString> all =
                  Stream.concat(
                      tables.sent.after(0, 1_000).stream().map(it -> it.value().getContent()),
                      tables.groups.sent.after(0, 1_000).stream()
                          .map(it -> it.value().getContent()));
              return (int) all.filter(it -> offers(it, file)).count();
            });
  }

  private static boolean offers(ByteString content, FileId file) {
    try {
      ByteString id = Content.parseFrom(content).getFile().getFileId();
      return id.equals(ByteString.copyFrom(file.bytes()));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  /// Has the time of all files be over when the profile is opened again.
  ///
  /// @return how many there are
  private static int due(ChitClient client) throws Exception {
    return client
        .engine()
        .store
        .run(
            tables -> {
              List<Row<ExpiringRow>> rows = files(tables);
              for (Row<ExpiringRow> row : rows) {
                tables.expiring.replace(
                    row.sequence(), row.value().toBuilder().setAtMillis(1).build());
              }
              return rows.size();
            });
  }

  private static List<Row<ExpiringRow>> files(Tables tables) throws SQLException {
    return tables.expiring.after(0, 100).stream()
        .filter(it -> !it.value().getFile().isEmpty())
        .toList();
  }

  private static int over(ChitClient client) {
    return look(client, tables -> overIn(tables, client));
  }

  /// The time of all files is over now.
  ///
  /// @return how many there are
  private static int overIn(Tables tables, ChitClient client) throws SQLException {
    List<Row<ExpiringRow>> rows = files(tables);
    for (Row<ExpiringRow> row : rows) {
      tables.expiring.remove(row.sequence());
      client.engine().talk.expiry().end(tables, row.value());
    }
    return rows.size();
  }

  private static int held(Tables tables, boolean held) throws SQLException {
    Row<FileRow> row = tables.files.after(0, 1).getFirst();
    tables.files.replace(row.sequence(), row.value().toBuilder().setHeld(held).build());
    return 1;
  }

  @FunctionalInterface
  private interface Look {
    int at(Tables tables) throws SQLException;
  }

  private static int look(ChitClient client, Look look) {
    try {
      return client.engine().store.run(look::at);
    } catch (ChitException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
