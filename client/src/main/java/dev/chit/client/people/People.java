package dev.chit.client.people;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.NotTrustedException;
import dev.chit.client.connection.Caller;
import dev.chit.client.proof.LogView;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ContactRow;
import dev.chit.client.state.v1.ProfileRow;
import dev.chit.client.watch.Dispatcher;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.wire.v1.AccountRecord;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.FindRequest;
import dev.chit.wire.v1.Receipt;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// People met, kept in the profile once their name and key were verified in the log.
public final class People {
  /// Code of a second binding of this account's name.
  public static final String OWN_NAME = "own-name-bound-elsewhere";

  private static final int CONTACTS_MAX = 100_000;

  private final ProfileStore store;
  private final Dispatcher dispatcher;

  public People(ProfileStore store, Dispatcher dispatcher) {
    this.store = store;
    this.dispatcher = dispatcher;
  }

  /// Somebody who was verified just now.
  ///
  /// @param openedAtMillis when the name was bound, by the log
  /// @param treeSize of the log that says who they are and which devices they have
  public record Found(
      Person person, boolean online, boolean frozen, long openedAtMillis, long treeSize) {}

  /// Asks the server for a name, verifies the answer and keeps it.
  ///
  /// @throws NotTrustedException if the binding is not proved; `key-changed` if it is another than
  ///   the one known
  public Found find(AccountName name, LogView log, Caller server)
      throws ChitException, InterruptedException {
    return keep(ask(name, log, server), log, server);
  }

  /// As [#find(AccountName, LogView, Caller)], by account.
  public Found find(AccountId account, LogView log, Caller server)
      throws ChitException, InterruptedException {
    return keep(ask(account, log, server), log, server);
  }

  /// Asks and verifies, and keeps nothing.
  public static Found ask(AccountName name, LogView log, Caller server)
      throws ChitException, InterruptedException {
    Found found;
    try {
      found = ask(FindRequest.newBuilder().setName(name.value()).build(), log, server);
    } catch (ChitRefusedException e) {
      throw e.code().equals("unknown-account")
          ? new ChitRefusedException(e.code(), "Nobody here is called " + name + ".")
          : e;
    }
    if (!found.person().name().folded().equals(name.folded())) {
      throw new NotTrustedException(
          "bad-proof", "The server answered with somebody else than " + name + ".", null);
    }
    return found;
  }

  /// As [#ask(AccountName, LogView, Caller)], by account.
  public static Found ask(AccountId account, LogView log, Caller server)
      throws ChitException, InterruptedException {
    var request = FindRequest.newBuilder().setAccount(ByteString.copyFrom(account.bytes())).build();
    Found found = ask(request, log, server);
    if (!found.person().account().equals(account)) {
      throw new NotTrustedException("bad-proof", "The server answered with somebody else.", null);
    }
    return found;
  }

  private static Found ask(FindRequest request, LogView log, Caller server)
      throws ChitException, InterruptedException {
    AccountRecord record = server.call(ChitGrpc.getFindMethod(), request);
    Binding.Bound bound = Binding.verify(record, log, server);
    return new Found(
        bound.person(),
        record.getOnline(),
        record.getFrozen(),
        bound.openedAtMillis(),
        bound.treeSize());
  }

  private Found keep(Found found, LogView log, Caller server)
      throws ChitException, InterruptedException {
    requireOneBindingOfOwnName(found.person());
    Optional<Person> former = otherOfThatName(found.person());
    if (former.isPresent()) {
      pass(former.get(), found, log, server);
    }
    return new Found(
        kept(found), found.online(), found.frozen(), found.openedAtMillis(), found.treeSize());
  }

  /// The log may bind this account's name once: to this account's key, where it was opened.
  ///
  /// @throws NotTrustedException `own-name-bound-elsewhere`, and the member is warned, if it was
  ///   proved to bind it a second time
  private void requireOneBindingOfOwnName(Person proved)
      throws ChitException, InterruptedException {
    ProfileRow me = store.run(Tables::profile);
    boolean isMyName =
        !me.getName().isEmpty()
            && proved.name().folded().equals(new AccountName(me.getName()).folded());
    boolean isMe = proved.account().equals(AccountId.of(me.getAccount().toByteArray()));
    if (isMyName && !(isMe && proved.openedIndex() == me.getOpenedIndex())) {
      String warning =
          "The log binds your name a second time, at index "
              + proved.openedIndex()
              + (isMe ? "." : ", to another key: somebody can pass for you.")
              + " Have your contacts compare fingerprints with you.";
      dispatcher.warn(OWN_NAME, warning);
      throw new NotTrustedException(OWN_NAME, warning, null);
    }
  }

