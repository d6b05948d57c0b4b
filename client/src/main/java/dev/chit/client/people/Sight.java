package dev.chit.client.people;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.Incoming;
import dev.chit.client.Standing;
import dev.chit.client.Visibility;
import dev.chit.client.connection.Live;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.StandingRow;
import dev.chit.client.watch.Dispatcher;
import dev.chit.client.work.Worker;
import dev.chit.core.AccountId;
import dev.chit.wire.Limits;
import dev.chit.wire.v1.Presence;
import dev.chit.wire.v1.PresenceTerms;
import dev.chit.wire.v1.ServerFrame;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who sees whom online: tells the server of whom this profile wants to hear and who may see it, as
/// part of the first frame and again whenever that changes. Of more than a thousand contacts the
/// newest count.
public final class Sight implements AutoCloseable {
  private final ProfileStore store;
  private final Dispatcher dispatcher;
  private final Worker telling;
  private volatile @Nullable PresenceTerms told;

  public Sight(ProfileStore store, Dispatcher dispatcher) {
    this.store = store;
    this.dispatcher = dispatcher;
    this.telling = new Worker("presence", this::tell);
  }

  public void start() {
    telling.start();
  }

  /// What is to hold from the beginning of a connection.
  public PresenceTerms first() throws ChitException, InterruptedException {
    PresenceTerms terms = store.run(Sight::terms);
    told = terms;
    return terms;
  }

  public void connected(Live live) {
    telling.connected(live);
  }

  public void disconnected() {
    telling.disconnected();
  }

  /// Contacts, or who may see this account, may have changed.
  public void changed() {
    telling.wake();
  }

  private long tell(Live live) throws ChitException, InterruptedException {
    PresenceTerms terms = store.run(Sight::terms);
    if (!terms.equals(told)) {
      told = terms;
      live.stream().presence(terms);
    }
    return Worker.Round.DONE;
  }

  private static PresenceTerms terms(Tables tables) throws SQLException {
    List<ByteString> contacts = accounts(tables, Standing.ACCEPTED);
    var terms =
        PresenceTerms.newBuilder()
            .addAllWatched(contacts)
            .addAllHiddenFrom(accounts(tables, Standing.BLOCKED));
    return switch (visibility(tables)) {
      case EVERYONE -> terms.build();
      case CONTACTS ->
          terms.setShown(PresenceTerms.Shown.SHOWN_LISTED).addAllListed(contacts).build();
      case NOBODY -> terms.setShown(PresenceTerms.Shown.SHOWN_NOBODY).build();
    };
  }

  private static List<ByteString> accounts(Tables tables, Standing standing) throws SQLException {
    return Standings.all(tables, standing, Limits.PRESENCE_ACCOUNTS_MAX).stream()
        .map(StandingRow::getAccount)
        .toList();
  }

  private static Visibility visibility(Tables tables) throws SQLException {
    String name = tables.profile().getVisibility();
    return name.isEmpty() ? Visibility.EVERYONE : Visibility.valueOf(name);
  }

  public Visibility visibility() throws ChitException, InterruptedException {
    return store.run(Sight::visibility);
  }

  /// From now on; at the next connection at the latest.
  public void show(Visibility to) throws ChitException, InterruptedException {
    store.run(
        tables -> {
          tables.profile(tables.profile().toBuilder().setVisibility(to.name()).build());
          return true;
        });
    changed();
  }

  /// Tells listeners which contacts come and go; of others this profile hears nothing, whatever the
  /// server says.
  ///
  /// @return what was told
  public List<Incoming.Presence> received(List<ServerFrame> frames)
      throws ChitException, InterruptedException {
    var told = new ArrayList<Incoming.Presence>();
    for (ServerFrame frame : frames) {
      for (Presence presence : frame.getPresenceList()) {
        store.run(tables -> contact(tables, presence)).ifPresent(told::add);
      }
    }
    told.forEach(dispatcher::tell);
    return told;
  }

  private static Optional<Incoming.Presence> contact(Tables tables, Presence presence)
      throws SQLException {
    AccountId account = AccountId.of(presence.getAccount().toByteArray());
    return Standings.of(tables, account) == Standing.ACCEPTED
        ? People.known(tables, account)
            .map(
                person ->
                    new Incoming.Presence(person.name().value(), account, presence.getOnline()))
        : Optional.empty();
  }

  @Override
  public void close() {
    telling.close();
  }
}
