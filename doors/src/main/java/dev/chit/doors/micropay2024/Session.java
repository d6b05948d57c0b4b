package dev.chit.doors.micropay2024;

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

/// One connection. The payer is logged in when its payee hands the payment in.
final class Session implements Talker {
  private static final String END = "\r\n";
  private static final String OK = "100 OK\r\n";
  private static final String NOT_REGISTERED = "210 FAIL\r\n";
  private static final String NO_LOGIN = "220 AUTH_FAIL\r\n";
  private static final String LOGIN_FIRST = "Please Login First\r\n";
  private static final String BAD_PORT = "Invalid port range.\r\n";
  private static final String BYE = "Bye\r\n";
  private static final String NO_SENDER = "Sender not logged in.\r\n";
  private static final String NO_RECIPIENT = "Recipient not found.\r\n";
  private static final String NOT_ENOUGH = "Insufficient balance.\r\n";
  private static final String UNKNOWN = "Invalid command format.\r\n";

  /// What the old program reads at once.
  private static final int REPLY_BYTES_MAX = 1_024;

  private final Purse purse;
  private final String key;

  /// @param key the server's public key, SubjectPublicKeyInfo in base64
  Session(Hall hall, SocketChannel channel, String key) {
    this.key = key;
    this.purse = new Purse(hall, Micropay2024.NAME, channel);
  }

  @Override
  public String greeting() {
    return "";
  }

  @Override
  public String tooLong() {
    return UNKNOWN;
  }

  @Override
  public String failed() {
    return UNKNOWN;
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
    return switch (Line.parse(message)) {
      case Line.Register(String name, String amount) when amount.isEmpty() ->
          purse
              .register(name, purse.openingMinor())
              .thenApply(ok -> Answer.of(ok ? OK : NOT_REGISTERED));
      case Line.Register _ -> Answer.say(UNKNOWN);
      case Line.Login(String name, String port) -> login(name, port);
      case Line.List _ -> purse.guest().map(this::list).orElseGet(() -> Answer.say(LOGIN_FIRST));
      case Line.Exit _ -> exit();
      case Line.Payment payment ->
          purse.guest().map(payee -> pay(payee, payment)).orElseGet(() -> Answer.say(LOGIN_FIRST));
      case Line.Other _ -> Answer.say(UNKNOWN);
    };
  }

  private CompletionStage<Answer> login(String name, String portText) {
    if (!portText.strip().matches("-?[0-9]{1,19}")) {
      return Answer.say(UNKNOWN);
    }
    Optional<Integer> port = Purse.port(portText);
    if (port.isEmpty()) {
      return Answer.say(BAD_PORT);
    }
    return purse
        .login(name, port.get())
        .thenCompose(
            login ->
                login == Purse.Login.WELCOME
                    ? purse.guest().map(this::list).orElseGet(() -> Answer.say(NO_LOGIN))
                    : Answer.say(NO_LOGIN));
  }

  private CompletionStage<Answer> list(Guest guest) {
    return purse
        .view(guest)
        .thenApply(
            view -> {
              String head = view.balance() + END + key + END + view.online().size() + END;
              return Answer.of(view.lines(head, END, REPLY_BYTES_MAX));
            });
  }

  private CompletionStage<Answer> pay(Guest payee, Line.Payment payment) {
    Optional<Amount> amount = Sum.parse(payment.amount(), purse.unit());
    if (amount.isEmpty()) {
      return Answer.say(UNKNOWN);
    }
    if (!purse.isGuest(payment.payee())) {
      return Answer.say(NO_RECIPIENT);
    }
    return purse
        .custodial(payment.payer())
        .thenCompose(
            found ->
                found
                    .filter(purse::isHere)
                    .map(payer -> pay(payer, amount.get(), payee.account(), payment))
                    .orElseGet(() -> Answer.say(NO_SENDER)));
  }

  private CompletionStage<Answer> pay(
      Account payer, Amount amount, Account payee, Line.Payment payment) {
    return purse
        .pay(payer, amount, payee)
        .thenApply(no -> Answer.of(no.map(Session::refusal).orElseGet(() -> success(payment))));
  }

  private static String refusal(Rejection no) {
    return no == Rejection.SAME_ACCOUNT ? NO_RECIPIENT : NOT_ENOUGH;
  }

  private static String success(Line.Payment payment) {
    return "Transfer Successful: %s from %s to %s.\r\n"
        .formatted(payment.amount().strip(), payment.payer(), payment.payee());
  }

  private CompletionStage<Answer> exit() {
    purse.leave();
    return CompletableFuture.completedStage(Answer.last(BYE));
  }
}
