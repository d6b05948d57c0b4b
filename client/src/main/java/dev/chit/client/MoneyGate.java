package dev.chit.client;

import dev.chit.client.connection.Connection;
import dev.chit.client.connection.Live;
import dev.chit.client.proof.LogView;
import dev.chit.client.proof.WitnessCheck;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.LogRow;
import dev.chit.client.wallet.Wallet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Whether money may move: only on a log that is one, proved to be what others have seen, and
/// signed by the witnesses that this profile requires.
final class MoneyGate implements Wallet.Gate {
  /// Refusals in a row to prove what a contact has seen; with the pauses between, five minutes.
  static final int UNPROVED_MAX = 20;

  private final ProfileStore store;
  private final WitnessCheck witnesses;
  private final Connection connection;
  private final Supplier<@Nullable LogView> log;

  MoneyGate(
      ProfileStore store,
      WitnessCheck witnesses,
      Connection connection,
      Supplier<@Nullable LogView> log) {
    this.store = store;
    this.witnesses = witnesses;
    this.connection = connection;
    this.log = log;
  }

  @Override
  public void require() throws ChitException, InterruptedException {
    requireOneHistory();
    if (!witnesses.required().isEmpty()) {
      checkIfDue();
      WitnessCheck.requireGood(store.run(Tables::log));
    }
  }

  private void requireOneHistory() throws ChitException, InterruptedException {
    LogRow row = store.run(Tables::log);
    if (!row.getContradiction().isEmpty()) {
      throw new HistoryRewrittenException(row.getCheckpoint(), row.getContradiction());
    }
    if (row.getUnproved() >= UNPROVED_MAX) {
      throw new NotTrustedException(
          "history-unproved",
          "The server does not prove that what a contact has seen of its log is the same log."
              + " Payments wait until it does.",
          null);
    }
  }

  /// Without a connection the newest verdict holds.
  private void checkIfDue() throws ChitException, InterruptedException {
    if (!witnesses.isDue()) {
      return;
    }
    try {
      Live live = connection.await();
      LogView view = log.get();
      if (view != null) {
        witnesses.check(view, live);
      }
    } catch (UnreachableException e) {
      // Said by whatever needs the connection.
    }
  }
}
