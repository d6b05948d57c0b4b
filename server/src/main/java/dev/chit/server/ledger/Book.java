package dev.chit.server.ledger;

import dev.chit.core.LedgerId;
import dev.chit.core.event.Event;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Decision;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.Ledger;
import dev.chit.core.ledger.LedgerTerms;
import dev.chit.core.ledger.LedgerView;
import dev.chit.core.ledger.Moment;
import dev.chit.core.ledger.Outcome;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.crypto.SigningKey;
import dev.chit.server.store.Commit;
import dev.chit.server.store.LedgerStore;
import dev.chit.server.store.StoreException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Decides a batch, appends it to the log, signs the new tree, and commits it all. One thread at a
/// time; only [#head] may be read by any.
final class Book {
  private final LedgerStore store;
  private final LogTree tree;
  private final SigningKey logKey;
  private final InstantSource clock;
  private final boolean invitationOnly;
  private final SaltSource salts = new SaltSource();
  private final String origin;
  private volatile TreeHead head;
  private @Nullable LedgerTerms terms;

  /// A batch that is on disk.
  ///
  /// @param batch null if nothing happened
  record Done(List<Outcome> outcomes, @Nullable CommittedBatch batch) {}

  Book(
      LedgerStore store,
      LogTree tree,
      @Nullable LedgerTerms terms,
      SigningKey logKey,
      LedgerSettings settings) {
    this.store = store;
    this.tree = tree;
    this.terms = terms;
    this.logKey = logKey;
    clock = settings.clock();
    invitationOnly = settings.invitationOnly();
    origin = Checkpoint.originOf(LedgerId.ofKey(logKey.verifyKey()));
    head = new TreeHead(sign(), tree.edge());
  }

  TreeHead head() {
    return head;
  }

  /// What the ledger is.
  LedgerTerms terms() {
    return Objects.requireNonNull(terms, "the ledger has to be created first");
  }

  /// Writes the first events of a new ledger.
  void create(Command.Create create) throws StoreException {
    Done done = apply(List.of(create));
    if (done.batch() != null
        && done.batch().entries().getFirst().event() instanceof Event.Created created) {
      terms = LedgerTerms.of(created);
    }
  }

  Done apply(List<? extends Command> commands) throws StoreException {
    LedgerView view = store.load(Ledger.needs(terms, commands));
    var moment = new Moment(terms, invitationOnly, clock.millis(), tree.size(), salts);
    Decision decision = Ledger.decide(moment, view, commands);
    if (decision.changes().isEmpty()) {
      return new Done(decision.outcomes(), null);
    }
    List<Entry> entries = decision.changes().entries();
    return new Done(decision.outcomes(), commit(decision, entries));
  }

  private CommittedBatch commit(Decision decision, List<Entry> entries) throws StoreException {
    var events = new ArrayList<byte[]>(entries.size());
    for (Entry entry : entries) {
      byte[] event = entry.bytes();
      events.add(event);
      tree.append(event);
    }
    SignedCheckpoint checkpoint = sign();
    store.commit(new Commit(decision.changes(), events, tree.takeFilled(), checkpoint.note()));
    head = new TreeHead(checkpoint, tree.edge());
    return new CommittedBatch(entries, events, checkpoint);
  }

  private SignedCheckpoint sign() {
    return SignedCheckpoint.sign(
        new Checkpoint(origin, tree.size(), tree.root()), logKey.verifyKey(), logKey::sign);
  }
}
