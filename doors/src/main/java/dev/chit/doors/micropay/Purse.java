package dev.chit.doors.micropay;

import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.Unit;
import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.Rejection;
import dev.chit.doors.hall.Guest;
import dev.chit.doors.hall.Guests;
import dev.chit.doors.hall.Hall;
import dev.chit.server.custody.Custody;
import dev.chit.server.presence.Presence;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// What one connection of the `name#port` dialect can do: register, log in, look around and pay.
/// The dialects give it their words. Only custodial accounts come in here.
public final class Purse {
  private static final int PORT_MAX = 65_535;

  /// What became of a log-in.
  public enum Login {
    WELCOME,
    /// No such account, or one whose member has the key.
    UNKNOWN,
    /// The account, or this connection, is logged in already.
    ALREADY
  }

  /// @param host as text, empty for those without an address of their own
  public record Person(String name, String host, int port) {
    String line(String end) {
      return name + "#" + host + "#" + port + end;
    }
  }

  /// @param online the one who asks first
  public record View(String balance, List<Person> online) {
    /// As many `name#ip#port` lines as there is room for.
    public String lines(String before, String end, int bytesMax) {
      var text = new StringBuilder(before);
      for (Person person : online) {
        String line = person.line(end);
        if (text.length() + line.length() > bytesMax) {
          break;
        }
        text.append(line);
      }
      return text.toString();
    }
  }

  private final Custody custody;
  private final Guests guests;
  private final String door;
  private final InetSocketAddress here;
  private final InetAddress from;
  private @Nullable Guest guest;
  private boolean gone;

  public Purse(Hall hall, String door, SocketChannel channel) {
    this.custody = hall.custody();
    this.guests = hall.guests();
    this.door = door;
    this.here = channel.localAddress();
    this.from = channel.remoteAddress().getAddress();
  }

  public Unit unit() {
    return custody.unit();
  }

  public long openingMinor() {
    return Sum.openingMinor(custody.openingGrantMinor(), unit());
  }

  public InetAddress from() {
    return from;
  }

  /// @param depositMinor what it has from the start
  /// @return whether there is a new account
  public CompletionStage<Boolean> register(String name, long depositMinor) {
    return AccountName.isValid(name)
        ? custody.open(from, new AccountName(name), depositMinor).thenApply(Optional::isEmpty)
        : CompletableFuture.completedStage(false);
  }

  /// The port of a log-in, or nothing if it is none.
  public static Optional<Integer> port(String text) {
    if (!text.strip().matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    int port = Integer.parseInt(text.strip());
    return port >= 1 && port <= PORT_MAX ? Optional.of(port) : Optional.empty();
  }

  public CompletionStage<Login> login(String name, int port) {
    if (guest().isPresent()) {
      return CompletableFuture.completedStage(Login.ALREADY);
    }
    return custodial(name)
        .thenApply(found -> found.map(account -> enter(account, port)).orElse(Login.UNKNOWN));
  }

  private synchronized Login enter(Account account, int port) {
    var entering = new Guest(account, door, from, port);
    if (gone || guest != null || !guests.enter(entering)) {
      return Login.ALREADY;
    }
    guest = entering;
    return Login.WELCOME;
  }

  /// Who is logged in here.
  public synchronized Optional<Guest> guest() {
    return Optional.ofNullable(guest);
  }

  /// Whether it is `name` who is logged in here.
  public boolean isGuest(String name) {
    return guest().map(one -> one.account().name().value().equalsIgnoreCase(name)).orElse(false);
  }

  /// Logs out; nobody can log in here any more.
  public synchronized void leave() {
    gone = true;
    if (guest != null) {
      guests.leave(guest);
      guest = null;
    }
  }

  /// The guest's balance and all who are online.
  public CompletionStage<View> view(Guest viewer) {
    return custody
        .account(viewer.account().name())
        .thenApply(
            account ->
                new View(
                    Sum.format(account.map(Account::availableMinor).orElse(0L), unit()),
                    guests.online(viewer.account().id()).stream().map(this::person).toList()));
  }

  private Person person(Presence.Change online) {
    return person(online.name(), guests.find(online.account()));
  }

  /// Who did not come by this door is found at the door's own address.
  private Person person(String name, Optional<Guest> found) {
    return found
        .filter(one -> one.door().equals(door))
        .map(one -> new Person(name, one.host().getHostAddress(), one.port()))
        .orElseGet(() -> new Person(name, here.getAddress().getHostAddress(), here.getPort()));
  }

  /// Where somebody is, if they are online.
  public Optional<Person> find(Account account, Guest asker) {
    return guests.isOnline(account.id(), asker.account().id())
        ? Optional.of(person(account.name().value(), guests.find(account.id())))
        : Optional.empty();
  }

  /// Whether an account is logged in through this very door.
  public boolean isHere(Account account) {
    return guests.find(account.id()).map(one -> one.door().equals(door)).orElse(false);
  }

  /// Whether an account is logged in through any door.
  public boolean isAtADoor(Account account) {
    return guests.find(account.id()).isPresent();
  }

  public CompletionStage<Optional<Account>> account(String name) {
    return AccountName.isValid(name)
        ? custody.account(new AccountName(name))
        : CompletableFuture.completedStage(Optional.empty());
  }

  public CompletionStage<Optional<Account>> custodial(String name) {
    return account(name).thenApply(found -> found.filter(Account::custodial));
  }

  /// @return why not, or nothing if the money has moved
  public CompletionStage<Optional<Rejection>> pay(Account payer, Amount amount, Account payee) {
    return custody.pay(payer, amount, payee.id());
  }

  /// Gives the guest the opening deposit, if there was none yet.
  public CompletionStage<Optional<Rejection>> deposit(Guest to, Amount amount) {
    return custody.deposit(to.account().name(), amount);
  }
}
