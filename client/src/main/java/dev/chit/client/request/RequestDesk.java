package dev.chit.client.request;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.MoneyRequest;
import dev.chit.client.RequestState;
import dev.chit.client.SentRequest;
import dev.chit.client.UsageException;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.RequestRow;
import dev.chit.client.talk.Talk;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.PaymentRequest;
import dev.chit.client.talk.v1.RequestAnswer;
import dev.chit.client.talk.v1.RequestReminder;
import dev.chit.client.talk.v1.RequestWithdrawn;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.RequestId;
import dev.chit.core.SplitId;
import dev.chit.core.Unit;
import dev.chit.core.Utf8;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What this profile does with requests. Each step is kept and what it says is posted as one job,
/// so that it leaves once, sooner or later.
public final class RequestDesk {
  private final ProfileStore store;
  private final Talk talk;
  private final SecureRandom random;
  private final InstantSource clock;

  public RequestDesk(ProfileStore store, Talk talk, SecureRandom random, InstantSource clock) {
    this.store = store;
    this.talk = talk;
    this.random = random;
    this.clock = clock;
  }

  /// Somebody, and what they are asked for.
  public record Ask(Person person, Amount amount) {}

  /// A request, and what was posted about it.
  private record Said(MoneyRequest request, Optional<Talk.Posted> posted) {}

