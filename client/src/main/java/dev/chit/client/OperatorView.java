package dev.chit.client;

import dev.chit.client.connection.Caller;
import dev.chit.client.people.People;
import dev.chit.client.people.People.Found;
import dev.chit.client.proof.LedgerTerms;
import dev.chit.client.proof.LogView;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.Amount;
import dev.chit.core.chit.BadChitException;
import dev.chit.core.chit.ChitText;
import dev.chit.core.chit.ParsedChit;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.GetCheckpointRequest;
import dev.chit.wire.v1.GetEntriesRequest;
import dev.chit.wire.v1.LoggedEvent;
import java.util.List;
import java.util.Optional;

/// What the operator looks at before acting: the log as it grows, the supply, and whom an act would
/// concern. Nothing here changes anything.
///
/// ```java
/// SignedCheckpoint now = operator.view().checkpoint(Optional.of(yesterday));
/// Supply supply = operator.view().supply(Supply.NONE);
/// ```
public final class OperatorView {
  private static final int PAGE = 500;

  private final LedgerTerms terms;
  private final LogView log;
  private final Caller server;

  OperatorView(LedgerTerms terms, LogView log, Caller server) {
    this.terms = terms;
    this.log = log;
    this.server = server;
  }

  /// A chit that a member drew to the operator.
  public record ToRetire(Contact payer, Amount amount) {}

  /// The operator's own account.
  public AccountId operator() {
    return terms.operator();
  }

  /// The newest checkpoint, if the log's key signed it and the log has all that it had before.
  ///
  /// @param before the note of one seen earlier; empty if there is none
  /// @throws NotTrustedException if the log's key did not sign one of them
  /// @throws HistoryRewrittenException if the log is not a continuation of it
  public SignedCheckpoint checkpoint(Optional<String> before)
      throws ChitException, InterruptedException {
    if (before.isPresent()) {
      var _ = log.accept(before.get(), server);
    }
    var request = GetCheckpointRequest.getDefaultInstance();
    String note = server.call(ChitGrpc.getGetCheckpointMethod(), request).getNote();
    log.greeted(note, server);
    return log.signed(note);
  }

  /// The supply as of now, from the entries of the operator's account.
  ///
  /// @param known as of earlier, of the same ledger; only what came since is read
  public Supply supply(Supply known) throws ChitException, InterruptedException {
    long issuedMinor = known.issuedMinor();
    long retiredMinor = known.retiredMinor();
    long newest = known.throughIndex();
    LoggedEvent later = null;
    long before = 0;
    boolean more = true;
    while (more) {
      List<LoggedEvent> page = entries(before);
      for (LoggedEvent entry : page) {
        newest = Math.max(newest, entry.getIndex());
        if (later != null) {
          long change = later.getBalance() - entry.getBalance();
          issuedMinor += Math.max(0, -change);
          retiredMinor += Math.max(0, change);
        }
        later = entry;
        if (entry.getIndex() <= known.throughIndex()) {
          return new Supply(newest, issuedMinor, retiredMinor);
        }
      }
      more = page.size() == PAGE;
      before = page.isEmpty() ? 0 : page.getLast().getIndex();
    }
    return new Supply(newest, issuedMinor, retiredMinor);
  }

  private List<LoggedEvent> entries(long before) throws ChitException, InterruptedException {
    var request = GetEntriesRequest.newBuilder().setBefore(before).setLimit(PAGE).build();
    return server.call(ChitGrpc.getGetEntriesMethod(), request).getEntriesList();
  }

  /// Whose name it is, by the log.
  ///
  /// @throws ChitRefusedException `unknown-account`
  public Contact find(AccountName name) throws ChitException, InterruptedException {
    return contact(People.ask(name, log, server));
  }

  private Contact find(AccountId account) throws ChitException, InterruptedException {
    return contact(People.ask(account, log, server));
  }

  private static Contact contact(Found found) {
    return Contacts.contact(found.person(), found.online(), found.frozen());
  }

  /// What would be retired with a chit, and whose it is.
  ///
  /// @throws UsageException `wrong-chit`
  public ToRetire toRetire(String chitText) throws ChitException, InterruptedException {
    ParsedChit chit = chitToOperator(chitText);
    return new ToRetire(find(chit.order().payer()), chit.order().amount());
  }

  ParsedChit chitToOperator(String chitText) throws UsageException {
    ParsedChit chit;
    try {
      chit = ParsedChit.parse(ChitText.decode(chitText.strip()));
    } catch (BadChitException e) {
      throw new UsageException("wrong-chit", "That is no chit: " + e.getMessage());
    }
    if (!chit.order().payee().equals(terms.operator())) {
      throw new UsageException("wrong-chit", "That chit is not drawn to the operator.");
    }
    return chit;
  }
}
