package dev.chit.client.wallet;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.DrawnChit;
import dev.chit.client.HistoryRewrittenException;
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
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.LogRow;
import dev.chit.client.state.v1.PendingRow;
import dev.chit.client.talk.Talk;
import dev.chit.client.watch.Dispatcher;
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
import dev.chit.crypto.SigningKey;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.Settle;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Money: drawing chits, having them settled, and what has happened to this account.
public final class Wallet implements AutoCloseable {
  private final ProfileStore store;
  private final Talk talk;
  private final Drawing drawing;
  private final Verifier verifier;
  private final Receipts receipts;
  private final News news;
  private final Repeater<PendingRow> pending;
  private final Worker presenting;
  private final Worker verifying;
  private final Callers callers = new Callers();
  private volatile @Nullable LogView log;

  public Wallet(
      ProfileStore store, People people, Talk talk, Dispatcher dispatcher, SecureRandom random) {
    this.store = store;
    this.talk = talk;
    this.drawing = new Drawing(random);
    this.verifier = new Verifier(store, dispatcher);
    this.receipts = new Receipts(store);
    this.pending = new Repeater<>(store, tables -> tables.pending, Wallet::present);
    this.news = new News(store, people, dispatcher, new Book(talk), callers, pending);
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
    CompletableFuture<Answer> answer = callers.add(id);
    try {
      boolean knownSettled =
          store.run(
              tables -> {
                keep(tables, chit, memo);
                tables.afterCommit(presenting::wake);
                return tables.receipts.find(id.bytes()).isPresent();
              });
      return paid(answer.get(patience.toNanos(), TimeUnit.NANOSECONDS), knownSettled, terms);
    } catch (TimeoutException | CancellationException e) {
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
        .map(row -> Rows.chit(row.value().getChit()).order().id())
        .toList();
  }

  /// Payments of and to this account, newest first.
  public List<Receipt> receipts(int limit, Optional<Long> before, Unit unit)
      throws ChitException, InterruptedException {
    return receipts.newest(limit, before, unit);
  }

  /// One payment, its inclusion verified now unless it was before.
  public Receipt receipt(ChitId id, Unit unit, Connection connection)
      throws ChitException, InterruptedException {
    return receipts.verified(
        id,
        unit,
        row -> {
          Live live = connection.await();
          LogView view = log;
          return view == null ? row.value() : verifier.verify(row, live, view);
        });
  }

  // ── what the server says ──

  /// Takes what belongs here out of some frames and keeps it.
  public void received(Live live, List<ServerFrame> frames, LogView view, LedgerTerms terms)
      throws ChitException, InterruptedException {
    if (news.received(live, frames, view, terms)) {
      presenting.wake();
      verifying.wake();
    }
  }

  @Override
  public void close() {
    callers.end();
    presenting.close();
    verifying.close();
  }
}
