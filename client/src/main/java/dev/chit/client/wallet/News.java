package dev.chit.client.wallet;

import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.HistoryRewrittenException;
import dev.chit.client.NotTrustedException;
import dev.chit.client.connection.Live;
import dev.chit.client.connection.Requests;
import dev.chit.client.people.People;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.proof.LogView;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.LogRow;
import dev.chit.client.state.v1.PendingRow;
import dev.chit.client.watch.Dispatcher;
import dev.chit.client.watch.Unseen;
import dev.chit.client.work.Repeater;
import dev.chit.core.AccountId;
import dev.chit.core.ChitId;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.event.BadEventException;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import dev.chit.core.event.OperatorAct;
import dev.chit.wire.v1.LoggedEvent;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.SettleResult;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the server says of this account's money: answers to chits that were presented, and events.
/// Nothing is written down whose signatures were not checked.
final class News {
  private final ProfileStore store;
  private final People people;
  private final Dispatcher dispatcher;
  private final Book book;
  private final ChitNews chitNews;
  private final Callers callers;
  private final Repeater<PendingRow> pending;

  News(
      ProfileStore store,
      People people,
      Dispatcher dispatcher,
      Book book,
      ChitNews chitNews,
      Presenter presenter) {
    this.store = store;
    this.people = people;
    this.dispatcher = dispatcher;
    this.book = book;
    this.chitNews = chitNews;
    this.callers = presenter.callers();
    this.pending = presenter.repeater();
  }

  /// Takes answers and events out of some frames and writes them down, as one job.
  ///
  /// @return whether there were any
  boolean received(Live live, List<ServerFrame> frames, LogView view, LedgerTerms terms)
      throws ChitException, InterruptedException {
    var results = new ArrayList<SettleResult>();
    var events = new ArrayList<LoggedEvent>();
    for (ServerFrame frame : frames) {
      results.addAll(frame.getSettledList());
      events.addAll(frame.getEventsList());
    }
    if (results.isEmpty() && events.isEmpty()) {
      return false;
    }
    List<Arrived> arrived = verified(events, terms);
    meet(live, arrived, view);
    store.run(
        tables -> {
          for (SettleResult result : results) {
            answered(tables, result, terms);
          }
          for (Arrived event : arrived) {
            happened(tables, event);
          }
          return true;
        });
    dispatcher.wake();
    return true;
  }

  /// @param payment null if the event moved no units
  private record Arrived(long index, Event event, @Nullable LoggedPayment payment) {}

  private static List<Arrived> verified(List<LoggedEvent> events, LedgerTerms terms)
      throws NotTrustedException {
    var arrived = new ArrayList<Arrived>();
    for (LoggedEvent logged : events) {
      Event event = decode(logged);
      LoggedPayment payment = LoggedPayment.verify(logged, event, terms).orElse(null);
      ChitNews.verify(event, terms);
      arrived.add(new Arrived(logged.getIndex(), event, payment));
    }
    return arrived;
  }

  private static Event decode(LoggedEvent logged) throws NotTrustedException {
    try {
      return EventCodec.decode(logged.getEvent().toByteArray());
    } catch (BadEventException e) {
      throw new NotTrustedException(
          "bad-proof", "The server reports something that is no event.", e);
    }
  }

  /// Learns the names of payers not met before.
  private void meet(Live live, List<Arrived> arrived, LogView view)
      throws ChitException, InterruptedException {
    AccountId me = store.run(Tables::account);
    for (Arrived event : arrived) {
      Optional<Order> named =
          event.payment() != null
              ? Optional.of(event.payment().order())
              : ChitNews.order(event.event());
      if (named.isEmpty()) {
        continue;
      }
      Order order = named.get();
      AccountId other = order.payer().equals(me) ? order.payee() : order.payer();
      if (people.known(other).isEmpty()) {
        try {
          var _ = people.find(other, view, live);
        } catch (NotTrustedException | HistoryRewrittenException e) {
          dispatcher.warn(e.code(), String.valueOf(e.getMessage()));
        } catch (ChitRefusedException e) {
          if (e.isTransient()) {
            throw e;
          }
          dispatcher.warn("unknown-account", "A payment names nobody whom the server knows.");
        }
      }
    }
  }

