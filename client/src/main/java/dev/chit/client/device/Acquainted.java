package dev.chit.client.device;

import dev.chit.client.Standing;
import dev.chit.client.group.GroupRows;
import dev.chit.client.people.Consent;
import dev.chit.client.people.Person;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ContactRow;
import dev.chit.core.AccountId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Who may send this account something, and so should know its devices: contacts, and members of
/// groups that it is in.
final class Acquainted {
  /// Told of changes; beyond these, others learn of a device by what comes from it.
  static final int TOLD_MAX = 1_000;

  private Acquainted() {}

  static List<Person> of(Tables tables) throws SQLException {
    AccountId me = tables.account();
    var members = GroupRows.of(tables, me);
    var all = new ArrayList<Person>();
    for (Row<ContactRow> row : tables.contacts.before(Long.MAX_VALUE, 2 * TOLD_MAX)) {
      Person person = Person.of(row.value());
      boolean isContact = Consent.standing(tables, person.account()) == Standing.ACCEPTED;
      boolean isMember =
          Consent.standing(tables, person.account()) != Standing.BLOCKED
              && members.stream().anyMatch(group -> group.role(person.account()).isPresent());
      if (!person.account().equals(me) && (isContact || isMember) && all.size() < TOLD_MAX) {
        all.add(person);
      }
    }
    return all;
  }
}
