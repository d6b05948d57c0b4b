package dev.chit.doors.micropay2018;

import dev.chit.core.Amount;
import dev.chit.core.ledger.Account;
import dev.chit.doors.hall.Answer;
import dev.chit.doors.hall.Guest;
import dev.chit.doors.hall.Hall;
import dev.chit.doors.hall.Talker;
import dev.chit.doors.micropay.Line;
import dev.chit.doors.micropay.Purse;
import dev.chit.doors.micropay.Sum;
import io.netty.channel.socket.SocketChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;

/// One connection. The program of a payer has left the server when its payee hands the payment in,
/// so that the payee's connection and the payer's having left are all that there is to check.
final class Session implements Talker {
  private static final String GREETING = "Connection accepted";
  private static final String OK = "100 OK\n\0";
  private static final String NOT_REGISTERED = "200 FAIL\n\0";
  private static final String NO_LOGIN = "220 AUTH_FAIL\n";
  private static final String ALREADY = "You have already logged in\n";
  private static final String LOGIN_FIRST = "Please register and log in\n\0";
  private static final String REFUSED = "This is not understood here\n\0";
  private static final String FAILED = "The server is busy\n\0";
  private static final String BYE = "Bye\n\0";
  private static final String PAID = "PaySucs";
  private static final String NOT_PAID = "PayFail";
  private static final String GET = "Get#";

  /// What the old program reads at once.
  private static final int REPLY_BYTES_MAX = 256;

  private final Departed departed;
  private final SSLEngine tls;
  private final Purse purse;

  Session(Hall hall, Departed departed, SocketChannel channel, SSLEngine tls) {
    this.departed = departed;
    this.tls = tls;
    this.purse = new Purse(hall, Micropay2018.NAME, channel);
  }

  @Override
  public String greeting() {
    return GREETING;
  }

  @Override
  public String tooLong() {
    return REFUSED;
  }

  @Override
  public String failed() {
    return FAILED;
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
    if (message.startsWith(GET)) {
      return get(message.substring(GET.length()).strip());
    }
    return switch (Line.parse(message)) {
      case Line.Register(String name, String amount) -> register(name, amount);
      case Line.Login(String name, String port) -> login(name, port);
      case Line.List _ -> purse.guest().map(this::list).orElseGet(() -> Answer.say(LOGIN_FIRST));
      case Line.Exit _ -> exit();
      case Line.Payment(String payer, String amount, String payee) -> pay(payer, amount, payee);
      case Line.Other _ -> Answer.say(REFUSED);
    };
  }

  private CompletionStage<Answer> register(String name, String amount) {
    String sum = amount.strip();
    Optional<Amount> asked = Sum.parse(sum, purse.unit());
    boolean isNothing = sum.matches("0{1,19}");
    if (asked.isEmpty() && !isNothing) {
      return Answer.say(NOT_REGISTERED);
    }
    long minor = Math.min(asked.map(Amount::minor).orElse(0L), purse.openingMinor());
    return purse.register(name, minor).thenApply(ok -> Answer.of(ok ? OK : NOT_REGISTERED));
  }

  private CompletionStage<Answer> login(String name, String portText) {
    Optional<Integer> port = Purse.port(portText);
    if (port.isEmpty()) {
      return Answer.say(REFUSED);
    }
    return purse
        .login(name, port.get())
        .thenCompose(
            login ->
                switch (login) {
                  case WELCOME -> welcome();
                  case UNKNOWN -> Answer.say(NO_LOGIN);
                  case ALREADY -> Answer.say(ALREADY);
                });
  }

  private CompletionStage<Answer> welcome() {
    Optional<Guest> guest = purse.guest();
    guest.ifPresent(one -> departed.isBack(one.account().id()));
    return guest.map(this::list).orElseGet(() -> Answer.say(NO_LOGIN));
  }

  private CompletionStage<Answer> list(Guest guest) {
    return purse
        .view(guest)
        .thenApply(
            view -> {
              int online = view.online().size();
              String head =
                  "$%s\n%d %s online\n"
                      .formatted(view.balance(), online, online == 1 ? "user" : "users");
              return Answer.of(view.lines(head, "\n", REPLY_BYTES_MAX));
            });
  }

  private CompletionStage<Answer> get(String name) {
    Optional<Guest> guest = purse.guest();
    if (guest.isEmpty()) {
      return Answer.say(LOGIN_FIRST);
    }
    return purse
        .account(name)
        .thenApply(
            found ->
                found
                    .map(
                        account ->
                            purse
                                .find(account, guest.get())
                                .map(person -> person.host() + "#" + person.port())
                                .orElse("NotLogin"))
                    .orElse("NotFound"))
        .thenApply(Answer::of);
  }

  private CompletionStage<Answer> exit() {
    purse.guest().ifPresent(guest -> departed.left(guest.account().id(), from()));
    purse.leave();
    return CompletableFuture.completedStage(Answer.last(BYE));
  }

  private Departed.From from() {
    return new Departed.From(purse.from(), certificate());
  }

  private String certificate() {
    try {
      byte[] der = tls.getSession().getPeerCertificates()[0].getEncoded();
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
    } catch (SSLPeerUnverifiedException | CertificateEncodingException e) {
      throw new IllegalStateException("the handshake asked for a certificate", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private CompletionStage<Answer> pay(String payer, String amountText, String payee) {
    Optional<Amount> amount = Sum.parse(amountText, purse.unit());
    if (amount.isEmpty()) {
      return Answer.say(NOT_PAID);
    }
    return purse
        .custodial(payer)
        .thenCombine(
            purse.account(payee),
            (from, to) ->
                from.isPresent() && to.isPresent()
                    ? pay(from.get(), amount.get(), to.get())
                    : Answer.say(NOT_PAID))
        .thenCompose(answer -> answer);
  }

  private CompletionStage<Answer> pay(Account payer, Amount amount, Account payee) {
    Optional<Departed.Leave> taken = departed.take(payer.id());
    if (taken.isEmpty()) {
      return Answer.say(NOT_PAID);
    }
    Departed.Leave leave = taken.get();
    if (!isAllowed(payer, payee, leave.from())) {
      departed.isNotPaid(leave);
      return Answer.say(NOT_PAID);
    }
    return purse
        .pay(payer, amount, payee)
        .whenComplete(
            (no, _) -> {
              if (no != null && no.isEmpty()) {
                departed.isPaid(payer.id(), leave);
              } else {
                departed.isNotPaid(leave);
              }
            })
        .thenApply(no -> Answer.of(no.isEmpty() ? PAID : NOT_PAID));
  }

  private boolean isAllowed(Account payer, Account payee, Departed.From left) {
    if (purse.isAtADoor(payer)) {
      return false;
    }
    return purse.guest().isPresent()
        ? purse.isGuest(payee.name().value())
        : isAtThisDoorForAnother(payee, left);
  }

  /// Who has no program of this dialect is paid through the door, whose address it was that `Get`
  /// gave: it stands for the payee, and takes no more from a payer than that payer's own program on
  /// the same machine.
  private boolean isAtThisDoorForAnother(Account payee, Departed.From left) {
    return !payee.custodial() && !payee.operator() && left.equals(from());
  }
}
