package dev.chit.server.backup;

import dev.chit.core.LedgerId;
import dev.chit.core.VerifyKey;
import dev.chit.core.event.BadEventException;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import dev.chit.core.log.BadCheckpointException;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.Hash;
import dev.chit.core.log.LogFrontier;
import dev.chit.core.log.MerkleTree;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.SigningKey;
import dev.chit.server.backup.BackupException.Reason;
import dev.chit.server.store.StoreException;
import dev.chit.server.store.sqlite.LedgerFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A copied ledger's log, hashed anew from its first event: it has the root that its own key
/// signed.
///
/// @param operator whose key the first event names
record LogCheck(SignedCheckpoint checkpoint, VerifyKey operator) {
  private static final int PAGE = 1024;

  /// @param directory with the ledger and the log's key
  /// @param newest a checkpoint that the ledger must have come past, if one is known
  static LogCheck of(Path directory, Optional<String> newest, Progress progress)
      throws BackupException {
    try (LedgerFile ledger = LedgerFile.open(directory.resolve(DataFiles.LEDGER))) {
      SigningKey key = SigningKey.load(directory.resolve(DataFiles.LOG_KEY));
      try {
        return new Hashing(ledger, key.verifyKey(), newest).check(progress);
      } finally {
        key.destroy();
      }
    } catch (IOException e) {
      throw BackupException.of(directory, e);
    }
  }

  /// One walk through the events.
  private static final class Hashing {
    private final LedgerFile ledger;
    private final VerifyKey logKey;
    private final @Nullable SignedCheckpoint newest;
    private @Nullable Hash rootThere;

    Hashing(LedgerFile ledger, VerifyKey logKey, Optional<String> newest) throws BackupException {
      this.ledger = ledger;
      this.logKey = logKey;
      this.newest = newest.isPresent() ? signed(newest.get()) : null;
    }

    LogCheck check(Progress progress) throws StoreException, BackupException {
      String note =
          ledger.checkpoint().orElseThrow(() -> BackupException.damaged("It has no checkpoint."));
      SignedCheckpoint end = signed(note);
      VerifyKey operator = operator();
      LogFrontier tree = hash(end.size(), progress);
      if (tree.size() != end.size() || !tree.root().equals(end.root())) {
        throw BackupException.damaged(
            "Its ledger's events are not those that the log's key signed.");
      }
      requireNothingNewer(end);
      return new LogCheck(end, operator);
    }

    private LogFrontier hash(long total, Progress progress) throws StoreException {
      LogFrontier tree = LogFrontier.empty();
      List<byte[]> page = ledger.events(0, PAGE);
      while (!page.isEmpty()) {
        for (byte[] event : page) {
          var _ = tree.append(MerkleTree.leafHash(event));
          if (newest != null && tree.size() == newest.size()) {
            rootThere = tree.root();
          }
        }
        progress.at("log", tree.size(), total);
        page = ledger.events(tree.size(), PAGE);
      }
      return tree;
    }

    private VerifyKey operator() throws StoreException, BackupException {
      List<byte[]> first = ledger.events(0, 1);
      try {
        if (!first.isEmpty()
            && EventCodec.decode(first.getFirst()) instanceof Event.Created created
            && created.logKey().equals(logKey)) {
          return created.operator();
        }
      } catch (BadEventException e) {
        // Said below.
      }
      throw BackupException.damaged("Its ledger is another one's than its log key.");
    }

    private void requireNothingNewer(SignedCheckpoint end) throws BackupException {
      if (newest == null) {
        return;
      }
      if (newest.size() > end.size()) {
        throw new BackupException(
            Reason.RESTORED_COPY,
            "The log has signed "
                + newest.size()
                + " events, and this backup ends at "
                + end.size()
                + ": to go on from it would rewrite history.");
      }
      Hash there = rootThere;
      if (there == null || !newest.root().equals(there)) {
        throw new BackupException(
            Reason.RESTORED_COPY,
            "This backup is of another history than the one whose "
                + newest.size()
                + " events were signed.");
      }
    }

    private SignedCheckpoint signed(String note) throws BackupException {
      try {
        return SignedCheckpoint.verify(
            note, Checkpoint.originOf(LedgerId.ofKey(logKey)), logKey, Ed25519.verifier());
      } catch (BadCheckpointException e) {
        throw BackupException.damaged(
            "A checkpoint is not one that this log's key has signed: " + e.getMessage() + ".");
      }
    }
  }
}
