package dev.chit.client.wallet;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.DrawnChit;
import dev.chit.client.HistoryRewrittenException;
import dev.chit.client.NotTrustedException;
import dev.chit.client.Paid;
import dev.chit.client.PaymentPendingException;
import dev.chit.client.Receipt;
import dev.chit.client.UsageException;
import dev.chit.client.connection.Connection;
import dev.chit.client.connection.Live;
import dev.chit.client.connection.Requests;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.proof.LogView;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.LogRow;
import dev.chit.client.state.v1.PendingRow;
import dev.chit.client.state.v1.ReceiptRow;
import dev.chit.client.talk.Talk;
import dev.chit.client.watch.Dispatcher;
import dev.chit.client.watch.Unseen;
import dev.chit.client.work.Repeater;
import dev.chit.client.work.Worker;
import dev.chit.core.AccountId;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.Unit;
import dev.chit.core.chit.BadChitException;
import dev.chit.core.chit.ChitText;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.event.BadEventException;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import dev.chit.core.event.OperatorAct;
import dev.chit.crypto.SigningKey;
import dev.chit.wire.v1.LoggedEvent;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.Settle;
import dev.chit.wire.v1.SettleResult;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Money: drawing chits, having them settled, and what has happened to this account.
public final class Wallet implements AutoCloseable {
  private final ProfileStore store;
  private final People people;
  private final Talk talk;
  private final Dispatcher dispatcher;
  private final Drawing drawing;
  private final Book book;
  private final Verifier verifier;
  private final Repeater<PendingRow> pending;
  private final Worker presenting;
  private final Worker verifying;
  private final ConcurrentHashMap<ChitId, CompletableFuture<Answer>> callers =
      new ConcurrentHashMap<>();
  private volatile @Nullable LogView log;

  public Wallet(
      ProfileStore store, People people, Talk talk, Dispatcher dispatcher, SecureRandom random) {
    this.store = store;
    this.people = people;
    this.talk = talk;
    this.dispatcher = dispatcher;
    this.drawing = new Drawing(random);
    this.book = new Book(talk);
    this.verifier = new Verifier(store, dispatcher);
    this.pending = new Repeater<>(store, tables -> tables.pending, Wallet::present);
    this.presenting = new Worker("payments", this::presentUnlessRewritten);
    this.verifying = new Worker("receipts", this::verify);
  }

  public void start() {
    presenting.start();
    verifying.start();
  }

  public void connected(Live live, LogView view) {
    log = view;
    presenting.connected(live);
    verifying.connected(live);
  }

  public void disconnected() {
    presenting.disconnected();
    verifying.disconnected();
  }

  private static boolean present(Live live, long sequence, PendingRow row) {
    return live.stream()
        .settle(
            Settle.newBuilder()
                .setRequest(Requests.ofPayment(sequence))
                .setChit(row.getChit())
                .build());
  }

  private long presentUnlessRewritten(Live live) throws ChitException, InterruptedException {
    requireOneHistory();
    return pending.round(live);
  }

  private long verify(Live live) throws ChitException, InterruptedException {
    LogView view = log;
    return view == null ? Worker.Round.DONE : verifier.round(live, view);
  }

  /// @throws HistoryRewrittenException if the server was caught rewriting its log
  public void requireOneHistory() throws ChitException, InterruptedException {
    LogRow row = store.run(Tables::log);
    if (!row.getContradiction().isEmpty()) {
      throw new HistoryRewrittenException(row.getCheckpoint(), row.getContradiction());
    }
  }

  // ── paying ──

  /// Draws a chit, keeps it, presents it, and waits for the answer.
  ///
  /// @param memo empty for none
  public Paid pay(
      SigningKey identity,
      LedgerTerms terms,
      Person payee,
      Amount amount,
      String memo,
      Duration patience)
      throws ChitException, InterruptedException {
    requireOneHistory();
    Optional<MemoOpening> opening = opening(memo);
    ParsedChit chit = drawing.draw(identity, terms, payee.account(), amount, opening);
    return settle(chit, opening, terms, patience);
  }

  /// Draws a chit without presenting it; its memo is sent to the payee.
  public DrawnChit draw(
      SigningKey identity, LedgerTerms terms, Person payee, Amount amount, String memo)
      throws ChitException, InterruptedException {
    requireOneHistory();
    Optional<MemoOpening> opening = opening(memo);
    ParsedChit chit = drawing.draw(identity, terms, payee.account(), amount, opening);
    ChitId id = chit.order().id();
    if (opening.isPresent()) {
      store.run(
          tables -> {
            Memos.keep(tables, chit.order(), opening.get());
            talk.postMemo(tables, payee, id, opening.get());
            return true;
          });
    }
    return new DrawnChit(id, payee.name().value(), amount, ChitText.encode(chit.bytes()));
  }

