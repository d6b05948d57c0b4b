package dev.chit.app.crash;

import dev.chit.client.ChitClient;
import dev.chit.client.ChitException;
import dev.chit.client.HistoryMessage;
import dev.chit.client.Incoming;
import dev.chit.client.Memo;
import dev.chit.client.Receipt;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.ChitId;
import dev.chit.core.chit.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A member's profile after the last kill, opened once more and held against what was told.
final class Profile implements AutoCloseable {
  /// Few, so that there are many borders of pages.
  private static final int PAGE_RECEIPTS = 20;

  private final ClientProcess process;
  private final Told told;
  private final Faults faults;
  private final Progress progress;
  private final ChitClient client;

  Profile(ClientProcess process, Faults faults, Progress progress) throws ChitException {
    this.process = process;
    this.told = process.told;
    this.faults = faults;
    this.progress = progress;
    this.client = process.open();
    client.watch(this::arrived);
  }

  private void arrived(Incoming what) {
    switch (what) {
      case Incoming.Message message -> told.line("got " + message.text());
      case Incoming.PaymentRefused refused -> told.line("wrong " + refused);
      case Incoming.Warning warning -> told.line("wrong " + warning);
      default -> progress.made(0);
    }
  }

  Told told() {
    return told;
  }

  AccountId account() {
    return client.whoami().account();
  }

  long balanceMinor() throws ChitException, InterruptedException {
    return client.balance().balance();
  }

  private AccountName other() {
    return new AccountName(process.other);
  }

  /// Waits until nothing is pending, and all that the other told that it had sent, and every memo,
  /// has come.
  void awaitRest(Profile other) throws InterruptedException {
    progress.await(
        () -> told.got().containsAll(other.told.sent()), "the messages sent to " + process.name);
    progress.await(
        () -> asked(client::pendingPayments).isEmpty(), "answers to " + process.name + "'s chits");
    progress.await(
        () -> payments().stream().noneMatch(it -> it.memo() instanceof Memo.Awaited),
        "memos for " + process.name);
  }

  /// A question to the client.
  @FunctionalInterface
  private interface Question<T> {
    T ask() throws ChitException, InterruptedException;
  }

  private static <T> T asked(Question<T> question) {
    try {
      return question.ask();
    } catch (ChitException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Compares the profile, and what its processes told, with the log and with the other's.
  void holdAgainst(Model model, Profile other) {
    onPaid(model);
    onWallet(model, other);
    onHistory(other);
  }

  private void onPaid(Model model) {
    Set<Long> amounts = new HashSet<>();
    for (Order order : model.paidBy(account())) {
      long minor = order.amount().minor();
      faults.check(amounts.add(minor), process.name + "'s payment of " + minor + " was made twice");
      faults.check(told.attempted().contains(minor), process.name + " never began to pay " + minor);
    }
    told.paid()
        .forEach(
            (chit, index) ->
                faults.check(
                    index.equals(model.settled().get(chit)),
                    process.name + "'s " + chit + " was told to be settled at " + index));
    told.pending()
        .forEach(
            chit ->
                faults.check(
                    model.settled().containsKey(chit),
                    process.name + "'s " + chit + " was pending and never settled"));
  }

  private void onWallet(Model model, Profile other) {
    Map<ChitId, Long> inLog = new HashMap<>();
    model.paidBy(account()).forEach(it -> inLog.put(it.id(), model.settled().get(it.id())));
    model.paidBy(other.account()).forEach(it -> inLog.put(it.id(), model.settled().get(it.id())));
    Map<ChitId, Long> inWallet = new HashMap<>();
    for (Receipt receipt : payments()) {
      faults.check(
          inWallet.put(receipt.chit(), receipt.index()) == null,
          process.name + " has the receipt of " + receipt.chit() + " twice");
      long minor = receipt.amount().minor();
      faults.check(
          receipt.memo().equals(memo(minor)),
          process.name + " does not know the memo of the payment of " + minor);
      faults.check(
          receipt.verification() != Receipt.Verification.FAILED,
          process.name + " could not verify the payment of " + minor);
    }
    faults.check(inLog.equals(inWallet), process.name + "'s wallet is not what the log says");
  }

  private static Memo memo(long minor) {
    String memo = BusyMember.memo(minor);
    return memo.isEmpty() ? new Memo.None() : new Memo.Text(memo);
  }

  private void onHistory(Profile other) {
    Set<String> mine = texts(true);
    Set<String> received = texts(false);
    faults.check(
        mine.containsAll(told.sent()), process.name + "'s own history lacks what it had sent");
    faults.check(
        received.containsAll(other.told.sent()),
        process.name + "'s history lacks what was sent to it");
    faults.check(
        other.told.written().containsAll(received),
        process.name + "'s history has what nobody wrote");
    faults.check(
        told.got().equals(received), process.name + "'s listener was given other than the history");
  }

  /// How many messages came.
  int received() {
    return texts(false).size();
  }

  private Set<String> texts(boolean mine) {
    Set<String> texts = new HashSet<>();
    for (HistoryMessage message : history()) {
      if (message.mine() == mine) {
        faults.check(texts.add(message.text()), process.name + " has " + message.text() + " twice");
      }
    }
    return texts;
  }

  private List<HistoryMessage> history() {
    List<HistoryMessage> all = new ArrayList<>();
    Optional<Long> before = Optional.empty();
    while (true) {
      Optional<Long> from = before;
      List<HistoryMessage> page =
          asked(() -> client.history(other(), ChitClient.HISTORY_MAX, from));
      if (page.isEmpty()) {
        return all;
      }
      all.addAll(page);
      before = Optional.of(page.getFirst().position());
    }
  }

  /// All payments from and to the other.
  private List<Receipt> payments() {
    List<Receipt> all = new ArrayList<>();
    Optional<Long> before = Optional.empty();
    while (true) {
      Optional<Long> from = before;
      List<Receipt> page = asked(() -> client.receipts(PAGE_RECEIPTS, from));
      if (page.isEmpty()) {
        return all;
      }
      page.stream().filter(it -> it.otherName().equals(process.other)).forEach(all::add);
      before = Optional.of(page.getLast().index());
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
