package dev.chit.client.group;

import com.google.protobuf.ByteString;
import dev.chit.client.MessageState;
import dev.chit.client.Standing;
import dev.chit.client.files.FileInbox;
import dev.chit.client.people.Consent;
import dev.chit.client.people.Person;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.state.v1.UnseenGroupMessage;
import dev.chit.client.state.v1.UnseenMessage;
import dev.chit.client.talk.Disappearing;
import dev.chit.client.talk.Expiry;
import dev.chit.client.talk.Keys;
import dev.chit.client.talk.TextChanges;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.Text;
import dev.chit.client.watch.Unseen;
import dev.chit.core.AccountId;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Puts what a member said to a group where it belongs, once. What does not fit there is dropped.
final class Sayings {
  private Sayings() {}

  /// @param said by a member
  /// @param expiry has the time of one's own count
  static void take(Tables tables, Messages.Said said, @Nullable Expiry expiry) throws SQLException {
    Person from = said.from();
    ConversationId group = said.group();
    Content content = said.content();
    if (Consent.standing(tables, from.account()) == Standing.BLOCKED) {
      return;
    }
    boolean mine = from.account().equals(tables.account());
    MessageRow.Builder row =
        MessageRow.newBuilder()
            .setMine(mine)
            .setId(ByteString.copyFrom(said.id().bytes()))
            .setAccount(ByteString.copyFrom(from.account().bytes()))
            .setAtMillis(said.atMillis())
            .setState((mine ? MessageState.STORED : MessageState.RECEIVED).name())
            .setGroup(ByteString.copyFrom(group.bytes()));
    switch (content.getKindCase()) {
      case TEXT -> text(tables, said, row, expiry);
      case EDIT -> TextChanges.edited(tables, from, row.getGroup(), content.getEdit());
      case DELETION -> TextChanges.deleted(tables, from, row.getGroup(), content.getDeletion());
      case DISAPPEAR_AFTER ->
          Disappearing.chosen(
              tables,
              from.account(),
              group.bytes(),
              row.getGroup(),
              content.getDisappearAfter(),
              said.id(),
              row);
      case FILE -> {
        if (!mine) {
          FileInbox.offeredToGroup(tables, from, group, content.getFile(), said.atMillis());
        }
      }
      case MEMO,
          RESEND,
          REQUEST,
          REQUEST_ANSWER,
          REQUEST_REMINDER,
          REQUEST_WITHDRAWN,
          TALK_ANSWER,
          GROUP,
          LINK_OFFER,
          READ_MARKS,
          DELIVERED_MARKS,
          HANDED_CHIT,
          OWN_COPY,
          DEVICES_CHANGED,
          FAREWELL,
          KIND_NOT_SET -> {}
    }
  }

  private static void text(
      Tables tables, Messages.Said said, MessageRow.Builder row, @Nullable Expiry expiry)
      throws SQLException {
    Person from = said.from();
    Text text = said.content().getText();
    byte[] key = Keys.message(from.account(), said.id());
    if (tables.messages.find(key).isPresent()) {
      return;
    }
    learn(tables, said, text);
    byte[] group = said.group().bytes();
    if (text.getReplyTo().size() == MessageId.LENGTH) {
      row.setReplyTo(text.getReplyTo());
    }
    row.setText(text.getText()).setDisappearSeconds(Disappearing.seconds(text));
    tables.messages.add(key, group, TextChanges.met(tables, from.account(), row.build()));
    if (row.getMine()) {
      // Of another device of this account.
      if (expiry != null) {
        expiry.beginWhenSent(tables, key);
      }
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

  /// What a member says of another's choice counts if that is or was one, too. Of this account's
  /// own choices its devices tell each other.
  private static void learn(Tables tables, Messages.Said said, Text text) throws SQLException {
    if (text.getDisappearBy().size() != AccountId.LENGTH) {
      return;
    }
    AccountId by = AccountId.of(text.getDisappearBy().toByteArray());
    AccountId me = tables.account();
    boolean counts = said.from().account().equals(me) || !by.equals(me);
    if (counts
        && Disappearing.isNew(tables, said.group().bytes(), text)
        && GroupRows.wasEver(tables, said.group(), by)) {
      MessageRow.Builder notice =
          MessageRow.newBuilder()
              .setMine(by.equals(me))
              .setState((by.equals(me) ? MessageState.STORED : MessageState.RECEIVED).name())
              .setAccount(text.getDisappearBy())
              .setAtMillis(said.atMillis())
              .setGroup(ByteString.copyFrom(said.group().bytes()));
      Disappearing.learn(tables, by, said.group(), text, said.id(), notice);
    }
  }
}
