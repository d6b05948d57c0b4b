package dev.chit.doors.mailbox;

import dev.chit.core.AccountName;
import dev.chit.core.ledger.Account;
import dev.chit.core.ledger.Rejection;
import dev.chit.server.custody.Custody;
import java.net.InetAddress;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Makes clients: first an account, then the client. What breaks off between the two is noted, and
/// the next who registers under that name gets the account that was opened here and that nobody
/// has. A custodial account that another door has opened is nobody's here.
final class Registration {
  private final Post post;
  private final Custody custody;
  private final Store store;

  Registration(Post post, Custody custody, Store store) {
    this.post = post;
    this.custody = custody;
    this.store = store;
  }

  /// @return the new client's id
  CompletionStage<byte[]> register(InetAddress from, AccountName name, byte[] key) {
    return custody
        .account(name)
        .thenCompose(found -> post.onDisk(() -> begin(name, found)))
        .thenCompose(
            found ->
                found.isPresent()
                    ? CompletableFuture.completedStage(found.get())
                    : open(from, name))
        .thenCompose(account -> post.onDisk(() -> add(account, key)));
  }

  /// @return the account that was opened before
  private Optional<Account> begin(AccountName name, Optional<Account> found)
      throws SQLException, Post.NoException {
    if (store.clients().size() == Store.CLIENTS_MAX) {
      throw new Post.NoException("full");
    }
    if (found.isEmpty()) {
      var _ = store.begin(name.value());
    } else if (!found.get().custodial() || !store.hasBegun(name.value())) {
      throw new Post.NoException(Rejection.NAME_TAKEN.code());
    }
    return found;
  }

  private CompletionStage<Account> open(InetAddress from, AccountName name) {
    return custody
        .open(from, name, 0)
        .exceptionallyCompose(failure -> unopened(name, failure))
        .thenCompose(
            refusal ->
                refusal.isPresent()
                    ? post.onDisk(() -> giveUp(name, refusal.get()))
                    : custody.account(name).thenApply(Optional::orElseThrow));
  }

  /// Nobody can tell what became of it. Unless the account is there, the name is anybody's: whoever
  /// opens it by another door must not find it taken here.
  private CompletionStage<Optional<Rejection>> unopened(AccountName name, Throwable failure) {
    return custody
        .account(name)
        .thenCompose(
            found ->
                post.onDisk(
                    () -> {
                      if (found.isEmpty()) {
                        store.giveUp(name.value());
                      }
                      return found;
                    }))
        .thenCompose(_ -> CompletableFuture.failedFuture(failure));
  }

  private Account giveUp(AccountName name, Rejection refusal)
      throws SQLException, Post.NoException {
    store.giveUp(name.value());
    throw new Post.NoException(refusal.code());
  }

  private byte[] add(Account account, byte[] key) throws SQLException, Post.NoException {
    if (store.clients().size() == Store.CLIENTS_MAX) {
      throw new Post.NoException("full");
    }
    var client = new Store.Client(account.id().bytes(), account.name().value(), key);
    store.add(client);
    post.registered(client);
    return client.id();
  }
}
