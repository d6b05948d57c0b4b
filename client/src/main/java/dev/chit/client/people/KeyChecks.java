package dev.chit.client.people;

import dev.chit.client.KeyCheck;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.StandingRow;
import dev.chit.core.AccountId;
import java.sql.SQLException;

/// Whose keys were compared. An account is its key, so that a key that changes is another account
/// under the same name: the mark belongs to the name as well, and is lost then.
final class KeyChecks {
  private KeyChecks() {}

  static KeyCheck of(StandingRow row) {
    if (row.getKeyChanged()) {
      return KeyCheck.CHANGED;
    }
    return row.getVerified() ? KeyCheck.VERIFIED : KeyCheck.NOT_COMPARED;
  }

  static void verified(Tables tables, AccountId account) throws SQLException {
    Standings.note(tables, account, row -> row.setVerified(true).setKeyChanged(false));
  }

  /// The server named another key for the account's name.
  ///
  /// @return whether it counted as compared until now
  static boolean changed(Tables tables, AccountId account) throws SQLException {
    boolean was = Standings.row(tables, account).getVerified();
    Standings.note(tables, account, row -> row.setVerified(false).setKeyChanged(true));
    return was;
  }
}
