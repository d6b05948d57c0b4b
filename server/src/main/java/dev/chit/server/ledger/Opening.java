package dev.chit.server.ledger;

import dev.chit.core.LedgerId;
import dev.chit.core.event.Event;
import dev.chit.core.ledger.Command;
import dev.chit.core.ledger.Entry;
import dev.chit.core.ledger.LedgerTerms;
import dev.chit.core.log.BadCheckpointException;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.SigningKey;
import dev.chit.server.store.LedgerStore;
import dev.chit.server.store.StoreException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/// Takes up a ledger, and refuses to go on from one that is not what was signed before.
final class Opening {
  private final LedgerStore store;
  private final SigningKey logKey;
  private final String origin;

  private Opening(LedgerStore store, SigningKey logKey) {
    this.store = store;
    this.logKey = logKey;
    origin = Checkpoint.originOf(LedgerId.ofKey(logKey.verifyKey()));
  }

  static Book book(
      LedgerStore store,
      SigningKey logKey,
      LedgerSettings settings,
      CheckpointFile file,
      Supplier<Command.Create> genesis)
      throws StoreException {
    var opening = new Opening(store, logKey);
    LogTree tree = LogTree.restore(store);
    opening.checkFile(file, tree);
    Optional<Entry> first = store.entry(0);
    if (first.isEmpty()) {
      var book = new Book(store, tree, null, logKey, settings);
      book.create(genesis.get());
      return book;
    }
    opening.checkDatabase(tree);
    if (!(first.get().event() instanceof Event.Created created)) {
      throw new DamagedLedgerException("The ledger's first event is not its creation.");
    }
    return new Book(store, tree, LedgerTerms.of(created), logKey, settings);
  }

  /// The database must contain the tree that was signed last, as far as the file knows.
  private void checkFile(CheckpointFile file, LogTree tree) throws StoreException {
    Optional<String> note;
    try {
      note = file.read();
    } catch (IOException e) {
      throw new StoreException("The last signed checkpoint cannot be read.", e);
    }
    if (note.isEmpty()) {
      return;
    }
    SignedCheckpoint signed = verify(note.get());
    if (signed.size() > tree.size()) {
      throw new RestoredCopyException(
          "The ledger's database has "
              + tree.size()
              + " events, but "
              + signed.size()
              + " were signed: it is an old copy, and going on from it would rewrite history;"
              + " put the newest copy back.");
    }
    if (!tree.rootOf(signed.size(), store).equals(signed.root())) {
      throw new RestoredCopyException(
          "The ledger's database is not the one whose "
              + signed.size()
              + " events were signed: going on from it would rewrite history; put the one back that"
              + " was signed.");
    }
  }

  /// The checkpoint in the database must be of exactly its events.
  private void checkDatabase(LogTree tree) throws StoreException {
    String note =
        store
            .checkpoint()
            .orElseThrow(() -> new DamagedLedgerException("The database has no checkpoint."));
    SignedCheckpoint signed = verify(note);
    if (signed.size() != tree.size() || !signed.root().equals(tree.root())) {
      throw new DamagedLedgerException(
          "The events in the ledger's database are not those that were signed.");
    }
  }

  private SignedCheckpoint verify(String note) throws DamagedLedgerException {
    try {
      return SignedCheckpoint.verify(note, origin, logKey.verifyKey(), Ed25519.verifier());
    } catch (BadCheckpointException e) {
      throw new DamagedLedgerException(
          "The last checkpoint was not signed with this log key: " + e.getMessage() + ".", e);
    }
  }
}