  private void answered(Tables tables, SettleResult result, LedgerTerms terms)
      throws SQLException, NotTrustedException {
    long sequence = Requests.sequence(result.getRequest());
    Optional<PendingRow> row = tables.pending.at(sequence);
    if (row.isEmpty()) {
      pending.answered(sequence);
      return;
    }
    ParsedChit presented = Rows.chit(row.get().getChit());
    ChitId id = presented.order().id();
    switch (result.getResultCase()) {
      case SETTLED -> {
        LoggedEvent logged = result.getSettled().getEvent();
        LoggedPayment payment =
            LoggedPayment.verify(logged, decode(logged), terms)
                .filter(it -> it.chit().equals(presented))
                .orElseThrow(
                    () ->
                        new NotTrustedException(
                            "bad-proof", "The server reports another payment as this one.", null));
        book.answered(tables, payment.order());
        book.settled(tables, payment, callers::contains);
        pending.answered(sequence);
        callers.tell(tables, id, new Answer.Settled(payment, result.getSettled().getRepeated()));
      }
      case REJECTION -> {
        String code = result.getRejection().getCode();
        if (code.equals("busy") || code.equals("quota")) {
          pending.busy(sequence);
          return;
        }
        var refused = new Answer.Refused(code, result.getRejection().getMessage());
        book.refused(tables, id, refused, callers::contains);
        pending.answered(sequence);
        callers.tell(tables, id, refused);
      }
      case RESULT_NOT_SET ->
          throw new NotTrustedException("bad-proof", "The server answers with nothing.", null);
    }
  }

  private void happened(Tables tables, Arrived arrived) throws SQLException, NotTrustedException {
    if (arrived.payment() != null) {
      book.settled(tables, arrived.payment(), callers::contains);
      Order order = arrived.payment().order();
      // Whose own payment it is has the answer. For a chit of somebody else the answer is still to
      // come: only it tells whether another had presented it before.
      if (order.payer().equals(tables.account())) {
        book.answered(tables, order);
        callers.tell(tables, order.id(), new Answer.Settled(arrived.payment(), false));
      }
    } else if (arrived.event() instanceof Event.Administered administered) {
      tell(tables, administered);
    } else {
      chitNews.happened(tables, arrived.index(), arrived.event());
    }
    LogRow row = tables.log();
    if (arrived.index() >= row.getNextEvent()) {
      tables.log(row.toBuilder().setNextEvent(arrived.index() + 1).build());
    }
  }

  private static void tell(Tables tables, Event.Administered event) throws SQLException {
    OperatorAct act = event.act().act();
    switch (act.deed()) {
      case OperatorAct.Deed.Freeze _ ->
          Unseen.warn(tables, "account-frozen", "The operator froze your account." + why(act));
      case OperatorAct.Deed.Thaw _ ->
          Unseen.warn(
              tables, "account-thawed", "The operator set your account free again." + why(act));
      case OperatorAct.Deed.SetLimits _ ->
          Unseen.warn(
              tables, "limits-set", "The operator changed your account's limits." + why(act));
      case OperatorAct.Deed.AppointAuditor _ ->
          Unseen.warn(tables, "auditor-appointed", "You may now export the log." + why(act));
      case OperatorAct.Deed.DismissAuditor _ ->
          Unseen.warn(tables, "auditor-dismissed", "You may no longer export the log." + why(act));
      case OperatorAct.Deed.Invite _ -> {}
    }
  }

  private static String why(OperatorAct act) {
    return act.reason().isEmpty() ? "" : " Reason: " + act.reason();
  }
}