  /// Asks everybody named, all or none.
  ///
  /// @param split shared by them; empty for a single request
  /// @param notAfterSeconds epoch seconds, or 0
  public List<SentRequest> ask(
      List<Ask> asks,
      Unit unit,
      String memo,
      Optional<SplitId> split,
      long notAfterSeconds,
      Duration patience)
      throws ChitException, InterruptedException {
    checkText(memo);
    List<Said> said =
        store.run(
            tables -> {
              var made = new ArrayList<Said>();
              for (Ask ask : asks) {
                made.add(ask(tables, ask, unit, memo, split, notAfterSeconds));
              }
              return made;
            });
    long endNanos = System.nanoTime() + patience.toNanos();
    var sent = new ArrayList<SentRequest>();
    for (Said one : said) {
      sent.add(sent(one, Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()))));
    }
    return sent;
  }

  private SentRequest sent(Said said, Duration patience) throws InterruptedException {
    return new SentRequest(
        said.request(),
        said.posted().isEmpty()
            ? Optional.empty()
            : Optional.of(talk.await(said.posted().get(), patience)));
  }

  private Said ask(
      Tables tables, Ask ask, Unit unit, String memo, Optional<SplitId> split, long notAfterSeconds)
      throws SQLException, ChitRefusedException {
    ask.person().requireOwnKey();
    talk.befriend(tables, ask.person());
    if (!RequestRows.makeRoom(tables, true, ask.person().account())) {
      throw new ChitRefusedException(
          "too-many-requests",
          ask.person().name() + " has " + RequestRows.FROM_ONE_MAX + " open requests of yours.");
    }
    ByteString id = random(RequestId.LENGTH);
    ByteString splitId = split.map(it -> ByteString.copyFrom(it.bytes())).orElse(ByteString.EMPTY);
    RequestRow row =
        RequestRow.newBuilder()
            .setRequestId(id)
            .setAccount(ByteString.copyFrom(ask.person().account().bytes()))
            .setOutgoing(true)
            .setAmount(ask.amount().minor())
            .setMemo(memo)
            .setSplitId(splitId)
            .setNotAfterSeconds(notAfterSeconds)
            .setAtMillis(clock.millis())
            .setState(RequestState.OPEN.name())
            .build();
    RequestRows.add(tables, row);
    PaymentRequest.Builder asked =
        PaymentRequest.newBuilder()
            .setRequestId(id)
            .setAmount(ask.amount().minor())
            .setUnit(unit.code())
            .setMemo(memo)
            .setSplitId(splitId)
            .setNotAfterSeconds(notAfterSeconds);
    Talk.Posted posted =
        talk.postAwaited(tables, ask.person(), Content.newBuilder().setRequest(asked));
    return new Said(shown(tables, RequestRows.key(row)), Optional.of(posted));
  }

  public SplitId newSplit() {
    return SplitId.of(random(SplitId.LENGTH).toByteArray());
  }

  private ByteString random(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private static void checkText(String text) throws UsageException {
    try {
      if (Utf8.encode(text).length <= RequestInbox.TEXT_BYTES_MAX) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // No text: refused below.
    }
    throw new UsageException(
        "text-too-long", "This is a text of at most " + RequestInbox.TEXT_BYTES_MAX + " bytes.");
  }

  private MoneyRequest shown(Tables tables, byte[] key) throws SQLException, ChitRefusedException {
    return RequestRows.request(tables, row(tables, key), clock.instant());
  }

  private static Row<RequestRow> row(Tables tables, byte[] key)
      throws SQLException, ChitRefusedException {
    return tables
        .requests
        .find(key)
        .orElseThrow(
            () -> new ChitRefusedException("unknown-request", "There is no such request."));
  }

  private static byte[] key(MoneyRequest request) {
    return RequestRows.key(request.outgoing(), request.other(), request.id());
  }

  // ── answering ──

  /// Notes that a chit is about to pay a request, or says why it must not.
  public void paying(Tables tables, MoneyRequest request, ChitId chit)
      throws SQLException, ChitRefusedException {
    Row<RequestRow> row = row(tables, key(request));
    requireOpen(RequestRows.request(tables, row, clock.instant()));
    tables.requests.replace(
        row.sequence(),
        row.value().toBuilder()
            .setState(RequestState.PAYING.name())
            .setChitId(ByteString.copyFrom(chit.bytes()))
            .build());
  }

  /// @throws ChitRefusedException `already-paid`, `request-refused`, `request-withdrawn`, `expired`
  private static void requireOpen(MoneyRequest request) throws ChitRefusedException {
    switch (request.state()) {
      case OPEN -> {}
      case PAYING, PAID ->
          throw new ChitRefusedException("already-paid", "This request is paid already.");
      case REFUSED ->
          throw new ChitRefusedException("request-refused", "This request was refused.");
      case WITHDRAWN ->
          throw new ChitRefusedException("request-withdrawn", "This request was withdrawn.");
      case EXPIRED ->
          throw new ChitRefusedException("expired", "The time to pay this request is over.");
    }
  }

  /// Says that a request will not be paid. Again changes nothing.
  public SentRequest refuse(MoneyRequest request, String text, Duration patience)
      throws ChitException, InterruptedException {
    checkText(text);
    return answer(
        request,
        RequestState.REFUSED,
        row -> row.setAnswer(text),
        patience,
        Content.newBuilder()
            .setRequestAnswer(
                RequestAnswer.newBuilder()
                    .setRequestId(ByteString.copyFrom(request.id().bytes()))
                    .setVerdict(RequestAnswer.Verdict.REFUSED)
                    .setText(text)));
  }

  /// Says that a request need not be paid. Again changes nothing.
  public SentRequest withdraw(MoneyRequest request, Duration patience)
      throws ChitException, InterruptedException {
    return answer(
        request,
        RequestState.WITHDRAWN,
        row -> row,
        patience,
        Content.newBuilder()
            .setRequestWithdrawn(
                RequestWithdrawn.newBuilder()
                    .setRequestId(ByteString.copyFrom(request.id().bytes()))));
  }

  private SentRequest answer(
      MoneyRequest request,
      RequestState to,
      UnaryOperator<RequestRow.Builder> more,
      Duration patience,
      Content.Builder said)
      throws ChitException, InterruptedException {
    Said done =
        store.run(
            tables -> {
              Row<RequestRow> row = row(tables, key(request));
              if (RequestRows.state(row.value()) == to) {
                return new Said(shown(tables, key(request)), Optional.empty());
              }
              requireOpen(RequestRows.request(tables, row, clock.instant()));
              tables.requests.replace(
                  row.sequence(), more.apply(row.value().toBuilder().setState(to.name())).build());
              Talk.Posted posted = talk.postAwaited(tables, other(tables, request), said);
              return new Said(shown(tables, key(request)), Optional.of(posted));
            });
    return sent(done, patience);
  }

  /// Reminds somebody of a request.
  public SentRequest remind(MoneyRequest request, Duration patience)
      throws ChitException, InterruptedException {
    RequestReminder.Builder reminder =
        RequestReminder.newBuilder().setRequestId(ByteString.copyFrom(request.id().bytes()));
    Said done =
        store.run(
            tables -> {
              Row<RequestRow> row = row(tables, key(request));
              requireOpen(RequestRows.request(tables, row, clock.instant()));
              int reminders = row.value().getReminders() + 1;
              if (reminders > RequestInbox.REMINDERS_MAX) {
                throw new ChitRefusedException(
                    "reminded-enough", request.otherName() + " was reminded often enough.");
              }
              tables.requests.replace(
                  row.sequence(), row.value().toBuilder().setReminders(reminders).build());
              Talk.Posted posted =
                  talk.postAwaited(
                      tables,
                      other(tables, request),
                      Content.newBuilder().setRequestReminder(reminder));
              return new Said(shown(tables, key(request)), Optional.of(posted));
            });
    return sent(done, patience);
  }

  private static Person other(Tables tables, MoneyRequest request) throws SQLException {
    return People.known(tables, request.other())
        .orElseThrow(() -> new IllegalStateException("a request of somebody who was met"));
  }
}
