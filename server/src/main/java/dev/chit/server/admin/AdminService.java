package dev.chit.server.admin;

import com.google.protobuf.UnsafeByteOperations;
import dev.chit.core.AccountId;
import dev.chit.core.BadSignatureException;
import dev.chit.core.event.BadEventException;
import dev.chit.core.event.SignedAct;
import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Rejection;
import dev.chit.crypto.Ed25519;
import dev.chit.server.calls.Answers;
import dev.chit.server.calls.LedgerMessages;
import dev.chit.server.calls.Logged;
import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.server.ledger.LedgerService;
import dev.chit.server.ledger.LedgerStats;
import dev.chit.server.mailbox.store.MailStore;
import dev.chit.server.ops.Metrics;
import dev.chit.server.presence.Presence;
import dev.chit.server.store.StoreException;
import dev.chit.wire.Ids;
import dev.chit.wire.Limits;
import dev.chit.wire.v1.AccountSummary;
import dev.chit.wire.v1.ActReply;
import dev.chit.wire.v1.ActRequest;
import dev.chit.wire.v1.AdminGrpc;
import dev.chit.wire.v1.ExportFrame;
import dev.chit.wire.v1.ExportRequest;
import dev.chit.wire.v1.ListAccountsReply;
import dev.chit.wire.v1.ListAccountsRequest;
import dev.chit.wire.v1.StatsReply;
import dev.chit.wire.v1.StatsRequest;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// What the operator calls, and auditors: the gate lets nobody else in but to the export.
public final class AdminService extends AdminGrpc.AdminImplBase {
  private final LedgerService ledger;
  private final Presence presence;
  private final MailStore mail;
  private final Metrics metrics;
  private final Answers answers;
  private final Supplier<AccountId> caller;
  private final long startedNanos = System.nanoTime();

  /// @param caller of the present call
  public AdminService(
      LedgerService ledger,
      Presence presence,
      MailStore mail,
      Metrics metrics,
      Answers answers,
      Supplier<AccountId> caller) {
    this.ledger = ledger;
    this.presence = presence;
    this.mail = mail;
    this.metrics = metrics;
    this.answers = answers;
    this.caller = caller;
  }

  @Override
  public void listAccounts(ListAccountsRequest request, StreamObserver<ListAccountsReply> to) {
    answers.read(to, () -> accounts(request));
  }

  private ListAccountsReply accounts(ListAccountsRequest request)
      throws StoreException, RefusedException {
    int limit = request.getLimit();
    if (limit < 1 || limit > Limits.ACCOUNTS_MAX) {
      throw new RefusedException(Refusals.badRequest("A page has 1 to 1000 accounts."));
    }
    List<Account> found =
        ledger.accounts("", request.getAfter().toLowerCase(Locale.ROOT), limit + 1);
    return ListAccountsReply.newBuilder()
        .addAllAccounts(found.stream().limit(limit).map(this::summary).toList())
        .setMore(found.size() > limit)
        .build();
  }

  private AccountSummary summary(Account account) {
    AccountSummary.Builder summary =
        AccountSummary.newBuilder()
            .setAccount(Ids.bytes(account.id()))
            .setName(account.name().value())
            .setBalance(account.balanceMinor())
            .setHeld(account.heldMinor())
            .setFrozen(account.frozen())
            .setCustodial(account.custodial())
            .setAuditor(account.auditor())
            .setClosed(account.isClosed())
            .setOnline(presence.isOnline(account.id()))
            .setOpenedAtMillis(account.openedAtMillis());
    LedgerMessages.ifLimited(account.limits().perPaymentMinor(), summary::setLimitPerPayment);
    LedgerMessages.ifLimited(account.limits().perDayMinor(), summary::setLimitPerDay);
    return summary.build();
  }

  @Override
  public void act(ActRequest request, StreamObserver<ActReply> to) {
    Answers.answer(
        to,
        answers
            .read(() -> command(request))
            .thenCompose(ledger::submit)
            .thenCompose(Logged::of)
            .thenApply(Logged::index)
            .thenCompose(this::logged));
  }

  private Command command(ActRequest request) throws RefusedException {
    try {
      SignedAct act = SignedAct.parse(request.getAct().toByteArray());
      return new Command.Act(act.verify(ledger.terms().operatorKey(), Ed25519.verifier()));
    } catch (BadEventException e) {
      throw new RefusedException(Refusals.of(Rejection.BAD_ACT));
    } catch (BadSignatureException e) {
      throw new RefusedException(Refusals.of(Rejection.BAD_SIGNATURE));
    }
  }

  private CompletionStage<ActReply> logged(long index) {
    return answers.read(
        () -> ActReply.newBuilder().setLogged(Logged.receipt(ledger, index)).build());
  }

  @Override
  public void stats(StatsRequest request, StreamObserver<StatsReply> to) {
    answers.read(to, this::stats);
  }

  private StatsReply stats() throws StoreException {
    LedgerStats stats = ledger.stats();
    return StatsReply.newBuilder()
        .setAccounts(stats.accounts())
        .setOnline(presence.count())
        .setLogSize(stats.logSize())
        .setCirculation(stats.circulationMinor())
        .setEnvelopesWaiting(mail.waiting())
        .setUptimeSeconds(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNanos))
        .setMetrics(metrics.page())
        .build();
  }

  @Override
  public void export(ExportRequest request, StreamObserver<ExportFrame> to) {
    AccountId account = caller.get();
    var export =
        new Export(
            ledger,
            answers,
            (ServerCallStreamObserver<ExportFrame>) to,
            request.getFrom(),
            () -> mayExport(account));
    export.start();
  }

  private boolean mayExport(AccountId account) throws StoreException {
    return account.equals(ledger.terms().operator())
        || ledger.account(account).map(Account::auditor).orElse(false);
  }

  static ExportFrame frame(long first, List<byte[]> events) {
    return ExportFrame.newBuilder()
        .setFirst(first)
        .addAllEvents(events.stream().map(UnsafeByteOperations::unsafeWrap).toList())
        .build();
  }
}
