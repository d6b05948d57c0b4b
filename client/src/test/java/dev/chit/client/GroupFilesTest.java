package dev.chit.client;

import static dev.chit.client.Town.befriend;
import static dev.chit.client.Town.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.v1.FileRow;
import dev.chit.client.state.v1.GroupSentRow;
import dev.chit.core.group.GroupName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that a member sends to a group: real clients, a real server.
final class GroupFilesTest {
  private static final int SIZE = (2 << 20) + 5;

  @TempDir Path directory;

  @Test
  void aFileIsLeftWithTheServerOnceAndSavedByEveryMember() throws Exception {
    var bytes = new byte[SIZE];
    new Random(7).nextBytes(bytes);
    Path source = Files.write(directory.resolve("map.bin"), bytes);
    Files.createDirectory(directory.resolve("again"));
    try (var town = new Town(directory)) {
      ChitClient alice = town.member("alice");
      ChitClient bob = town.member("bob");
      ChitClient carol = town.member("carol");
      befriend(alice, bob);
      befriend(alice, carol);
      Inbox atBob = Inbox.of(bob);
      Inbox atCarol = Inbox.of(carol);
      Group trip =
          alice.groups().create(new GroupName("trip"), List.of(name("bob"), name("carol")));

      SentFile sent = alice.files().send(trip.id(), source, FileProgress.NONE);

      assertEquals(FileState.SENT, sent.file().state());
      assertEquals(List.of(sent.file()), alice.files().list(trip.id(), 10, Optional.empty()));
      SharedFile offered = atBob.next(Incoming.File.class).file();
      assertEquals(sent.file().id(), offered.id());
      assertEquals("alice", offered.otherName());
      assertEquals("trip", offered.groupName());
      assertEquals(Optional.of(trip.id()), offered.group());
      assertEquals(List.of(offered), bob.files().offeredIn(trip.id()));
      assertEquals(List.of(), bob.files().offeredBy(name("alice")), "it was not for him alone");
      saves(bob, offered, bytes);
      saves(carol, atCarol.next(Incoming.File.class).file(), bytes);
      assertEquals(blob(alice), blob(bob));
      assertEquals(blob(alice), blob(carol));

      // Whoever goes hears of nothing that comes later, and sends nothing more.
      alice.groups().remove(trip.id(), List.of(name("bob")));
      atBob.next(Incoming.GroupNews.class, it -> it.what() == Incoming.GroupNews.Kind.REMOVED);
      Path later = Files.writeString(directory.resolve("later.txt"), "for those who stay");
      alice.files().send(trip.id(), later, FileProgress.NONE);
      assertEquals("later.txt", atCarol.next(Incoming.File.class).file().name());
      assertEquals(1, devicesOfLast(alice));
      assertEquals(
          "unknown-group",
          assertThrows(
                  ChitRefusedException.class,
                  () -> bob.files().send(trip.id(), later, FileProgress.NONE))
              .code());

      alice.files().delete(sent.file());
      SharedFile again = bob.files().list(trip.id(), 10, Optional.empty()).getLast();
      assertEquals(
          "unknown-blob",
          assertThrows(
                  ChitRefusedException.class,
                  () -> bob.files().save(again, directory.resolve("again"), FileProgress.NONE))
              .code());
    }
  }

  private void saves(ChitClient client, SharedFile file, byte[] bytes) throws Exception {
    Path out =
        Files.createDirectories(
            directory.resolve("out of " + client.whoami().name().orElseThrow()));
    SharedFile saved = client.files().save(file, out, FileProgress.NONE);
    assertEquals(FileState.SAVED, saved.state());
    assertArrayEquals(bytes, Files.readAllBytes(saved.path().orElseThrow()));
  }

  private static ByteString blob(ChitClient client) throws Exception {
    List<Row<FileRow>> rows = client.engine().store.run(tables -> tables.files.after(0, 10));
    return rows.getFirst().value().getBlobId();
  }

  /// To how many devices the newest message to a group was sealed.
  private static int devicesOfLast(ChitClient client) throws Exception {
    List<Row<GroupSentRow>> rows =
        client.engine().store.run(tables -> tables.groups.sent.before(Long.MAX_VALUE, 1));
    return rows.getFirst().value().getRecipients().size() / 20;
  }
}