  /// Presents a chit that somebody drew.
  public Paid redeem(String text, LedgerTerms terms, Duration patience)
      throws ChitException, InterruptedException {
    requireOneHistory();
    try {
      return settle(
          ParsedChit.parse(ChitText.decode(text.strip())), Optional.empty(), terms, patience);
    } catch (BadChitException e) {
      throw new UsageException("wrong-chit", "That is no chit: " + e.getMessage());
    }
  }

  private Optional<MemoOpening> opening(String memo) throws UsageException {
    try {
      return memo.isEmpty() ? Optional.empty() : Optional.of(drawing.opening(memo));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "text-too-long", "A memo is a text of at most " + MemoOpening.MEMO_BYTES_MAX + " bytes.");
    }
  }

  private Paid settle(
      ParsedChit chit, Optional<MemoOpening> memo, LedgerTerms terms, Duration patience)
      throws ChitException, InterruptedException {
    ChitId id = chit.order().id();
    var own = new CompletableFuture<Answer>();
    CompletableFuture<Answer> other = callers.putIfAbsent(id, own);
    CompletableFuture<Answer> answer = other == null ? own : other;
    try {
      boolean knownSettled =
          store.run(
              tables -> {
                keep(tables, chit, memo);
                tables.afterCommit(presenting::wake);
                return tables.receipts.find(id.bytes()).isPresent();
              });
      return paid(answer.get(patience.toNanos(), TimeUnit.NANOSECONDS), knownSettled, terms);
    } catch (TimeoutException e) {
      throw new PaymentPendingException(id, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("answers do not fail", e);
    } finally {
      callers.remove(id, answer);
    }
  }

  private static void keep(Tables tables, ParsedChit chit, Optional<MemoOpening> memo)
      throws SQLException {
    PendingRow.Builder row = PendingRow.newBuilder().setChit(ByteString.copyFrom(chit.bytes()));
    if (memo.isPresent()) {
      row.setSalt(ByteString.copyFrom(memo.get().salt().bytes())).setMemo(memo.get().memo());
      Memos.keep(tables, chit.order(), memo.get());
    }
    tables.pending.put(chit.order().id().bytes(), row.build());
  }

  /// @param knownSettled whether it had been settled as far as this profile knew: its event may
  ///   come again by the stream before the answer does
  private Paid paid(Answer answer, boolean knownSettled, LedgerTerms terms)
      throws ChitException, InterruptedException {
    return switch (answer) {
      case Answer.Refused refused ->
          throw new ChitRefusedException(refused.code(), refused.message());
      case Answer.Settled(LoggedPayment payment, boolean repeated) -> {
        Order order = payment.order();
        yield store.run(
            tables ->
                new Paid(
                    order.id(),
                    payment.index(),
                    nameOf(tables, order.payer()),
                    nameOf(tables, order.payee()),
                    order.amount(),
                    payment.balance(),
                    terms.unit(),
                    repeated || knownSettled));
      }
    };
  }

  private static String nameOf(Tables tables, AccountId account) throws SQLException {
    return account.equals(tables.account())
        ? tables.profile().getName()
        : Book.name(tables, account);
  }

  /// Chits that have no answer yet.
  public List<ChitId> pending() throws ChitException, InterruptedException {
    return store.run(tables -> tables.pending.after(0, Integer.MAX_VALUE)).stream()
        .map(row -> chit(row.value().getChit()).order().id())
        .toList();
  }

  private static ParsedChit chit(ByteString bytes) {
    try {
      return ParsedChit.parse(bytes.toByteArray());
    } catch (BadChitException e) {
      throw new IllegalStateException("a chit that was one when it was kept", e);
    }
  }

  // ── what the server says ──

  /// Takes what belongs here out of some frames and keeps it.
  public void received(Live live, List<ServerFrame> frames, LogView view, LedgerTerms terms)
      throws ChitException, InterruptedException {
    var results = new ArrayList<SettleResult>();
    var events = new ArrayList<LoggedEvent>();
    for (ServerFrame frame : frames) {
      results.addAll(frame.getSettledList());
      events.addAll(frame.getEventsList());
    }
    if (results.isEmpty() && events.isEmpty()) {
      return;
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
    presenting.wake();
    verifying.wake();
    dispatcher.wake();
  }

  /// @param payment null if the event moved no units
  private record Arrived(long index, Event event, @Nullable LoggedPayment payment) {}

  private static List<Arrived> verified(List<LoggedEvent> events, LedgerTerms terms)
      throws NotTrustedException {
    var arrived = new ArrayList<Arrived>();
    for (LoggedEvent logged : events) {
      Event event = decode(logged);
      LoggedPayment payment = LoggedPayment.verify(logged, event, terms).orElse(null);
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
      if (event.payment() == null) {
        continue;
      }
      Order order = event.payment().order();
      AccountId other = order.payer().equals(me) ? order.payee() : order.payer();
      if (people.known(other).isEmpty()) {
        try {
          var _ = people.find(other, view, live);
        } catch (NotTrustedException | HistoryRewrittenException e) {
          dispatcher.warn(e.code(), String.valueOf(e.getMessage()));
        } catch (ChitRefusedException e) {
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
    ParsedChit presented = chit(row.get().getChit());
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
        book.settled(tables, payment, callers::containsKey);
        pending.answered(sequence);
        complete(tables, id, new Answer.Settled(payment, result.getSettled().getRepeated()));
      }
      case REJECTION -> {
        String code = result.getRejection().getCode();
        if (code.equals("busy") || code.equals("quota")) {
          pending.busy(sequence);
          return;
        }
        var refused = new Answer.Refused(code, result.getRejection().getMessage());
        book.refused(tables, id, refused, callers::containsKey);
        pending.answered(sequence);
        complete(tables, id, refused);
      }
      case RESULT_NOT_SET ->
          throw new NotTrustedException("bad-proof", "The server answers with nothing.", null);
    }
  }

  private void complete(Tables tables, ChitId id, Answer answer) {
    tables.afterCommit(
        () -> {
          CompletableFuture<Answer> caller = callers.get(id);
          if (caller != null) {
            caller.complete(answer);
          }
        });
  }

  private void happened(Tables tables, Arrived arrived) throws SQLException {
    if (arrived.payment() != null) {
      book.settled(tables, arrived.payment(), callers::containsKey);
      complete(
          tables, arrived.payment().order().id(), new Answer.Settled(arrived.payment(), false));
    } else if (arrived.event() instanceof Event.Administered administered) {
      tell(tables, administered);
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
      case OperatorAct.Deed.Invite _ -> {}
    }
  }

  private static String why(OperatorAct act) {
    return act.reason().isEmpty() ? "" : " Reason: " + act.reason();
  }

  // ── receipts ──

  /// Payments of and to this account, newest first.
  public List<Receipt> receipts(int limit, Optional<Long> before, Unit unit)
      throws ChitException, InterruptedException {
    return store.run(
        tables -> {
          var receipts = new ArrayList<Receipt>();
          for (Row<ReceiptRow> row : rows(tables, limit, before)) {
            receipts.add(receipt(tables, row.value(), unit));
          }
          return receipts;
        });
  }

  private static List<Row<ReceiptRow>> rows(Tables tables, int limit, Optional<Long> before)
      throws SQLException {
    if (before.isEmpty()) {
      return tables.receipts.before(Long.MAX_VALUE, limit);
    }
    long sequence = Long.MAX_VALUE;
    while (true) {
      List<Row<ReceiptRow>> page = tables.receipts.before(sequence, limit);
      List<Row<ReceiptRow>> older =
          page.stream().filter(row -> row.value().getIndex() < before.get()).toList();
      if (page.isEmpty() || !older.isEmpty()) {
        long from = older.isEmpty() ? 0 : older.getFirst().sequence() + 1;
        return tables.receipts.before(from, limit);
      }
      sequence = page.getLast().sequence();
    }
  }

  /// One payment, its inclusion verified now unless it was before.
  public Receipt receipt(ChitId id, Unit unit, Connection connection)
      throws ChitException, InterruptedException {
    Optional<Row<ReceiptRow>> row = store.run(tables -> tables.receipts.find(id.bytes()));
    if (row.isEmpty()) {
      throw new ChitRefusedException(
          "unknown-chit", "There is no payment with this chit in your account.");
    }
    ReceiptRow receipt = row.get().value();
    if (receipt.getCheckpoint().isEmpty()) {
      Live live = connection.await();
      LogView view = log;
      receipt = view == null ? receipt : verifier.verify(row.get(), live, view);
    }
    ReceiptRow shown = receipt;
    return store.run(tables -> receipt(tables, shown, unit));
  }

  private static Receipt receipt(Tables tables, ReceiptRow row, Unit unit) throws SQLException {
    Order order = chit(row.getChit()).order();
    boolean outgoing = order.payer().equals(tables.account());
    AccountId other = outgoing ? order.payee() : order.payer();
    return new Receipt(
        order.id(),
        row.getIndex(),
        outgoing,
        other,
        Book.name(tables, other),
        order.amount(),
        unit,
        Memos.of(tables, row),
        Instant.ofEpochMilli(timeMillis(row)),
        verification(row),
        ChitText.encode(row.getChit().toByteArray()));
  }

  private static long timeMillis(ReceiptRow row) {
    try {
      return EventCodec.decode(row.getEvent().toByteArray()).timeMillis();
    } catch (BadEventException e) {
      throw new IllegalStateException("an event that was one when it was kept", e);
    }
  }

  private static Receipt.Verification verification(ReceiptRow row) {
    if (row.getProofFailed()) {
      return Receipt.Verification.FAILED;
    }
    return row.getCheckpoint().isEmpty()
        ? Receipt.Verification.SIGNED
        : Receipt.Verification.INCLUDED;
  }

  @Override
  public void close() {
    presenting.close();
    verifying.close();
  }
}
