package dev.chit.client.wallet;

import dev.chit.client.ChitException;
import dev.chit.client.HistoryRewrittenException;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.LogRow;

/// Money stops where the server was caught rewriting its log.
final class OneHistory {
  private OneHistory() {}

  /// @throws HistoryRewrittenException if the server was caught
  static void require(ProfileStore store) throws ChitException, InterruptedException {
    LogRow row = store.run(Tables::log);
    if (!row.getContradiction().isEmpty()) {
      throw new HistoryRewrittenException(row.getCheckpoint(), row.getContradiction());
    }
  }
}
