package dev.chit.client.device;

import com.google.protobuf.ByteString;
import dev.chit.client.group.GroupLuggage;
import dev.chit.client.linking.v1.Brought;
import dev.chit.client.linking.v1.BroughtGroup;
import dev.chit.client.linking.v1.BroughtTime;
import dev.chit.client.people.PeopleLuggage;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ContactRow;
import dev.chit.client.state.v1.DisappearRow;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.state.v1.StandingRow;
import dev.chit.client.talk.Disappearing;
import dev.chit.client.talk.Histories;
import dev.chit.core.ConversationId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What a further device gets of this one: whom the member knows and how they stand, groups, and
/// the newest messages. No sessions, no keys of groups, no files.
final class Luggage {
  /// Newest messages that are brought, and contacts.
  static final int MESSAGES_MAX = 500;

  static final int PEOPLE_MAX = 2_000;

  /// Of all groups' changes, and of all messages: what is beyond stays behind.
  static final int GROUPS_BYTES_MAX = 3 << 20;

  static final int MESSAGES_BYTES_MAX = 3 << 20;

  /// Of one page, so that it fits a frame between the devices.
  static final int PAGE_BYTES = 48_000;

  private final List<Brought> pages = new ArrayList<>();
  private Brought.Builder page = Brought.newBuilder();
  private int bytes;

  private Luggage() {}

  static List<Brought> pack(Tables tables) throws SQLException {
    var luggage = new Luggage();
    for (Row<ContactRow> row : tables.contacts.before(Long.MAX_VALUE, PEOPLE_MAX)) {
      luggage.room(row.value().getSerializedSize()).addContacts(row.value());
      luggage.time(tables, row.value().getAccount());
    }
    for (StandingRow row : PeopleLuggage.standings(tables, PEOPLE_MAX)) {
      luggage.room(row.getSerializedSize()).addStandings(row);
    }
    int groups = 0;
    for (ConversationId group : GroupLuggage.groups(tables)) {
      List<ByteString> changes = GroupLuggage.changes(tables, group);
      groups += changes.stream().mapToInt(ByteString::size).sum();
      if (groups > GROUPS_BYTES_MAX) {
        break;
      }
      for (ByteString change : changes) {
        luggage
            .room(change.size() + ConversationId.LENGTH)
            .addGroups(
                BroughtGroup.newBuilder()
                    .setGroup(ByteString.copyFrom(group.bytes()))
                    .addChanges(change));
      }
      luggage.time(tables, ByteString.copyFrom(group.bytes()));
    }
    for (MessageRow row : newest(tables)) {
      luggage.room(row.getSerializedSize()).addMessages(row);
    }
    luggage.turn();
    return luggage.pages;
  }

  private static List<MessageRow> newest(Tables tables) throws SQLException {
    var newest = new ArrayList<MessageRow>();
    int sum = 0;
    for (Row<MessageRow> row : tables.messages.before(Long.MAX_VALUE, MESSAGES_MAX)) {
      if (row.value().getDisappearSeconds() > 0 && !row.value().getNotice()) {
        // It is to disappear, and does so where it is.
        continue;
      }
      sum += row.value().getSerializedSize();
      if (sum > MESSAGES_BYTES_MAX) {
        break;
      }
      newest.add(row.value());
    }
    return newest.reversed();
  }

  private void time(Tables tables, ByteString conversation) throws SQLException {
    DisappearRow row = Disappearing.row(tables, conversation.toByteArray());
    if (row.getVersion() > 0) {
      room(row.getSerializedSize() + conversation.size())
          .addTimes(BroughtTime.newBuilder().setConversation(conversation).setRow(row));
    }
  }

  /// The page for so many bytes more.
  private Brought.Builder room(int more) {
    if (bytes > 0 && bytes + more > PAGE_BYTES) {
      turn();
    }
    // Each row comes with a tag and a length.
    bytes += more + 16;
    return page;
  }

  private void turn() {
    pages.add(page.build());
    page = Brought.newBuilder();
    bytes = 0;
  }

  /// Puts it into the rows of a new profile.
  static void unpack(Tables tables, List<Brought> pages) throws SQLException {
    for (Brought brought : pages) {
      for (ContactRow row : brought.getContactsList()) {
        PeopleLuggage.keep(tables, row);
      }
      for (StandingRow row : brought.getStandingsList()) {
        PeopleLuggage.keep(tables, row);
      }
      for (BroughtGroup group : brought.getGroupsList()) {
        GroupLuggage.keep(
            tables, ConversationId.of(group.getGroup().toByteArray()), group.getChangesList());
      }
      for (BroughtTime time : brought.getTimesList()) {
        Disappearing.keep(tables, time.getConversation().toByteArray(), time.getRow());
      }
      for (MessageRow row : brought.getMessagesList()) {
        Histories.keep(tables, row);
      }
    }
  }
}
