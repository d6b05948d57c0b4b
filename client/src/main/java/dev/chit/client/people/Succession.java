package dev.chit.client.people;

import dev.chit.client.Standing;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ContactRow;
import dev.chit.client.watch.Unseen;
import dev.chit.core.AccountName;
import dev.chit.core.event.Event.AccountClosed;
import java.sql.SQLException;
import java.util.Optional;

/// A name that somebody else has now, because who had it before closed the account.
final class Succession {
  private static final String FORMERLY = ".closed";

  private Succession() {}

  /// Whether the log lets the one have the name that the other had.
  static boolean isRight(Person former, People.Found next) {
    return isClaim(former, next.person()) || hasRested(former, next);
  }

  private static boolean isClaim(Person former, Person next) {
    return former.successor().filter(next.account()::equals).isPresent();
  }

  private static boolean hasRested(Person former, People.Found next) {
    return former.isClosed()
        && next.person().openedIndex() > former.devicesIndex()
        && next.openedAtMillis() - former.closedAtMillis().orElseThrow()
            >= AccountClosed.NAME_REST_MILLIS;
  }

  /// Calls who closed the account something else here, so that what was said with them is not taken
  /// for something said with the other; and tells the member.
  static boolean rename(Tables tables, Person former, Person next) throws SQLException {
    AccountName free = free(tables, former.name());
    Optional<Row<ContactRow>> known = tables.contacts.find(former.account().bytes());
    if (known.isPresent()) {
      // Under the other name it is another row.
      tables.contacts.remove(known.get().sequence());
    }
    People.put(tables, former.called(free));
    if (isClaim(former, next)) {
      claimed(tables, former, next, free);
      return true;
    }
    Unseen.warn(
        tables,
        "name-passed-on",
        "Somebody else is called "
            + former.name()
            + " now. Who was called so before has closed the account and is "
            + free
            + " here.");
    return true;
  }

  /// They are who they were, with a key that only they have: whom this account talked with it goes
  /// on talking with, and is told that there is something to compare.
  private static void claimed(Tables tables, Person former, Person next, AccountName free)
      throws SQLException {
    Standing standing = Standings.of(tables, former.account());
    if (standing != Standing.STRANGER) {
      Standings.set(tables, next.account(), standing);
    }
    var _ = KeyChecks.changed(tables, next.account());
    Unseen.warn(
        tables,
        "account-claimed",
        former.name()
            + " has taken the account over from the server, with a key of their own. Compare"
            + " fingerprints. What was said before is under "
            + free
            + ".");
  }

  private static AccountName free(Tables tables, AccountName name) throws SQLException {
    for (int number = 1; ; number++) {
      String end = FORMERLY + (number == 1 ? "" : number);
      int room = AccountName.LENGTH_MAX - end.length();
      String begin = name.value().substring(0, Math.min(room, name.value().length()));
      var free = new AccountName(begin + end);
      if (People.named(tables, free).isEmpty()) {
        return free;
      }
    }
  }
}
