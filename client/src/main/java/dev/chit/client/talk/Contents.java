package dev.chit.client.talk;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.MessageState;
import dev.chit.client.files.FileInbox;
import dev.chit.client.link.LinkOffers;
import dev.chit.client.people.Consent;
import dev.chit.client.people.Person;
import dev.chit.client.people.TalkAnswers;
import dev.chit.client.request.RequestInbox;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.state.v1.UnseenMessage;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.FileOffer;
import dev.chit.client.talk.v1.Text;
import dev.chit.client.wallet.HandedChits;
import dev.chit.client.watch.Unseen;
import dev.chit.core.AccountId;
import dev.chit.core.MessageId;
import java.sql.SQLException;

/// Puts what was opened where it belongs, once, if its sender may send it.
final class Contents {
  private final Healing healing;
  private final MarksInbox marks;
  private final GroupInbox groups;
  private final DeviceInbox devices;
  private final Poster poster;

  Contents(
      Healing healing, MarksInbox marks, GroupInbox groups, DeviceInbox devices, Poster poster) {
    this.healing = healing;
    this.marks = marks;
    this.groups = groups;
    this.devices = devices;
    this.poster = poster;
  }

  /// The only way in: consent is asked here, once for each content.
  void take(Tables tables, Received received) throws SQLException {
    switch (Consent.of(tables, received.from(), received.content())) {
      case PASS -> apply(tables, received);
      case HOLD -> Held.keep(tables, received);
      case DROP -> {}
    }
  }

  /// Makes somebody a contact, and applies what was held back of them.
  ///
  /// @return false if they were one already
  /// @throws ChitRefusedException `blocked`
  boolean accept(Tables tables, Person person) throws SQLException, ChitRefusedException {
    if (!Consent.accept(tables, person)) {
      return false;
    }
    for (Received received : Held.take(tables, person)) {
      apply(tables, received);
    }
    return true;
  }

  private void apply(Tables tables, Received received) throws SQLException {
    Person from = received.from();
    Content content = received.content();
    switch (content.getKindCase()) {
      case TEXT -> text(tables, received);
      case MEMO -> PaymentMemos.take(tables, from, content.getMemo());
      case REQUEST -> RequestInbox.asked(tables, from, content.getRequest(), received.atMillis());
      case REQUEST_ANSWER -> RequestInbox.answered(tables, from, content.getRequestAnswer());
      case REQUEST_REMINDER -> RequestInbox.reminded(tables, from, content.getRequestReminder());
      case REQUEST_WITHDRAWN -> RequestInbox.withdrawn(tables, from, content.getRequestWithdrawn());
      case GROUP ->
          groups.content(
              tables, from, received.device(), content.getGroup(), received.atMillis(), poster);
      case RESEND -> healing.resend(tables, received.device(), content.getResend());
      case LINK_OFFER -> LinkOffers.offered(tables, received.device(), content.getLinkOffer());
      case FILE -> file(tables, received);
      case HANDED_CHIT -> HandedChits.arrived(tables, from, content.getHandedChit());
      case TALK_ANSWER -> TalkAnswers.take(tables, from, content.getTalkAnswer());
      case READ_MARKS ->
          marks.read(tables, from, received.device(), content.getReadMarks().getMessageIdsList());
      case DELIVERED_MARKS ->
          marks.delivered(
              tables, from, received.device(), content.getDeliveredMarks().getMessageIdsList());
      case EDIT -> TextChanges.edited(tables, from, ByteString.EMPTY, content.getEdit());
      case DELETION -> TextChanges.deleted(tables, from, ByteString.EMPTY, content.getDeletion());
      case DEVICES_CHANGED -> devices.changed(tables, from, content.getDevicesChanged());
      case FAREWELL -> devices.farewell(tables, from);
      case OWN_COPY -> {
        if (from.account().equals(tables.account())) {
          devices.copy(tables, content.getOwnCopy());
        }
      }
      case DISAPPEAR_AFTER -> disappearAfter(tables, received);
      case KIND_NOT_SET -> {}
    }
  }

  private static void disappearAfter(Tables tables, Received received) throws SQLException {
    AccountId from = received.from().account();
    Disappearing.chosen(
        tables,
        from,
        from.bytes(),
        ByteString.EMPTY,
        received.content().getDisappearAfter(),
        received.message(),
        MessageRow.newBuilder()
            .setAccount(ByteString.copyFrom(from.bytes()))
            .setAtMillis(received.atMillis()));
  }

  private static void file(Tables tables, Received received) throws SQLException {
    FileOffer offer = received.content().getFile();
    FileInbox.offered(tables, received.from(), offer, received.atMillis());
    if (offer.getDisappearSeconds() != 0) {
      // So that its sender need not keep a copy of the keys.
      DeliveredMarks.noteAnyhow(tables, received);
    }
  }

  private static void text(Tables tables, Received received) throws SQLException {
    byte[] key = Keys.message(received.from().account(), received.message());
    if (tables.messages.find(key).isPresent()) {
      return;
    }
    ByteString account = ByteString.copyFrom(received.from().account().bytes());
    ByteString id = ByteString.copyFrom(received.message().bytes());
    Text text = received.content().getText();
    MessageRow.Builder row =
        MessageRow.newBuilder()
            .setId(id)
            .setAccount(account)
            .setText(text.getText())
            .setAtMillis(received.atMillis())
            .setState(MessageState.RECEIVED.name())
            .setClear(received.from().custodial())
            .setDisappearSeconds(Disappearing.seconds(text));
    if (text.getReplyTo().size() == MessageId.LENGTH) {
      row.setReplyTo(text.getReplyTo());
    }
    tables.messages.add(
        key,
        received.from().account().bytes(),
        TextChanges.met(tables, received.from().account(), row.build()));
    DeliveredMarks.note(tables, received);
    Unseen.add(
        tables,
        UnseenMessage.newBuilder()
            .setId(id)
            .setFrom(received.from().name().value())
            .setAccount(account)
            .setText(text.getText())
            .setAtMillis(received.atMillis())
            .setClear(received.from().custodial()));
  }
}
