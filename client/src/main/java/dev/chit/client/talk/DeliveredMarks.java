package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.people.Consent;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.DeliveringRow;
import dev.chit.client.talk.v1.Content;
import dev.chit.core.AccountId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells contacts whose texts had waited on the server that they have come: their own client heard
/// only that they wait. So too of offers of files that disappear. One mark for all texts of a
/// sender that came together.
final class DeliveredMarks {
  private DeliveredMarks() {}

  /// A text was taken in.
  static void note(Tables tables, Received received) throws SQLException {
    if (received.waited()) {
      noteAnyhow(tables, received);
    }
  }

  /// What has no read marks was taken in.
  static void noteAnyhow(Tables tables, Received received) throws SQLException {
    AccountId from = received.from().account();
    if (!tables.profile().getNoReadMarks() && Consent.isContact(tables, from)) {
      tables.delivering.add(
          null,
          null,
          DeliveringRow.newBuilder()
              .setAccount(ByteString.copyFrom(from.bytes()))
              .setMessageId(ByteString.copyFrom(received.message().bytes()))
              .build());
    }
  }

  /// Sends something to somebody, as part of a job.
  @FunctionalInterface
  interface Post {
    void to(Tables tables, Person person, Content.Builder content) throws SQLException;
  }

  /// Has what was noted in this job told.
  static void tell(Tables tables, Post post) throws SQLException {
    Map<ByteString, List<ByteString>> bySender = new LinkedHashMap<>();
    tables.delivering.forEach(
        row ->
            bySender
                .computeIfAbsent(row.value().getAccount(), _ -> new ArrayList<>())
                .add(row.value().getMessageId()));
    if (bySender.isEmpty()) {
      return;
    }
    tables.delivering.removeThrough(Long.MAX_VALUE);
    for (Map.Entry<ByteString, List<ByteString>> one : bySender.entrySet()) {
      Optional<Person> sender = People.known(tables, AccountId.of(one.getKey().toByteArray()));
      List<ByteString> ids = one.getValue();
      for (int from = 0; sender.isPresent() && from < ids.size(); from += MarksInbox.MARKS_MAX) {
        int to = Math.min(ids.size(), from + MarksInbox.MARKS_MAX);
        post.to(
            tables,
            sender.get(),
            Content.newBuilder()
                .setDeliveredMarks(
                    dev.chit.client.talk.v1.DeliveredMarks.newBuilder()
                        .addAllMessageIds(ids.subList(from, to))));
      }
    }
  }
}
