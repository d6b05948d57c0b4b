package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.MessageState;
import dev.chit.client.people.Consent;
import dev.chit.client.people.Person;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.state.v1.SentRow;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.OwnCopy;
import dev.chit.core.MessageId;
import dev.chit.crypto.DeviceStatement;
import java.sql.SQLException;
import java.util.Optional;

/// What another device of this account sent, as this one's own.
public final class OwnCopies {
  private OwnCopies() {}

  /// Whether own devices hear of it.
  public static boolean isCopied(Content content) {
    return switch (content.getKindCase()) {
      case TEXT, EDIT, DELETION, DISAPPEAR_AFTER -> true;
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
          FAREWELL,
          KIND_NOT_SET ->
          false;
    };
  }

  /// Whether a message was sealed for a device, or waits to be.
  public static boolean isSealed(
      Tables tables, DeviceStatement device, ByteString message, ByteString content)
      throws SQLException {
    ByteString account = ByteString.copyFrom(device.account().bytes());
    byte[] about = Keys.about(account, Sealer.about(message, content));
    for (Row<SentRow> row : tables.sent.tagged(about, Long.MAX_VALUE, Sealer.SENT_KEPT)) {
      if (row.value().getDevice() == device.device()
          && row.value().getMessageId().equals(message)) {
        return true;
      }
    }
    byte[] key = Keys.device(device.account(), device.device());
    return tables.unsealed.tagged(key, Long.MAX_VALUE, Sealer.SENT_KEPT).stream()
        .anyMatch(row -> row.value().getMessageId().equals(message));
  }

  /// Puts it into the conversation with its recipient, once.
  ///
  /// @param expiry has its time count, if it has one
  public static void take(Tables tables, Person to, OwnCopy copy, Expiry expiry)
      throws SQLException {
    Content content = copy.getContent();
    if (to.account().equals(tables.account())) {
      return;
    }
    if (content.hasText()) {
      text(tables, to, copy, expiry);
    } else if (content.hasEdit()) {
      TextChanges.ownEdited(tables, to, content.getEdit());
    } else if (content.hasDeletion()) {
      TextChanges.ownDeleted(tables, to, content.getDeletion());
    } else if (content.hasDisappearAfter()) {
      Disappearing.chosen(
          tables,
          tables.account(),
          to.account().bytes(),
          ByteString.EMPTY,
          content.getDisappearAfter(),
          MessageId.of(copy.getMessageId().toByteArray()),
          MessageRow.newBuilder()
              .setMine(true)
              .setState(MessageState.STORED.name())
              .setAccount(ByteString.copyFrom(to.account().bytes()))
              .setAtMillis(content.getSentAtMillis()));
    }
  }

  private static void text(Tables tables, Person to, OwnCopy copy, Expiry expiry)
      throws SQLException {
    MessageId id = MessageId.of(copy.getMessageId().toByteArray());
    byte[] key = Keys.message(tables.account(), id);
    Optional<Row<MessageRow>> known = tables.messages.find(key);
    if (known.isPresent()) {
      return;
    }
    befriend(tables, to);
    MessageRow.Builder row =
        MessageRow.newBuilder()
            .setId(copy.getMessageId())
            .setAccount(ByteString.copyFrom(to.account().bytes()))
            .setMine(true)
            .setText(copy.getContent().getText().getText())
            .setAtMillis(copy.getContent().getSentAtMillis())
            .setState(MessageState.STORED.name())
            .setClear(to.custodial())
            .setDisappearSeconds(Disappearing.seconds(copy.getContent().getText()));
    if (copy.getContent().getText().getReplyTo().size() == MessageId.LENGTH) {
      row.setReplyTo(copy.getContent().getText().getReplyTo());
    }
    tables.messages.add(
        key, to.account().bytes(), TextChanges.met(tables, tables.account(), row.build()));
    expiry.begin(tables, key);
  }

  /// Whoever is written to is a contact. One who was blocked here stays so.
  private static void befriend(Tables tables, Person to) throws SQLException {
    try {
      var _ = Consent.accept(tables, to);
    } catch (ChitRefusedException e) {
      return;
    }
  }
}
