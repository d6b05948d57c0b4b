package dev.chit.client.wallet;

import dev.chit.client.ChitException;
import dev.chit.client.NotTrustedException;
import dev.chit.client.connection.Caller;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.state.v1.LogRow;
import dev.chit.core.event.BadEventException;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import dev.chit.wire.Limits;
import dev.chit.wire.v1.Balance;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.GetBalanceRequest;
import dev.chit.wire.v1.GetEntriesRequest;
import dev.chit.wire.v1.LoggedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An account's entries as the server lists them, from where the profile knows them all to where
/// the server told a balance: each signed by its payer, and each leading to the balance that the
/// next one begins with. One that is missing, or too many, breaks the sum.
///
/// @param from the profile is complete below
/// @param end of the log when the balance was told
/// @param balanceMinor there
/// @param count of the account's payments up to there, from the first one on
/// @param payments those of the entries that moved units, oldest first
record Entries(long from, long end, long balanceMinor, long count, List<LoggedPayment> payments) {
  Entries {
    payments = List.copyOf(payments);
  }

  /// Asks for the entries since the profile was complete, and checks them.
  ///
  /// @throws NotTrustedException if they are not what they should be, or do not add up
  static Entries ask(Caller server, LogRow known, LedgerTerms terms, Own own)
      throws ChitException, InterruptedException {
    long from = known.getCompleteBelow();
    Balance told =
        server.call(ChitGrpc.getGetBalanceMethod(), GetBalanceRequest.getDefaultInstance());
    long end = told.getLogSize();
    if (end < from) {
      throw incomplete("The server tells a balance of an earlier time than it did before.");
    }
    long running = known.getCompleteBalance();
    var payments = new ArrayList<LoggedPayment>();
    for (LoggedEvent entry : walk(server, from, end)) {
      Optional<LoggedPayment> payment = LoggedPayment.verify(entry, decode(entry), terms);
      if (payment.isPresent()) {
        running = Math.addExact(running, own.change(payment.get().order()));
        payments.add(payment.get());
      }
      if (running != entry.getBalance()) {
        throw incomplete(
            "The server's entries of this account do not add up: between the balance at log index "
                + entry.getIndex()
                + " and the entries before it something is missing or too many.");
      }
    }
    if (running != told.getBalance()) {
      throw incomplete(
          "The server's entries of this account do not add up to the balance that it tells.");
    }
    return new Entries(from, end, running, known.getCompleteCount() + payments.size(), payments);
  }

  /// Oldest first.
  private static List<LoggedEvent> walk(Caller server, long from, long end)
      throws ChitException, InterruptedException {
    var newestFirst = new ArrayList<LoggedEvent>();
    long below = end;
    boolean more = below > from;
    while (more) {
      var request =
          GetEntriesRequest.newBuilder().setBefore(below).setLimit(Limits.ENTRIES_MAX).build();
      List<LoggedEvent> page =
          server.call(ChitGrpc.getGetEntriesMethod(), request).getEntriesList();
      for (LoggedEvent entry : page) {
        if (entry.getIndex() < 0 || entry.getIndex() >= below) {
          throw incomplete("The server lists this account's entries in another order than asked.");
        }
        below = entry.getIndex();
        if (below >= from) {
          newestFirst.add(entry);
        }
      }
      more = page.size() == Limits.ENTRIES_MAX && below > from;
    }
    return newestFirst.reversed();
  }

  private static Event decode(LoggedEvent entry) throws NotTrustedException {
    try {
      return EventCodec.decode(entry.getEvent().toByteArray());
    } catch (BadEventException e) {
      throw new NotTrustedException("bad-proof", "The server lists something that is no event.", e);
    }
  }

  static NotTrustedException incomplete(String message) {
    return new NotTrustedException("incomplete-history", message, null);
  }
}
