package dev.chit.client.wallet;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.NotTrustedException;
import dev.chit.client.Period;
import dev.chit.client.Statement;
import dev.chit.client.connection.Live;
import dev.chit.client.people.People;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.proof.LogView;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ReceiptRow;
import dev.chit.client.watch.Dispatcher;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.GetCheckpointRequest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Draws up statements: first makes sure that nothing is missing in the profile, then adds up what
/// the profile has. Nothing in a statement is the server's word alone.
final class Statements {
  private static final int ROWS_AT_ONCE = 500;

  private final ProfileStore store;
  private final People people;
  private final Dispatcher dispatcher;
  private final Book book;
  private final Callers callers;

  Statements(ProfileStore store, People people, Dispatcher dispatcher, Book book, Callers callers) {
    this.store = store;
    this.people = people;
    this.dispatcher = dispatcher;
    this.book = book;
    this.callers = callers;
  }

  Statement of(Period period, LedgerTerms terms, LogView view, Live live)
      throws ChitException, InterruptedException {
    // Before the balance is asked for: what the statement covers is then no more than that tells.
    SignedCheckpoint end =
        view.accept(
            live.call(ChitGrpc.getGetCheckpointMethod(), GetCheckpointRequest.getDefaultInstance())
                .getNote(),
            live);
    var own = new Own(store.run(Tables::account));
    Optional<StatementLines> found = found(period, own, terms, end, live);
    if (found.isEmpty()) {
      forget();
      found = found(period, own, terms, end, live);
    }
    StatementLines lines =
        found.orElseThrow(
            () -> Entries.incomplete("Payments of this account are missing in this profile."));
    return new Statement(
        new AccountName(store.run(Tables::profile).getName()),
        own.account(),
        terms.unit(),
        period,
        lines.openingMinor(),
        lines.closingMinor(),
        end,
        named(lines.lines(), view, live));
  }

  // ── completeness ──

  /// Empty if the profile has lost something that it was known to have.
  private Optional<StatementLines> found(
      Period period, Own own, LedgerTerms terms, SignedCheckpoint end, Live live)
      throws ChitException, InterruptedException {
    Entries entries = complete(own, terms, end, live);
    StatementLines lines = lines(period, own, end.size(), entries.end());
    return Optional.of(lines).filter(it -> it.amountTo(entries.count(), entries.balanceMinor()));
  }

  /// Everything is asked for anew.
  private void forget() throws ChitException, InterruptedException {
    store.run(
        tables -> {
          tables.log(
              tables.log().toBuilder()
                  .clearCompleteBelow()
                  .clearCompleteCount()
                  .clearCompleteBalance()
                  .build());
          return true;
        });
  }

  private Entries complete(Own own, LedgerTerms terms, SignedCheckpoint end, Live live)
      throws ChitException, InterruptedException {
    Entries entries = Entries.ask(live, store.run(Tables::log), terms, own);
    if (entries.end() < end.size()) {
      throw Entries.incomplete("The server tells a balance that is older than its log.");
    }
    store.run(
        tables -> {
          keep(tables, entries);
          return true;
        });
    dispatcher.wake();
    return entries;
  }

  /// Afterwards the profile has exactly these payments there, and remembers that it has.
  private void keep(Tables tables, Entries entries) throws SQLException, NotTrustedException {
    for (LoggedPayment payment : entries.payments()) {
      book.settled(tables, payment, callers::contains);
      ByteString event = ByteString.copyFrom(payment.bytes());
      if (tables
          .receipts
          .at(payment.index())
          .filter(row -> row.getEvent().equals(event))
          .isEmpty()) {
        throw Entries.incomplete(
            "The server lists another payment at log index "
                + payment.index()
                + " than it reported before.");
      }
    }
    if (count(tables, entries.from(), entries.end()) != entries.payments().size()) {
      throw Entries.incomplete(
          "The server's entries leave out a payment that it had reported to this account.");
    }
    tables.log(
        tables.log().toBuilder()
            .setCompleteBelow(entries.end())
            .setCompleteCount(entries.count())
            .setCompleteBalance(entries.balanceMinor())
            .build());
  }

  private static long count(Tables tables, long from, long end) throws SQLException {
    long count = 0;
    long after = from - 1;
    while (true) {
      List<Row<ReceiptRow>> page = tables.receipts.after(after, ROWS_AT_ONCE);
      for (Row<ReceiptRow> row : page) {
        if (row.sequence() >= end) {
          return count;
        }
        count++;
        after = row.sequence();
      }
      if (page.size() < ROWS_AT_ONCE) {
        return count;
      }
    }
  }

  // ── lines ──

  private StatementLines lines(Period period, Own own, long end, long completeBelow)
      throws ChitException, InterruptedException {
    long opened = store.run(Tables::profile).getOpenedIndex();
    var lines = new StatementLines(period, own, opened, end);
    boolean more = true;
    while (more) {
      long after = lines.lastIndex();
      more =
          store.run(
              tables -> {
                List<Row<ReceiptRow>> page = tables.receipts.after(after, ROWS_AT_ONCE);
                for (Row<ReceiptRow> row : page) {
                  if (row.sequence() >= completeBelow) {
                    return false;
                  }
                  lines.add(tables, row.value());
                }
                return page.size() == ROWS_AT_ONCE;
              });
    }
    return lines;
  }

  /// Asks for the names of those not met before; whom the log does not name keeps the account id.
  private List<Statement.Line> named(List<Statement.Line> lines, LogView view, Live live)
      throws ChitException, InterruptedException {
    Map<AccountId, String> asked = new HashMap<>();
    var named = new ArrayList<Statement.Line>();
    for (Statement.Line line : lines) {
      String name = line.otherName();
      if (name.equals(line.other().toString())) {
        name = asked.get(line.other());
        if (name == null) {
          name = name(line.other(), view, live);
          asked.put(line.other(), name);
        }
      }
      named.add(StatementLines.withName(line, name));
    }
    return named;
  }

  private String name(AccountId account, LogView view, Live live)
      throws ChitException, InterruptedException {
    try {
      return people.find(account, view, live).person().name().value();
    } catch (NotTrustedException e) {
      dispatcher.warn(e.code(), String.valueOf(e.getMessage()));
      return account.toString();
    } catch (ChitRefusedException e) {
      if (e.isTransient()) {
        throw e;
      }
      return account.toString();
    }
  }
}
