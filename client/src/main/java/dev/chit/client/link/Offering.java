package dev.chit.client.link;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.connection.Live;
import dev.chit.client.people.People;
import dev.chit.client.people.Person;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.TokenRow;
import dev.chit.client.talk.Talk;
import dev.chit.client.talk.v1.Content;
import dev.chit.client.talk.v1.LinkOffer;
import dev.chit.core.AccountId;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.ListOnlineRequest;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Tells contacts who are online where this client can be dialled, in sealed messages, each once as
/// long as it holds. For one thread, but for [#online] and [#connected].
final class Offering {
  private final ProfileStore store;
  private final Talk talk;
  private final Door door;
  private final SecureRandom random;
  private final LinkDesk.Circle circle;
  private final InstantSource clock;
  private final Set<AccountId> online = ConcurrentHashMap.newKeySet();
  private final Map<AccountId, Offered> offered = new HashMap<>();
  private volatile @Nullable Live live;
  private volatile boolean listed;

  private record Offered(List<InetAddress> addresses, int port, Instant renew) {}

  Offering(
      ProfileStore store,
      Talk talk,
      Door door,
      LinkDesk.Circle circle,
      SecureRandom random,
      InstantSource clock) {
    this.store = store;
    this.talk = talk;
    this.door = door;
    this.random = random;
    this.circle = circle;
    this.clock = clock;
  }

  void connected(@Nullable Live to) {
    live = to;
    listed = false;
  }

  void online(AccountId account, boolean isOnline) {
    if (isOnline) {
      online.add(account);
    } else {
      online.remove(account);
    }
  }

  /// Offers to whom it was not offered yet, or in other words.
  void round(int port) throws ChitException, InterruptedException {
    Live server = live;
    if (server == null) {
      return;
    }
    if (!listed) {
      var now = server.call(ChitGrpc.getListOnlineMethod(), ListOnlineRequest.getDefaultInstance());
      now.getOnlineList()
          .forEach(one -> online(AccountId.of(one.getAccount().toByteArray()), true));
      listed = true;
    }
    List<InetAddress> addresses = Candidates.own();
    for (AccountId account : List.copyOf(online)) {
      Offered before = offered.get(account);
      if (before == null
          || before.port() != port
          || !before.addresses().equals(addresses)
          || clock.instant().isAfter(before.renew())) {
        offer(account, addresses, port);
      }
    }
  }

  private void offer(AccountId account, List<InetAddress> addresses, int port)
      throws ChitException, InterruptedException {
    boolean posted =
        store.run(
            tables -> {
              Optional<Person> contact = contact(tables, account);
              if (contact.isEmpty()) {
                return false;
              }
              byte[] token = token(tables, account);
              if (!door.admit(contact.get(), token)) {
                return false;
              }
              Instant until = clock.instant().plus(LinkLimits.OFFER);
              var offer =
                  LinkOffer.newBuilder()
                      .setToken(ByteString.copyFrom(token))
                      .setUntilSeconds(until.getEpochSecond());
              tables.tokens.put(
                  account.bytes(),
                  TokenRow.newBuilder()
                      .setAccount(ByteString.copyFrom(account.bytes()))
                      .setToken(offer.getToken())
                      .setUntilSeconds(offer.getUntilSeconds())
                      .build());
              addresses.forEach(each -> offer.addAddresses(Candidates.row(each, port)));
              talk.post(tables, contact.get(), Content.newBuilder().setLinkOffer(offer));
              return true;
            });
    if (posted) {
      Instant renew = clock.instant().plus(LinkLimits.OFFER.dividedBy(2));
      offered.put(account, new Offered(addresses, port, renew));
    }
  }

  /// The one that was given before, so that what was said of it still holds.
  private byte[] token(Tables tables, AccountId account) throws SQLException {
    Optional<TokenRow> given = tables.tokens.get(account.bytes());
    if (given.isPresent()) {
      return given.get().getToken().toByteArray();
    }
    var token = new byte[LinkLimits.TOKEN_LENGTH];
    random.nextBytes(token);
    return token;
  }

  /// Lets in who was told where to dial by a process before this one, as long as that holds.
  void readmit() throws ChitException, InterruptedException {
    store.run(
        tables -> {
          for (Row<TokenRow> row : tables.tokens.after(0, LinkLimits.OFFERED_MAX)) {
            TokenRow given = row.value();
            Optional<Person> contact =
                contact(tables, AccountId.of(given.getAccount().toByteArray()));
            if (contact.isEmpty() || given.getUntilSeconds() < clock.instant().getEpochSecond()) {
              tables.tokens.remove(row.sequence());
            } else {
              var _ = door.admit(contact.get(), given.getToken().toByteArray());
            }
          }
          return true;
        });
  }

  private void forget(Tables tables, AccountId account) throws SQLException {
    Optional<Row<TokenRow>> given = tables.tokens.find(account.bytes());
    if (given.isPresent()) {
      tables.tokens.remove(given.get().sequence());
    }
    tables.afterCommit(() -> door.dismiss(account));
  }

  private Optional<Person> contact(Tables tables, AccountId account) throws SQLException {
    return !account.equals(tables.account()) && circle.holds(tables, account)
        ? People.known(tables, account)
        : Optional.empty();
  }

  /// Nobody who is no contact any longer may come in.
  void dismissOthers() throws ChitException, InterruptedException {
    store.run(
        tables -> {
          for (AccountId account : door.admitted()) {
            if (!circle.holds(tables, account)) {
              forget(tables, account);
              offered.remove(account);
            }
          }
          return true;
        });
  }

  /// Takes all offers back.
  void withdraw() throws ChitException, InterruptedException {
    store.run(
        tables -> {
          for (AccountId account : door.admitted()) {
            forget(tables, account);
            Optional<Person> contact = contact(tables, account);
            if (contact.isPresent()) {
              talk.post(
                  tables,
                  contact.get(),
                  Content.newBuilder().setLinkOffer(LinkOffer.getDefaultInstance()));
            }
          }
          return true;
        });
    offered.clear();
  }
}
