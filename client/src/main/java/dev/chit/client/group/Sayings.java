package dev.chit.client.group;

import com.google.protobuf.ByteString;
import dev.chit.client.MessageState;
import dev.chit.client.Standing;
import dev.chit.client.people.Consent;
import dev.chit.client.people.Person;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.state.v1.UnseenGroupMessage;
import dev.chit.client.state.v1.UnseenMessage;
import dev.chit.client.talk.Disappearing;
import dev.chit.client.talk.Keys;
import dev.chit.client.talk.TextChanges;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.Text;
import dev.chit.client.watch.Unseen;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import java.sql.SQLException;

/// Puts what a member said to a group where it belongs, once. What does not fit there is dropped.
final class Sayings {
  private Sayings() {}

  /// @param from a member
  static void take(
      Tables tables,
      Person from,
      ConversationId group,
      MessageId id,
      Content content,
      long atMillis)
      throws SQLException {
    if (Consent.standing(tables, from.account()) == Standing.BLOCKED) {
      return;
    }
    boolean mine = from.account().equals(tables.account());
    MessageRow.Builder row =
        MessageRow.newBuilder()
            .setMine(mine)
            .setId(ByteString.copyFrom(id.bytes()))
            .setAccount(ByteString.copyFrom(from.account().bytes()))
            .setAtMillis(atMillis)
            .setState((mine ? MessageState.STORED : MessageState.RECEIVED).name())
            .setGroup(ByteString.copyFrom(group.bytes()));
    switch (content.getKindCase()) {
      case TEXT -> text(tables, from, row, content.getText());
      case EDIT -> TextChanges.edited(tables, from, row.getGroup(), content.getEdit());
      case DELETION -> TextChanges.deleted(tables, from, row.getGroup(), content.getDeletion());
      case DISAPPEAR_AFTER ->
          Disappearing.chosen(
              tables,
              from.account(),
              group.bytes(),
              row.getGroup(),
              content.getDisappearAfter(),
              id,
              row);
      case MEMO,
          RESEND,
          REQUEST,
          REQUEST_ANSWER,
          REQUEST_REMINDER,
          REQUEST_WITHDRAWN,
          TALK_ANSWER,
          GROUP,
          LINK_OFFER,
          FILE,
          READ_MARKS,
          DELIVERED_MARKS,
          HANDED_CHIT,
          OWN_COPY,
          DEVICES_CHANGED,
          KIND_NOT_SET -> {}
    }
  }

  private static void text(Tables tables, Person from, MessageRow.Builder row, Text text)
      throws SQLException {
    byte[] key = Keys.message(from.account(), MessageId.of(row.getId().toByteArray()));
    if (tables.messages.find(key).isPresent()) {
      return;
    }
    byte[] group = row.getGroup().toByteArray();
    Disappearing.learn(tables, group, text);
    if (text.getReplyTo().size() == MessageId.LENGTH) {
      row.setReplyTo(text.getReplyTo());
    }
    row.setText(text.getText()).setDisappearSeconds(Disappearing.seconds(text));
    tables.messages.add(key, group, TextChanges.met(tables, from.account(), row.build()));
    if (row.getMine()) {
      // Of another device of this account, where its time counts from when it was sent.
      Disappearing.counts(tables, key);
      return;
    }
    Unseen.add(
        tables,
        UnseenGroupMessage.newBuilder()
            .setGroup(row.getGroup())
            .setMessage(
                UnseenMessage.newBuilder()
                    .setId(row.getId())
                    .setFrom(from.name().value())
                    .setAccount(row.getAccount())
                    .setText(text.getText())
                    .setAtMillis(row.getAtMillis())));
  }
}
