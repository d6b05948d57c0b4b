package dev.chit.client.watch;

import dev.chit.client.Incoming;
import dev.chit.client.Standing;
import dev.chit.client.people.Consent;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.UnseenMessage;
import dev.chit.client.state.v1.UnseenTalk;
import dev.chit.core.AccountId;
import dev.chit.core.MessageId;
import dev.chit.crypto.Fingerprint;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// What people said, and whether they may, as listeners see it. How this account stands with them
/// counts as it is now: who was answered meanwhile asks no longer.
final class UnseenTalks {
  private UnseenTalks() {}

  /// Empty if the sender was refused or blocked meanwhile.
  static Optional<Incoming> message(Tables tables, UnseenMessage row) throws SQLException {
    AccountId account = AccountId.of(row.getAccount().toByteArray());
    return switch (Consent.standing(tables, account)) {
      case ACCEPTED -> Optional.of(message(row, account, Optional.empty()));
      case STRANGER, ASKING -> Optional.of(message(row, account, fingerprint(tables, account)));
      case REFUSED, BLOCKED -> Optional.empty();
    };
  }

  private static Incoming message(
      UnseenMessage row, AccountId account, Optional<Fingerprint> asksToTalk) {
    return new Incoming.Message(
        MessageId.of(row.getId().toByteArray()),
        row.getFrom(),
        account,
        row.getText(),
        Instant.ofEpochMilli(row.getAtMillis()),
        asksToTalk);
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
