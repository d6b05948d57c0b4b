package dev.chit.client.wallet;

import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.ChitState;
import dev.chit.client.DrawnChit;
import dev.chit.client.HistoryRewrittenException;
import dev.chit.client.KeptChit;
import dev.chit.client.NotTrustedException;
import dev.chit.client.Paid;
import dev.chit.client.Period;
import dev.chit.client.Receipt;
import dev.chit.client.ReceiptFile;
import dev.chit.client.Statement;
import dev.chit.client.UsageException;
import dev.chit.client.connection.Connection;
import dev.chit.client.connection.Live;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.proof.LogView;
import dev.chit.client.proof.WitnessCheck;
import dev.chit.client.state.Job;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ReceiptRow;
import dev.chit.client.talk.Talk;
import dev.chit.client.watch.Dispatcher;
import dev.chit.client.work.Worker;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.Unit;
import dev.chit.core.chit.CertifiedChit;
import dev.chit.core.chit.ChitText;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.crypto.SigningKey;
import dev.chit.wire.v1.ServerFrame;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Money: drawing chits, having them settled, and what has happened to this account.
public final class Wallet implements AutoCloseable {
  private static final Job<?> NOTHING_MORE = _ -> true;

  private final ProfileStore store;
  private final Gate gate;
  private final Talk talk;
  private final InstantSource clock;
  private final Drawing drawing;
  private final Purse purse;
  private final ChitDesk desk;
  private final HandedChits handing;
  private final Presenter presenter;
  private final Verifier verifier;
  private final Receipts receipts;
  private final ReceiptWriter receiptWriter;
  private final News news;
  private final Statements statements;
  private final Worker verifying;
  private volatile @Nullable LogView log;

  /// Whether money may move.
  @FunctionalInterface
  public interface Gate {
    /// @throws HistoryRewrittenException if the server was caught rewriting its log
    /// @throws dev.chit.client.NotTrustedException if the log is not proved as this profile
    ///   requires
    void require() throws ChitException, InterruptedException;
  }

  public Wallet(
      ProfileStore store,
      People people,
      Talk talk,
      Dispatcher dispatcher,
      WitnessCheck witnesses,
      Gate gate,
      SecureRandom random,
      InstantSource clock) {
    this.store = store;
    this.gate = gate;
    this.talk = talk;
    this.clock = clock;
    this.drawing = new Drawing(random);
    this.purse = new Purse(clock);
    this.desk = new ChitDesk(store, purse, gate);
    this.handing = new HandedChits(store, talk, drawing, purse, gate);
    this.presenter = new Presenter(store, gate);
    this.verifier = new Verifier(store, dispatcher, witnesses);
    this.receipts = new Receipts(store);
    this.receiptWriter = new ReceiptWriter(store);
    var book = new Book(talk, purse);
    var chitNews = new ChitNews(purse, desk::isCertifying);
    this.news = new News(store, people, dispatcher, book, chitNews, presenter);
    this.statements = new Statements(store, people, dispatcher, book, presenter.callers());
    this.verifying = new Worker("receipts", this::verify);
  }

  public void start() {
    presenter.start();
    verifying.start();
  }

  public void connected(Live live, LogView view) {
    log = view;
    presenter.connected(live);
    verifying.connected(live);
  }

  public void disconnected() {
    presenter.disconnected();
    verifying.disconnected();
  }

  private long verify(Live live) throws ChitException, InterruptedException {
    LogView view = log;
    return view == null ? Worker.Round.DONE : verifier.round(live, view);
  }

  /// @throws HistoryRewrittenException if the server was caught rewriting its log
  /// @throws dev.chit.client.NotTrustedException if the log is not proved as this profile requires
  public void requireOneHistory() throws ChitException, InterruptedException {
    gate.require();
  }

  // ── paying ──

  /// Draws a chit, keeps it, presents it, and waits for the answer.
  ///
  /// @param memo empty for none
  public Paid pay(
      SigningKey identity, LedgerTerms terms, Intent intent, String memo, Duration patience)
      throws ChitException, InterruptedException {
    return pay(identity, terms, intent, memo, patience, (_, _) -> {});
  }

  /// As [#pay(SigningKey, LedgerTerms, Intent, String, Duration)].
  ///
  /// @param alongside done in the job that keeps the chit: if it fails, nothing is paid
  public Paid pay(
      SigningKey identity,
      LedgerTerms terms,
      Intent intent,
      String memo,
      Duration patience,
      Alongside alongside)
      throws ChitException, InterruptedException {
    requireOneHistory();
    Optional<MemoOpening> opening = drawing.openingOf(memo);
    ParsedChit chit = drawing.draw(identity, terms, intent, opening);
    return presenter.settle(
        chit,
        opening,
        terms,
        patience,
        tables -> {
          Optional<Person> payee = People.known(tables, intent.payee());
          if (payee.isPresent()) {
            talk.befriend(tables, payee.get());
          }
          alongside.keep(tables, chit.order().id());
          return true;
        });
  }

  /// The chit that waits for an answer under this id.
  public Optional<ParsedChit> pending(ChitId id) throws ChitException, InterruptedException {
    return store.run(tables -> tables.pending.get(id.bytes()).map(row -> Rows.chit(row.getChit())));
  }

  /// Waits for the answer to a chit, which may have been presented before.
  public Paid await(ParsedChit chit, LedgerTerms terms, Duration patience)
      throws ChitException, InterruptedException {
    requireOneHistory();
    return presenter.settle(chit, Optional.empty(), terms, patience, NOTHING_MORE);
  }

