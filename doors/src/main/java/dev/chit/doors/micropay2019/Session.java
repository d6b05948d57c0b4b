package dev.chit.doors.micropay2019;

import dev.chit.core.Amount;
import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.Rejection;
import dev.chit.doors.hall.Answer;
import dev.chit.doors.hall.Guest;
import dev.chit.doors.hall.Hall;
import dev.chit.doors.hall.Talker;
import dev.chit.doors.micropay.Line;
import dev.chit.doors.micropay.Purse;
import dev.chit.doors.micropay.Sum;
import io.netty.channel.socket.SocketChannel;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// One connection. A log-in is complete when the program has said how much it deposits.
final class Session implements Talker {
  private static final String GREETING = "Connected accepted. Welcome to my server.\n";
  private static final String OK = "100 OK\n";
  private static final String NOT_REGISTERED = "210 FAIL\n";
  private static final String NO_LOGIN = "220 AUTH_FAIL\n";
  private static final String DEPOSIT = "Please enter the amount you want to deposit: ";
  private static final String NOT_ONLINE = "FAIL: Payee is not online.\n";
  private static final String NOT_ENOUGH = "FAIL: Your account balance is not enough.\n";
  private static final String BYE = "Bye!\n";
  private static final String PAY = "PayRequest#";

  /// What the old program reads at once after a log-in, and after `List`.
  private static final int LOGIN_BYTES_MAX = 1_024;

  private static final int LIST_BYTES_MAX = 4_000;

  private final Purse purse;
  private boolean isDepositing;

  Session(Hall hall, SocketChannel channel) {
    this.purse = new Purse(hall, Micropay2019.NAME, channel);
  }

  @Override
  public String greeting() {
    return GREETING;
  }

  @Override
  public String tooLong() {
    return NO_LOGIN;
  }

  @Override
  public String failed() {
    return NO_LOGIN;
  }

  @Override
  public boolean isGuest() {
    return purse.guest().isPresent();
  }

  @Override
  public void gone() {
    purse.leave();
  }

  @Override
  public CompletionStage<Answer> hear(String message) {
    Optional<Guest> guest = purse.guest();
    if (isDepositing && guest.isPresent()) {
      isDepositing = false;
      return deposit(guest.get(), message);
    }
    if (message.startsWith(PAY)) {
      return Line.parse(message.substring(PAY.length())) instanceof Line.Payment payment
          ? guest.map(payer -> pay(payer, payment)).orElseGet(() -> Answer.say(NO_LOGIN))
          : Answer.say(NO_LOGIN);
    }
    return switch (Line.parse(message)) {
      case Line.Register(String name, String amount) when amount.isEmpty() ->
          purse.register(name, 0).thenApply(ok -> Answer.of(ok ? OK : NOT_REGISTERED));
      case Line.Register _ -> Answer.say(NOT_REGISTERED);
      case Line.Login(String name, String port) -> login(name, port);
      case Line.List _ ->
          guest.map(one -> list(one, LIST_BYTES_MAX)).orElseGet(() -> Answer.say(NO_LOGIN));
      case Line.Exit _ -> exit();
      // A payer tells its payee that it has paid. Who has no program of this dialect is listed with
      // the door's address, so that the door is told; a payee answers nothing.
      case Line.Payment _ when guest.isEmpty() -> CompletableFuture.completedStage(Answer.NOTHING);
      case Line.Payment _, Line.Other _ -> Answer.say(NO_LOGIN);
    };
  }

  private CompletionStage<Answer> login(String name, String portText) {
    Optional<Integer> port = Purse.port(portText);
    if (port.isEmpty()) {
      return Answer.say(NO_LOGIN);
    }
    return purse
        .login(name, port.get())
        .thenApply(
            login -> {
              isDepositing = login == Purse.Login.WELCOME;
              return Answer.of(isDepositing ? DEPOSIT : NO_LOGIN);
            });
  }

  /// What is more than the operator gives, or comes a second time, counts for nothing.
  private CompletionStage<Answer> deposit(Guest guest, String message) {
    Optional<Amount> asked = Sum.parse(message, purse.unit());
    CompletionStage<Optional<Rejection>> given =
        asked.isEmpty()
            ? CompletableFuture.completedStage(Optional.empty())
            : purse.deposit(guest, new Amount(Math.min(asked.get().minor(), purse.openingMinor())));
    return given.thenCompose(_ -> list(guest, LOGIN_BYTES_MAX));
  }

  private CompletionStage<Answer> list(Guest guest, int bytesMax) {
    return purse
        .view(guest)
        .thenApply(
            view -> {
              String head =
                  "Account balance: %s\nnumber of accounts online: %d\n"
                      .formatted(view.balance(), view.online().size());
              return Answer.of(view.lines(head, "\n", bytesMax));
            });
  }

  private CompletionStage<Answer> pay(Guest payer, Line.Payment payment) {
    if (!purse.isGuest(payment.payer())) {
      return Answer.say(NO_LOGIN);
    }
    Optional<Amount> amount = Sum.parse(payment.amount(), purse.unit());
    if (amount.isEmpty()) {
      return Answer.say(NOT_ENOUGH);
    }
    return purse
        .account(payment.payee())
        .thenCompose(
            found -> {
              Optional<Purse.Person> payee = found.flatMap(account -> purse.find(account, payer));
              return payee.isEmpty()
                  ? Answer.say(NOT_ONLINE)
                  : pay(payer.account(), amount.get(), found.get(), payee.get());
            });
  }

  private CompletionStage<Answer> pay(
      Account payer, Amount amount, Account payee, Purse.Person place) {
    return purse
        .pay(payer, amount, payee)
        .thenApply(no -> Answer.of(no.isEmpty() ? String.valueOf(place.port()) : NOT_ENOUGH));
  }

  private CompletionStage<Answer> exit() {
    purse.leave();
    return CompletableFuture.completedStage(Answer.last(BYE));
  }
}
