package dev.chit.client.watch;

import dev.chit.client.Incoming;
import dev.chit.client.Standing;
import dev.chit.client.people.Consent;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.GroupRow;
import dev.chit.client.state.v1.MessageRow;
import dev.chit.client.state.v1.UnseenChange;
import dev.chit.client.state.v1.UnseenMessage;
import dev.chit.client.state.v1.UnseenNotice;
import dev.chit.client.state.v1.UnseenTalk;
import dev.chit.client.talk.Histories;
import dev.chit.core.AccountId;
import dev.chit.core.MessageId;
import dev.chit.crypto.Fingerprint;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What people said, and whether they may, as listeners see it. How this account stands with them
/// counts as it is now: who was answered meanwhile asks no longer.
final class UnseenTalks {
  private UnseenTalks() {}

  /// As its sender wants it now. Empty if it was taken back, or the sender was refused or blocked
  /// meanwhile.
  static Optional<Incoming> message(Tables tables, UnseenMessage row) throws SQLException {
    AccountId account = AccountId.of(row.getAccount().toByteArray());
    Optional<MessageRow> now = Histories.row(tables, account, row.getId());
    if (now.map(MessageRow::getDeleted).orElse(false)) {
      return Optional.empty();
    }
    return switch (Consent.standing(tables, account)) {
      case ACCEPTED -> Optional.of(message(row, now, account, Optional.empty()));
      case STRANGER, ASKING ->
          Optional.of(message(row, now, account, fingerprint(tables, account)));
      case REFUSED, BLOCKED -> Optional.empty();
    };
  }

  private static Incoming message(
      UnseenMessage row,
      Optional<MessageRow> now,
      AccountId account,
      Optional<Fingerprint> asksToTalk) {
    return new Incoming.Message(
        MessageId.of(row.getId().toByteArray()),
        row.getFrom(),
        account,
        now.map(MessageRow::getText).orElse(row.getText()),
        Instant.ofEpochMilli(row.getAtMillis()),
        asksToTalk,
        now.flatMap(Histories::replyTo),
        !row.getClear());
  }

  /// Empty if the message is gone.
  static Optional<Incoming> change(Tables tables, UnseenChange row) throws SQLException {
    AccountId account = AccountId.of(row.getAccount().toByteArray());
    Optional<MessageRow> message = Histories.row(tables, account, row.getMessageId());
    Optional<Person> person = People.known(tables, account);
    if (message.isEmpty() || person.isEmpty()) {
      return Optional.empty();
    }
    var id = MessageId.of(row.getMessageId().toByteArray());
    String name = person.get().name().value();
    Optional<String> group =
        tables.groups.groups.get(message.get().getGroup().toByteArray()).map(GroupRow::getName);
    return Optional.of(
        message.get().getDeleted()
            ? new Incoming.MessageDeleted(id, name, account, group)
            : new Incoming.MessageEdited(id, name, account, message.get().getText(), group));
  }

  /// Empty if nobody knows by now who it was.
  static Optional<Incoming> notice(Tables tables, UnseenNotice row) throws SQLException {
    AccountId account = AccountId.of(row.getAccount().toByteArray());
    Optional<String> group =
        tables.groups.groups.get(row.getGroup().toByteArray()).map(GroupRow::getName);
    return People.known(tables, account)
        .map(
            person ->
                new Incoming.DisappearAfter(
                    person.name().value(), account, group, Duration.ofSeconds(row.getSeconds())));
  }

  private static Optional<Fingerprint> fingerprint(Tables tables, AccountId account)
      throws SQLException {
    return People.known(tables, account).map(Person::identity).map(Fingerprint::ofKey);
  }

  /// Empty if a request to talk was answered meanwhile.
  static Optional<Incoming> talk(Tables tables, UnseenTalk row) throws SQLException {
    AccountId account = AccountId.of(row.getAccount().toByteArray());
    Optional<Person> person = People.known(tables, account);
    if (person.isEmpty()) {
      return Optional.empty();
    }
    String name = person.get().name().value();
    if (row.getRefused()) {
      return Optional.of(new Incoming.TalkRefused(name, account));
    }
    return Consent.standing(tables, account) == Standing.ASKING
        ? Optional.of(
            new Incoming.TalkRequest(name, account, Fingerprint.ofKey(person.get().identity())))
        : Optional.empty();
  }
}