  /// Draws a chit without presenting it; its memo is sent to the payee, as soon as there are keys
  /// to seal it with.
  ///
  /// @param payee empty for somebody not met yet
  public DrawnChit draw(
      SigningKey identity, LedgerTerms terms, Intent intent, Optional<Person> payee, String memo)
      throws ChitException, InterruptedException {
    requireOneHistory();
    Optional<MemoOpening> opening = drawing.openingOf(memo);
    ParsedChit chit = drawing.draw(identity, terms, intent, opening);
    Order order = chit.order();
    return store.run(
        tables -> {
          purse.add(tables, chit, ChitState.DRAWN, opening.isPresent() && payee.isEmpty());
          if (opening.isPresent()) {
            Memos.keep(tables, order, opening.get());
            if (payee.isPresent()) {
              talk.postMemo(tables, payee.get(), order.id(), opening.get());
            }
          }
          return new DrawnChit(
              order.id(),
              Book.nameOf(tables, order.payee()),
              order.amount(),
              Purse.notAfter(order),
              ChitText.encode(chit.bytes()));
        });
  }

  /// Checks a chit that somebody handed over, without the server, and keeps it.
  ///
  /// @throws UsageException if the text is no chit
  /// @throws ChitRefusedException `bad-signature`, `wrong-ledger`, `wrong-unit`, `expired`
  public KeptChit keep(String text, LedgerTerms terms) throws ChitException, InterruptedException {
    ChitReader.Read read = ChitReader.read(text, terms);
    ParsedChit chit = read.chit();
    ChitId id = chit.order().id();
    KeptChit kept =
        store.run(
            tables -> {
              if (read.promise().isPresent()) {
                CertifiedChit promise = read.promise().get();
                purse.promised(
                    tables, chit, promise.index(), promise.untilSeconds(), promise.bytes());
              } else {
                purse.add(tables, chit, ChitState.RECEIVED, false);
              }
              return purse.find(tables, id, terms.unit()).orElseThrow();
            });
    if (kept.state() != ChitState.SETTLED) {
      ChitReader.requireInTime(read, clock.instant());
    }
    return kept;
  }

  /// Presents a chit that was checked and kept.
  public Paid redeem(KeptChit kept, LedgerTerms terms, Duration patience)
      throws ChitException, InterruptedException {
    return await(ChitReader.read(kept.text(), terms).chit(), terms, patience);
  }

  /// Gives back a payment, or a part of it.
  ///
  /// @param amount empty for all that was not given back yet
  public Paid refund(
      SigningKey identity,
      LedgerTerms terms,
      ChitId id,
      Optional<Amount> amount,
      String memo,
      Duration patience)
      throws ChitException, InterruptedException {
    requireOneHistory();
    return new Refunds(store, this).refund(identity, terms, id, amount, memo, patience);
  }

  /// What else the ledger does with chits.
  public ChitDesk desk() {
    return desk;
  }

  /// Chits handed to others.
  public HandedChits handing() {
    return handing;
  }

  /// Chits of this profile, newest first.
  public List<KeptChit> chits(int limit, Optional<Long> before, Unit unit)
      throws ChitException, InterruptedException {
    return store.run(tables -> purse.newest(tables, limit, before.orElse(Long.MAX_VALUE), unit));
  }

  /// One chit of this profile.
  public Optional<KeptChit> chit(ChitId id, Unit unit) throws ChitException, InterruptedException {
    return store.run(tables -> purse.find(tables, id, unit));
  }

  /// Chits that have no answer yet.
  public List<ChitId> pending() throws ChitException, InterruptedException {
    return presenter.waiting();
  }

  /// Payments of and to this account, newest first.
  public List<Receipt> receipts(int limit, Optional<Long> before, Unit unit)
      throws ChitException, InterruptedException {
    return receipts.newest(limit, before, unit);
  }

  /// One payment, its inclusion verified now unless it was before.
  public Receipt receipt(ChitId id, Unit unit, LogView view, Connection connection)
      throws ChitException, InterruptedException {
    return receipts.verified(id, unit, row -> verifier.verifyNow(row, connection.await(), view));
  }

  /// One payment as a receipt for others, its inclusion verified now unless it was before. It
  /// carries the signatures of the witnesses that this profile requires.
  ///
  /// @throws dev.chit.client.ChitRefusedException if they have not signed that far yet
  public ReceiptFile receiptFile(
      ChitId id, boolean withMemo, LedgerTerms terms, LogView view, Connection connection)
      throws ChitException, InterruptedException {
    return receiptWriter.write(
        id,
        withMemo,
        terms,
        new Receipts.Proofs() {
          @Override
          public ReceiptRow of(Row<ReceiptRow> row) throws ChitException, InterruptedException {
            return verifier.verify(row, connection.await(), view);
          }

          @Override
          public boolean holds(ReceiptRow row) throws ChitException, InterruptedException {
            return verifier.isProved(row, terms);
          }
        });
  }

  /// Everything that moved units of this account in a period, complete up to the log's newest
  /// checkpoint.
  ///
  /// @throws NotTrustedException `incomplete-history` if the server's entries do not add up
  public Statement statement(Period period, LedgerTerms terms, LogView view, Live live)
      throws ChitException, InterruptedException {
    requireOneHistory();
    Statement statement = statements.of(period, terms, view, live);
    verifying.wake();
    return statement;
  }

  // ── what the server says ──

  /// Takes what belongs here out of some frames and keeps it.
  public void received(Live live, List<ServerFrame> frames, LogView view, LedgerTerms terms)
      throws ChitException, InterruptedException {
    if (news.received(live, frames, view, terms)) {
      presenter.wake();
      verifying.wake();
    }
  }

  @Override
  public void close() {
    presenter.close();
    verifying.close();
  }

  /// What is written down together with a chit that is about to be paid.
  @FunctionalInterface
  public interface Alongside {
    void keep(Tables tables, ChitId chit) throws ChitException, java.sql.SQLException;
  }
}
