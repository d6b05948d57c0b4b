package dev.chit.client;

import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.Unit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One profile of one member, and its connection to the server, kept up while this is open.
///
/// ```java
/// try (ChitClient client = ChitClient.open(ClientConfig.of(home))) {
///   client.watch(incoming -> show(incoming));
///   client.send(new AccountName("bob"), "hello");
///   Paid paid = client.pay(new AccountName("bob"), Amount.parse("12.50", client.unit()), "lunch");
/// }
/// ```
///
/// Methods may be called by many threads, best by virtual ones; they block, and give up with an
/// [InterruptedException] when interrupted.
public final class ChitClient implements AutoCloseable {
  private ChitClient() {}

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T nothing() {
    throw new UnsupportedOperationException();
  }

  /// Whether there is a profile in the directory.
  public static boolean exists(Path home) {
    return nothing();
  }

  /// Makes a profile with a new identity; the server hears of it by [#register].
  ///
  /// @throws ProfileException if there is one already, or the directory cannot be written
  public static ChitClient create(ClientConfig config) throws ChitException {
    return nothing();
  }

  /// Opens a profile and, if it is registered, connects in the background.
  ///
  /// @throws ProfileException if there is none, another process has it, or the passphrase is wrong
  public static ChitClient open(ClientConfig config) throws ChitException {
    return nothing();
  }

  /// Opens an account for this profile's identity. Asking again with the same name after an
  /// interruption returns the account.
  ///
  /// @param invite the invitation's code, empty where the server is open to all
  public Registered register(AccountName name, String invite)
      throws ChitException, InterruptedException {
    return nothing();
  }

  /// Needs no connection.
  public Whoami whoami() {
    return nothing();
  }

  public ConnectionState connectionState() {
    return nothing();
  }

  /// Waits until the connection is up.
  ///
  /// @throws UnreachableException if it is not within the patience
  public void awaitConnected() throws ChitException, InterruptedException {
    nothing();
  }

  /// What the ledger counts in.
  public Unit unit() throws ChitException, InterruptedException {
    return nothing();
  }

  /// Asks the server for somebody and verifies the answer: the binding of name and key is in the
  /// signed log.
  public Contact find(AccountName name) throws ChitException, InterruptedException {
    return nothing();
  }

  /// People met before, in order of name. Needs no connection.
  public List<Contact> contacts() throws ChitException {
    return nothing();
  }

  public List<OnlineMember> online() throws ChitException, InterruptedException {
    return nothing();
  }

  /// Seals, keeps and sends a text of at most [#TEXT_BYTES_MAX] bytes, and waits for the
  /// acknowledgement. Without a connection the first message to somebody unknown is refused; to
  /// somebody known it waits.
  public SentMessage send(AccountName to, String text) throws ChitException, InterruptedException {
    return nothing();
  }

  /// Bytes of UTF-8 in one message.
  public static final int TEXT_BYTES_MAX = 32_000;

  /// Messages of and to somebody, oldest first, the newest `limit` of those before a position.
  /// Needs no connection.
  ///
  /// @param limit 1 to 1000
  /// @param before a [HistoryMessage#position]; empty for the newest
  public List<HistoryMessage> history(AccountName with, int limit, Optional<Long> before)
      throws ChitException {
    return nothing();
  }

  public AccountBalance balance() throws ChitException, InterruptedException {
    return nothing();
  }

  /// Signs a chit, keeps it, presents it, and waits for the answer. The memo (at most 1000 bytes,
  /// empty for none) travels sealed to the payee only.
  ///
  /// @throws ChitRefusedException nothing moved
  /// @throws PaymentPendingException no answer: the same chit is presented again later
  public Paid pay(AccountName payee, Amount amount, String memo)
      throws ChitException, InterruptedException {
    return nothing();
  }

  /// Payments that were drawn here and have no answer yet.
  public List<ChitId> pendingPayments() throws ChitException {
    return nothing();
  }

  /// Signs a chit without presenting it. Without a connection the payee must be known.
  public DrawnChit draw(AccountName payee, Amount amount, String memo)
      throws ChitException, InterruptedException {
    return nothing();
  }

  /// Presents a chit that somebody drew.
  ///
  /// @param chitText `chit:1:` and base64url
  public Paid redeem(String chitText) throws ChitException, InterruptedException {
    return nothing();
  }

  /// Payments of and to this account, newest first, those before an index of the log. What the
  /// server holds beyond those known here is fetched and kept.
  ///
  /// @param limit 1 to 500
  /// @param before a [Receipt#index]; empty for the newest
  public List<Receipt> receipts(int limit, Optional<Long> before)
      throws ChitException, InterruptedException {
    return nothing();
  }

  /// One payment, its inclusion in the log verified now unless it was before.
  ///
  /// @throws NotTrustedException if the server's proof is wrong
  public Receipt receipt(ChitId chit) throws ChitException, InterruptedException {
    return nothing();
  }

  /// Calls the listener with what arrives, one at a time and in order, by a thread of its own.
  /// Starts with the messages and payments that no listener of this profile has seen; one is seen
  /// when the listener returns.
  public Subscription watch(Consumer<Incoming> listener) {
    return nothing();
  }

  /// Sends what is under way, at most for a second, and closes everything.
  @Override
  public void close() {
    nothing();
  }
}
