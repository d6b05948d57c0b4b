package dev.chit.client.wallet;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.Paid;
import dev.chit.client.PaymentPendingException;
import dev.chit.client.connection.Live;
import dev.chit.client.connection.Requests;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.state.Job;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.PendingRow;
import dev.chit.client.work.Repeater;
import dev.chit.client.work.Worker;
import dev.chit.core.ChitId;
import dev.chit.core.chit.MemoOpening;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.wire.v1.Settle;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Has chits settled: each is kept before it is presented, and presented until there is an answer.
final class Presenter implements AutoCloseable {
  private final ProfileStore store;
  private final Wallet.Gate gate;
  private final Repeater<PendingRow> pending;
  private final Worker presenting;
  private final Callers callers = new Callers();

  Presenter(ProfileStore store, Wallet.Gate gate) {
    this.store = store;
    this.gate = gate;
    this.pending = new Repeater<>(store, tables -> tables.pending, Presenter::present);
    this.presenting = new Worker("payments", this::presentIfAllowed);
  }

  void start() {
    presenting.start();
  }

  void connected(Live live) {
    presenting.connected(live);
  }

  void disconnected() {
    presenting.disconnected();
  }

  void wake() {
    presenting.wake();
  }

  Repeater<PendingRow> repeater() {
    return pending;
  }

  Callers callers() {
    return callers;
  }

  private static boolean present(Live live, long sequence, PendingRow row) {
    return live.stream()
        .settle(
            Settle.newBuilder()
                .setRequest(Requests.ofPayment(sequence))
                .setChit(row.getChit())
                .build());
  }

  private long presentIfAllowed(Live live) throws ChitException, InterruptedException {
    gate.require();
    return pending.round(live);
  }

  /// Keeps a chit, presents it, and waits for the answer.
  ///
  /// @param memo to be sent to the payee once it is settled
  /// @param alongside done in the job that keeps the chit: if it fails, nothing is presented
  Paid settle(
      ParsedChit chit,
      Optional<MemoOpening> memo,
      LedgerTerms terms,
      Duration patience,
      Job<?> alongside)
      throws ChitException, InterruptedException {
    ChitId id = chit.order().id();
    CompletableFuture<Answer> answer = callers.add(id);
    try {
      boolean knownSettled =
          store.run(
              tables -> {
                alongside.run(tables);
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

  /// One that waits already is left as it is, for its memo is still to be sent.
  private static void keep(Tables tables, ParsedChit chit, Optional<MemoOpening> memo)
      throws SQLException {
    byte[] id = chit.order().id().bytes();
    ByteString bytes = ByteString.copyFrom(chit.bytes());
    if (tables.pending.get(id).filter(row -> row.getChit().equals(bytes)).isPresent()) {
      return;
    }
    PendingRow.Builder row = PendingRow.newBuilder().setChit(bytes);
    if (memo.isPresent()) {
      row.setSalt(ByteString.copyFrom(memo.get().salt().bytes())).setMemo(memo.get().memo());
      Memos.keep(tables, chit.order(), memo.get());
    }
    tables.pending.put(id, row.build());
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
                    Book.nameOf(tables, order.payer()),
                    Book.nameOf(tables, order.payee()),
                    order.amount(),
                    payment.balance(),
                    terms.unit(),
                    repeated || knownSettled));
      }
    };
  }

  /// Chits that have no answer yet.
  List<ChitId> waiting() throws ChitException, InterruptedException {
    return store.run(tables -> tables.pending.after(0, Integer.MAX_VALUE)).stream()
        .map(row -> Rows.chit(row.value().getChit()).order().id())
        .toList();
  }

  @Override
  public void close() {
    callers.end();
    presenting.close();
  }
}
