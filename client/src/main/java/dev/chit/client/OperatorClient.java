package dev.chit.client;

import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The operator at work: opened from the data directory of a running server, on its machine.
///
/// ```java
/// try (OperatorClient operator = OperatorClient.open(data, Duration.ofSeconds(10))) {
///   operator.issue(new AccountName("bob"), Amount.parse("100", operator.unit()), "opening");
/// }
/// ```
public final class OperatorClient implements AutoCloseable {
  private OperatorClient() {}

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T nothing() {
    throw new UnsupportedOperationException();
  }

  /// @param data the server's data directory, with `operator.key` and `address`
  /// @throws UnreachableException if no server runs there
  public static OperatorClient open(Path data, Duration patience)
      throws ChitException, InterruptedException {
    return nothing();
  }

  public Unit unit() {
    return nothing();
  }

  /// Puts units into circulation.
  ///
  /// @param reason at most 200 bytes, in the log for auditors
  public Issued issue(AccountName member, Amount amount, String reason)
      throws ChitException, InterruptedException {
    return nothing();
  }

  /// Takes units out of circulation: presents a chit that a member drew to the operator.
  public Issued retire(String chitText) throws ChitException, InterruptedException {
    return nothing();
  }

  /// @param after a name; empty for the first page
  /// @param limit 1 to 1000
  public AccountPage accounts(String after, int limit) throws ChitException, InterruptedException {
    return nothing();
  }

  public Administered freeze(AccountName member, String reason)
      throws ChitException, InterruptedException {
    return nothing();
  }

  public Administered thaw(AccountName member, String reason)
      throws ChitException, InterruptedException {
    return nothing();
  }

  /// @param count 1 to 100
  public List<Invitation> invite(int count, String reason)
      throws ChitException, InterruptedException {
    return nothing();
  }

  public ServerStats stats() throws ChitException, InterruptedException {
    return nothing();
  }

  /// Reads the whole log from an index on and checks it against the signed checkpoint that covers
  /// it, if it starts at 0.
  public ExportedLog export(long from, EventConsumer consumer)
      throws ChitException, InterruptedException {
    return nothing();
  }

  @Override
  public void close() {}

  /// Takes the events of an export, in order.
  @FunctionalInterface
  public interface EventConsumer {
    /// @param event encoded as docs/protocol.md says; the leaf of the log is its hash
    void accept(long index, byte[] event);
  }
}
