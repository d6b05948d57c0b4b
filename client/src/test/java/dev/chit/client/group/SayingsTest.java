package dev.chit.client.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.chit.client.files.FileInbox;
import dev.chit.client.people.Consent;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.FileRow;
import dev.chit.client.talk.Disappearing;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.DisappearAfter;
import dev.chit.client.talk.v1.FileOffer;
import dev.chit.client.talk.v1.FileStretch;
import dev.chit.client.talk.v1.Text;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import dev.chit.core.group.Change;
import dev.chit.core.group.MembershipList;
import dev.chit.core.group.SignedChange;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.SigningKey;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What alice's client makes of what bob's says about the time after which messages disappear.
final class SayingsTest {
  private static final int HOUR = 3_600;

  @TempDir Path directory;

  private final SigningKey hers = SigningKey.generate();
  private final DeviceStatement bob = Resident.device(hers);
  private Resident alice;
  private ConversationId group;
  private long messages;

  @BeforeEach
  void meet() throws Exception {
    alice = new Resident("alice", directory, InstantSource.system(), (_, _, _) -> {});
    group = alice.create("trip");
    alice.store.run(
        tables -> {
          Resident.meet(tables, "alice", alice.device);
          Resident.meet(tables, "bob", bob);
          MembershipList list = GroupRows.list(tables, group).orElseThrow();
          SignedChange added =
              alice.mail.changes.sign(
                  list.next(
                      alice.identity.verifyKey(), new Change.Added(List.of(bob.account())), 2));
          assertEquals(null, list.add(added));
          GroupRows.keep(tables, list, List.of(added));
          return true;
        });
  }

  @AfterEach
  void leave() {
    alice.close();
    hers.destroy();
  }

  @Test
  void aTimeThatATextBringsIsKeptWithALineThatSaysSo() throws Exception {
    say(text(bob.account(), 1, HOUR));
    assertEquals(Optional.of(Duration.ofHours(1)), time());
    assertEquals(1, lines());
    say(text(bob.account(), 1, HOUR));
    say(text(bob.account(), 2, HOUR));
    assertEquals(1, lines(), "the same time once more");
    say(text(bob.account(), 3, 0));
    assertEquals(Optional.empty(), time());
    assertEquals(2, lines());
  }

  @Test
  void nobodyOutsideTheGroupAndNotAliceHerselfIsSaidToHaveChosen() throws Exception {
    say(text(AccountId.of(new byte[AccountId.LENGTH]), 1, HOUR));
    say(text(alice.account(), 1, HOUR));
    assertEquals(Optional.empty(), time());
    assertEquals(0, lines());
  }

  @Test
  void nobodyUsesTheVersionsUp() throws Exception {
    say(text(bob.account(), Integer.MAX_VALUE, HOUR));
    say(chosen(Integer.MAX_VALUE, HOUR));
    say(chosen(10_001, HOUR));
    say(chosen(-1, HOUR));
    assertEquals(Optional.empty(), time());
    assertEquals(0, lines());
    say(chosen(10_000, HOUR));
    assertEquals(Optional.of(Duration.ofHours(1)), time());
    say(chosen(20_001, 0));
    assertEquals(Optional.of(Duration.ofHours(1)), time());
    say(chosen(20_000, 0));
    assertTrue(time().isEmpty());
    assertEquals(2, lines());
  }

  @Test
  void aFileOfAMemberWhoIsNoContactComesWithoutAPictureAndOfOneWhoIsBlockedNotAtAll()
      throws Exception {
    say(file(1));
    assertEquals(0, files().getFirst().getThumbnail().size());
    assertEquals(ByteString.copyFrom(group.bytes()), files().getFirst().getGroup());
    alice.store.run(tables -> Consent.accept(tables, bobIn(tables)));
    say(file(2));
    assertEquals(3, files().getFirst().getThumbnail().size());
    alice.store.run(
        tables -> {
          Consent.block(tables, bobIn(tables));
          return true;
        });
    say(file(3));
    assertEquals(2, files().size());
  }

  @Test
  void aMemberWhoSendsManyFilesPushesOutTheirOwnAlone() throws Exception {
    alice.store.run(
        tables -> {
          FileInbox.offeredToGroup(
              tables,
              People.known(tables, alice.account()).orElseThrow(),
              group,
              file(1_000).getFile(),
              1);
          return true;
        });
    for (int i = 1; i <= 52; i++) {
      say(file(i));
    }
    assertEquals(51, files().size());
    assertEquals(
        ByteString.copyFrom(new MessageId(9, 1_000).bytes()), files().getLast().getFileId());
    say(file(52));
    assertEquals(51, files().size(), "the same once more");
  }

  @Test
  void whatIsHeldReadyForALinkIsForNoGroup() throws Exception {
    say(Content.newBuilder().setFile(file(1).getFile().toBuilder().setHeld(true)).build());
    assertEquals(List.of(), files());
  }

  private Person bobIn(Tables tables) throws SQLException {
    return People.known(tables, bob.account()).orElseThrow();
  }

  private List<FileRow> files() throws Exception {
    return alice.store.run(
        tables ->
            tables.files.tagged(group.bytes(), Long.MAX_VALUE, 100).stream()
                .map(row -> row.value())
                .toList());
  }

  private static Content file(int number) {
    return Content.newBuilder()
        .setFile(
            FileOffer.newBuilder()
                .setFileId(ByteString.copyFrom(new MessageId(9, number).bytes()))
                .setBlobId(ByteString.copyFrom(new byte[32]))
                .setSize(10)
                .addStretches(FileStretch.newBuilder().setKey(ByteString.copyFrom(new byte[32])))
                .setName("map.pdf")
                .setThumbnail(ByteString.copyFrom(new byte[3])))
        .build();
  }

  private static Content text(AccountId by, int version, int seconds) {
    return Content.newBuilder()
        .setText(
            Text.newBuilder()
                .setText("hello")
                .setDisappearSeconds(seconds)
                .setDisappearVersion(version)
                .setDisappearBy(ByteString.copyFrom(by.bytes())))
        .build();
  }

  private static Content chosen(int version, int seconds) {
    return Content.newBuilder()
        .setDisappearAfter(DisappearAfter.newBuilder().setVersion(version).setSeconds(seconds))
        .build();
  }

  private void say(Content content) throws Exception {
    var id = new MessageId(1, ++messages);
    alice.store.run(
        tables -> {
          Sayings.take(tables, said(tables, id, content), null);
          return true;
        });
  }

  private Messages.Said said(Tables tables, MessageId id, Content content) throws SQLException {
    Person from = People.known(tables, bob.account()).orElseThrow();
    return new Messages.Said(
        from, bob, group, id, GroupRows.view(tables, group).orElseThrow().head(), content, 1_000);
  }

  private Optional<Duration> time() throws Exception {
    return alice.store.run(tables -> Disappearing.after(tables, group.bytes()));
  }

  /// Lines about the time.
  private long lines() throws Exception {
    return alice.store.run(
        tables ->
            tables.messages.tagged(group.bytes(), Long.MAX_VALUE, 100).stream()
                .filter(row -> row.value().getNotice())
                .count());
  }
}
