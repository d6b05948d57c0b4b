package dev.chit.client.device;

import com.google.protobuf.ByteString;
import dev.chit.client.people.Person;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.LeavingRow;
import dev.chit.core.AccountId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who said that they are about to close the account. They say it before they do, for they cannot
/// afterwards; so they are looked up again when they go offline, and at each connection.
final class Leaving {
  static final int LEAVING_MAX = 1_000;

  /// Whoever was looked up so often and still has the account has thought better of it.
  static final int LOOKS_MAX = 20;

  private Leaving() {}

  static void said(Tables tables, AccountId account) throws SQLException {
    tables.leaving.put(
        account.bytes(),
        LeavingRow.newBuilder().setAccount(ByteString.copyFrom(account.bytes())).build());
    tables.leaving.keepNewest(LEAVING_MAX);
  }

  static boolean isOne(Tables tables, AccountId account) throws SQLException {
    return tables.leaving.find(account.bytes()).isPresent();
  }

  static List<AccountId> all(Tables tables) throws SQLException {
    var all = new ArrayList<AccountId>();
    for (Row<LeavingRow> row : tables.leaving.before(Long.MAX_VALUE, LEAVING_MAX)) {
      all.add(AccountId.of(row.value().getAccount().toByteArray()));
    }
    return all;
  }

  static void looked(Tables tables, Person person) throws SQLException {
    Optional<Row<LeavingRow>> row = tables.leaving.find(person.account().bytes());
    if (row.isEmpty()) {
      return;
    }
    int looks = row.get().value().getLooks() + 1;
    if (person.isClosed() || looks >= LOOKS_MAX) {
      tables.leaving.remove(row.get().sequence());
    } else {
      tables.leaving.put(
          person.account().bytes(), row.get().value().toBuilder().setLooks(looks).build());
    }
  }
}
