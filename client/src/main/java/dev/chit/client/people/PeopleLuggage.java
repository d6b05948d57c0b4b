package dev.chit.client.people;

import dev.chit.client.Standing;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ContactRow;
import dev.chit.client.state.v1.StandingRow;
import dev.chit.core.AccountId;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// People who go with a member to a further device of theirs.
public final class PeopleLuggage {
  private PeopleLuggage() {}

  /// How this profile stands with those whom it accepted, refused or blocked, in order.
  public static List<StandingRow> standings(Tables tables, int max) throws SQLException {
    var all = new ArrayList<StandingRow>();
    for (Standing standing : List.of(Standing.ACCEPTED, Standing.REFUSED, Standing.BLOCKED)) {
      all.addAll(Standings.all(tables, standing, max).reversed());
    }
    return all;
  }

  public static void keep(Tables tables, ContactRow row) throws SQLException {
    Person person = Person.of(row);
    tables.contacts.put(
        person.account().bytes(), person.name().folded().getBytes(StandardCharsets.US_ASCII), row);
  }

  public static void keep(Tables tables, StandingRow row) throws SQLException {
    AccountId account = AccountId.of(row.getAccount().toByteArray());
    Standings.set(tables, account, Standings.of(row));
    Standings.note(
        tables,
        account,
        it ->
            it.setRefusedUs(row.getRefusedUs())
                .setVerified(row.getVerified())
                .setKeyChanged(row.getKeyChanged()));
  }
}
