package dev.chit.client.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.chit.client.RequestState;
import dev.chit.client.people.Person;
import dev.chit.client.state.Job;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.LedgerRow;
import dev.chit.client.state.v1.RequestRow;
import dev.chit.client.talk.v1.PaymentRequest;
import dev.chit.client.talk.v1.RequestAnswer;
import dev.chit.client.talk.v1.RequestReminder;
import dev.chit.client.talk.v1.RequestWithdrawn;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.LedgerId;
import dev.chit.core.Reference;
import dev.chit.core.RequestId;
import dev.chit.core.VerifyKey;
import dev.chit.core.chit.MemoCommitment;
import dev.chit.core.chit.Order;
import dev.chit.sessions.vault.Unlock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What others say of requests, out of order, twice, and too much of it.
final class RequestInboxTest {
  private static final AccountId ME = new AccountId(1, 1);
  private static final Person BOB = person("bob", 2);
  private static final Person CAROL = person("carol", 3);

  @TempDir Path home;

  private ProfileStore store;

  private static Person person(String name, long number) {
    return new Person(
        new AccountName(name),
        new AccountId(number, number),
        VerifyKey.of(new byte[VerifyKey.LENGTH]),
        List.of(),
        number);
  }

  @BeforeEach
  void open() throws Exception {
    store =
        ProfileStore.create(
            home.resolve("profile"),
            new Unlock.NoPassphrase(),
            new SecureRandom(),
            tables -> {
              tables.profile(
                  tables.profile().toBuilder()
                      .setAccount(ByteString.copyFrom(ME.bytes()))
                      .setLedger(
                          LedgerRow.newBuilder()
                              .setLogKey(ByteString.copyFrom(new byte[VerifyKey.LENGTH]))
                              .setUnit("EUR")
                              .setScale(2)
                              .setOperator(ByteString.copyFrom(ME.bytes())))
                      .build());
              return true;
            });
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aRequestSaidTwiceIsOneAndToldOnce() throws Exception {
    asked(BOB, 1, it -> it);
    asked(BOB, 1, it -> it.setAmount(999));

    assertEquals(500, row(BOB, 1).getAmount());
    assertEquals(1, told());
  }

  @Test
  void twoPeopleMayUseOneId() throws Exception {
    asked(BOB, 1, it -> it);
    asked(CAROL, 1, it -> it.setAmount(7));
    run(tables -> withdrawn(tables, CAROL, 1));

    assertEquals("OPEN", row(BOB, 1).getState());
    assertEquals("WITHDRAWN", row(CAROL, 1).getState());
  }

  @Test
  void whatWasWithdrawnBeforeItCameStaysSo() throws Exception {
    run(tables -> withdrawn(tables, BOB, 1));
    asked(BOB, 1, it -> it);
    run(tables -> reminded(tables, BOB, 1));

    assertEquals("WITHDRAWN", row(BOB, 1).getState());
    assertEquals(500, row(BOB, 1).getAmount());
    assertEquals(0, told());
  }

  @Test
  void whatWasPaidBeforeItCameStaysPaid() throws Exception {
    run(tables -> RequestPayments.settled(tables, order(ME, BOB.account(), 1, 500)));
    asked(BOB, 1, it -> it);
    run(tables -> withdrawn(tables, BOB, 1));

    assertEquals("PAID", row(BOB, 1).getState());
    assertEquals(500, row(BOB, 1).getAmount());
    assertEquals(0, told());
  }

  @Test
  void anAnswerThatWasOvertakenByThePaymentIsTooLate() throws Exception {
    own(CAROL, 4);
    run(tables -> RequestPayments.settled(tables, order(CAROL.account(), ME, 4, 500)));
    run(tables -> refused(tables, CAROL, 4));

    assertEquals("PAID", own(4).getState());
    assertEquals(1, told());
  }

  @Test
  void aPaymentCountsEvenIfItWasRefusedBefore() throws Exception {
    own(CAROL, 4);
    run(tables -> refused(tables, CAROL, 4));
    assertEquals("REFUSED", own(4).getState());
    run(tables -> RequestPayments.settled(tables, order(CAROL.account(), ME, 4, 500)));
    assertEquals("PAID", own(4).getState());
  }

  @Test
  void onlyWhoWasAskedPaysOrRefusesAndOnlyTheWholeSum() throws Exception {
    own(CAROL, 4);
    run(tables -> refused(tables, BOB, 4));
    run(tables -> RequestPayments.settled(tables, order(BOB.account(), ME, 4, 500)));
    run(tables -> RequestPayments.settled(tables, order(CAROL.account(), ME, 4, 499)));

    assertEquals("OPEN", own(4).getState());
  }

  @Test
  void aRefusedPaymentOpensTheRequestAgainUnlessItWasWithdrawnMeanwhile() throws Exception {
    for (long number : new long[] {1, 2}) {
      asked(BOB, number, it -> it);
      Order order = order(ME, BOB.account(), number, 500);
      run(
          tables ->
              tables.requests.put(
                  RequestRows.key(row(tables, BOB, number)),
                  row(tables, BOB, number).toBuilder()
                      .setState("PAYING")
                      .setChitId(ByteString.copyFrom(order.id().bytes()))
                      .build()));
      if (number == 2) {
        run(tables -> withdrawn(tables, BOB, 2));
      }
      run(tables -> RequestPayments.refused(tables, order));
    }

    assertEquals("OPEN", row(BOB, 1).getState());
    assertEquals("WITHDRAWN", row(BOB, 2).getState());
  }

  @Test
  void whatIsNotWellFormedIsDropped() throws Exception {
    asked(BOB, 0, it -> it);
    asked(BOB, 1, it -> it.setRequestId(ByteString.copyFrom(new byte[15])));
    asked(BOB, 2, it -> it.setAmount(0));
    asked(BOB, 3, it -> it.setAmount(Amount.MINOR_MAX + 1));
    asked(BOB, 4, it -> it.setUnit("USD"));
    asked(BOB, 5, it -> it.setMemo("m".repeat(1001)));
    asked(BOB, 6, it -> it.setSplitId(ByteString.copyFrom(new byte[17])));
    asked(BOB, 7, it -> it.setNotAfterSeconds(-1));
    assertEquals(0, rows());
    asked(BOB, 8, it -> it.setAmount(Amount.MINOR_MAX).setMemo("m".repeat(1000)));
    assertEquals(1, rows());
  }

  @Test
  void whoAsksTooOftenPushesOutNothingButTheirOwnClosedRequests() throws Exception {
    asked(CAROL, 1, it -> it);
    for (int i = 1; i <= RequestRows.FROM_ONE_MAX + 1; i++) {
      asked(BOB, i, it -> it);
    }
    assertEquals(
        RequestRows.FROM_ONE_MAX + 1, rows(), "all of Bob's are open: the last is dropped");

    run(tables -> withdrawn(tables, BOB, 3));
    asked(BOB, 1000, it -> it);

    assertEquals(RequestRows.FROM_ONE_MAX + 1, rows());
    assertEquals(0, row(BOB, 3).getAmount());
    assertEquals(500, row(BOB, 1000).getAmount());
    assertEquals(500, row(CAROL, 1).getAmount());
  }

  @Test
  void tenRemindersAreShownAndNoMore() throws Exception {
    asked(BOB, 1, it -> it);
    for (int i = 0; i < 20; i++) {
      run(tables -> reminded(tables, BOB, 1));
    }
    assertEquals(1 + RequestInbox.REMINDERS_MAX, told());
  }

  private interface Step {
    void run(Tables tables) throws SQLException;
  }

  private void run(Step step) throws Exception {
    Job<Boolean> job =
        tables -> {
          step.run(tables);
          return true;
        };
    store.run(job);
  }

  private static ByteString id(long number) {
    return ByteString.copyFrom(new Reference(0, number).bytes());
  }

  private void asked(Person from, long id, UnaryOperator<PaymentRequest.Builder> change)
      throws Exception {
    PaymentRequest.Builder asked =
        PaymentRequest.newBuilder().setRequestId(id(id)).setAmount(500).setUnit("EUR");
    run(tables -> RequestInbox.asked(tables, from, change.apply(asked).build(), 1));
  }

  private static void withdrawn(Tables tables, Person from, long id) throws SQLException {
    RequestInbox.withdrawn(
        tables, from, RequestWithdrawn.newBuilder().setRequestId(id(id)).build());
  }

  private static void reminded(Tables tables, Person from, long id) throws SQLException {
    RequestInbox.reminded(tables, from, RequestReminder.newBuilder().setRequestId(id(id)).build());
  }

  private static void refused(Tables tables, Person from, long id) throws SQLException {
    RequestInbox.answered(
        tables,
        from,
        RequestAnswer.newBuilder()
            .setRequestId(id(id))
            .setVerdict(RequestAnswer.Verdict.REFUSED)
            .build());
  }

  /// A request of this profile's own.
  private void own(Person asked, long id) throws Exception {
    run(
        tables ->
            RequestRows.add(
                tables,
                RequestRow.newBuilder()
                    .setRequestId(id(id))
                    .setAccount(ByteString.copyFrom(asked.account().bytes()))
                    .setOutgoing(true)
                    .setAmount(500)
                    .setState(RequestState.OPEN.name())
                    .build()));
  }

  private static Order order(AccountId payer, AccountId payee, long reference, long amount) {
    return new Order(
        new LedgerId(0, 0),
        new ChitId(9, reference),
        payer,
        payee,
        new Amount(amount),
        "EUR",
        0,
        MemoCommitment.NONE,
        new Reference(0, reference));
  }

  private RequestRow own(long id) throws Exception {
    return store.run(
        tables ->
            tables.requests.after(0, 10).stream()
                .map(it -> it.value())
                .filter(it -> it.getRequestId().equals(id(id)))
                .findFirst()
                .orElseThrow());
  }

  private RequestRow row(Person from, long id) throws Exception {
    return store.run(tables -> row(tables, from, id));
  }

  private static RequestRow row(Tables tables, Person from, long id) throws SQLException {
    byte[] key = RequestRows.key(false, from.account(), RequestId.of(id(id).toByteArray()));
    return tables.requests.get(key).orElse(RequestRow.getDefaultInstance());
  }

  private int rows() throws Exception {
    return store.run(tables -> tables.requests.after(0, 10_000)).size();
  }

  private int told() throws Exception {
    return store.run(tables -> tables.unseen.after(0, 10_000)).size();
  }
}