  /// Verifies an `opened` event, without keeping whom it is about.
  public static Person verify(Receipt opened, LogView log, Caller server)
      throws ChitException, InterruptedException {
    return Binding.verify(opened, log, server);
  }

  /// @return as they are known now, which is newer if the answer was overtaken by another
  private Person kept(Found found) throws ChitException, InterruptedException {
    Person person = found.person();
    return store.run(
        tables -> {
          Optional<Person> before = known(tables, person.account());
          if (before.isEmpty()) {
            put(tables, person);
            return person;
          }
          if (KnownDevices.overtake(before.get(), person, found.treeSize())) {
            return before.get();
          }
          // Whoever closed the account, and whose name somebody else has, has another one here.
          Person now = person.called(before.get().name());
          if (KnownDevices.changed(tables, before.get(), now)) {
            tables.afterCommit(dispatcher::wake);
          }
          put(tables, now);
          return now;
        });
  }

  static void put(Tables tables, Person person) throws SQLException {
    tables.contacts.put(person.account().bytes(), tag(person.name()), person.toRow());
  }

  /// Somebody else who is known under the name of somebody who was found under it.
  private Optional<Person> otherOfThatName(Person found)
      throws ChitException, InterruptedException {
    return store.run(
        tables ->
            known(tables, found.account()).isPresent()
                ? Optional.empty()
                : named(tables, found.name()));
  }

  /// Somebody else has the name of whom this profile knows by it: that is right only if that one
  /// has closed the account, and the name has rested since.
  ///
  /// @throws NotTrustedException `key-changed` otherwise
  private void pass(Person former, Found found, LogView log, Caller server)
      throws ChitException, InterruptedException {
    Person now;
    try {
      now = kept(ask(former.account(), log, server));
    } catch (NotTrustedException e) {
      now = former;
    } catch (ChitRefusedException e) {
      if (e.isTransient()) {
        throw e;
      }
      now = former;
    }
    if (!Succession.isRight(now, found)) {
      throw keyChanged(former);
    }
    Person last = now;
    store.run(tables -> Succession.rename(tables, last, found.person()));
    dispatcher.wake();
  }

  private NotTrustedException keyChanged(Person known) throws ChitException, InterruptedException {
    boolean wasVerified = store.run(tables -> KeyChecks.changed(tables, known.account()));
    return new NotTrustedException(
        "key-changed",
        "The server names another key for "
            + known.name()
            + " than the one you know"
            + (wasVerified ? ", which you had verified: it no longer counts as verified." : ".")
            + " Nothing was sent.",
        null);
  }

  /// Somebody met before.
  public Optional<Person> known(AccountName name) throws ChitException, InterruptedException {
    return store.run(tables -> named(tables, name));
  }

  public Optional<Person> known(AccountId account) throws ChitException, InterruptedException {
    return store.run(tables -> known(tables, account));
  }

  public static Optional<Person> known(Tables tables, AccountId account) throws SQLException {
    return tables.contacts.get(account.bytes()).map(Person::of);
  }

  /// Everybody met, in order of name.
  public List<Person> all() throws ChitException {
    return store.runUninterruptibly(tables -> tables.contacts.after(0, CONTACTS_MAX)).stream()
        .map(row -> Person.of(row.value()))
        .sorted(Comparator.comparing(person -> person.name().folded()))
        .toList();
  }

  static Optional<Person> named(Tables tables, AccountName name) throws SQLException {
    List<SealedTable.Row<ContactRow>> rows = tables.contacts.tagged(tag(name), Long.MAX_VALUE, 1);
    return rows.stream().findFirst().map(row -> Person.of(row.value()));
  }

  private static byte[] tag(AccountName name) {
    return name.folded().getBytes(StandardCharsets.US_ASCII);
  }
}
