package dev.chit.client.proof;

import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.HistoryRewrittenException;
import dev.chit.client.NotTrustedException;
import dev.chit.client.connection.Caller;
import dev.chit.core.AccountId;
import dev.chit.core.LedgerId;
import dev.chit.core.event.BadEventException;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import dev.chit.core.log.BadCheckpointException;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.InclusionProof;
import dev.chit.core.log.MerkleTree;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.crypto.Ed25519;
import dev.chit.wire.Proofs;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.GetCheckpointRequest;
import dev.chit.wire.v1.GetConsistencyRequest;
import dev.chit.wire.v1.Receipt;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The log as this client has seen it: one growing tree, or the server is caught.
///
/// Every checkpoint must be signed by the log's key and consistent with the newest one kept; every
/// event must be included in such a checkpoint. Whatever is missing is a failed proof.
public final class LogView {
  private final LedgerTerms terms;
  private final CheckpointKeeper keeper;

  /// Held while checkpoints are compared, so that two of them are never both "the next".
  private final ReentrantLock lock = new ReentrantLock();

  public LogView(LedgerTerms terms, CheckpointKeeper keeper) {
    this.terms = terms;
    this.keeper = keeper;
  }

  /// Verifies a checkpoint and keeps it if it is newer than the one kept.
  ///
  /// @throws NotTrustedException if the log's key did not sign it
  /// @throws HistoryRewrittenException if it contradicts the one kept
  public SignedCheckpoint accept(String note, Caller server)
      throws ChitException, InterruptedException {
    SignedCheckpoint seen = signed(note);
    lock.lockInterruptibly();
    try {
      Optional<String> kept = keeper.newest();
      if (kept.isEmpty()) {
        keeper.keep(note);
        return seen;
      }
      SignedCheckpoint before = signed(kept.get());
      if (seen.size() > before.size()) {
        requireConsistent(before, seen, server, before, seen);
        keeper.keep(note);
      } else {
        requireConsistent(seen, before, server, before, seen);
      }
      return seen;
    } finally {
      lock.unlock();
    }
  }

  /// Verifies the checkpoint that a server greets with. A log that was longer before has lost what
  /// it had, though what is left of it agrees.
  ///
  /// @throws HistoryRewrittenException also if it is shorter than the one kept
  public void greeted(String note, Caller server) throws ChitException, InterruptedException {
    SignedCheckpoint now = accept(note, server);
    Optional<String> kept = keeper.newest();
    if (kept.isEmpty() || now.size() >= signed(kept.get()).size()) {
      return;
    }
    // What came between the greeting and this moment may have been newer.
    var again =
        server.call(ChitGrpc.getGetCheckpointMethod(), GetCheckpointRequest.getDefaultInstance());
    now = accept(again.getNote(), server);
    SignedCheckpoint before = signed(kept.get());
    if (now.size() < before.size()) {
      keeper.keepContradiction(before.note(), now.note());
      throw new HistoryRewrittenException(before.note(), now.note());
    }
  }

  /// Which ledger's log it is.
  public LedgerId ledger() {
    return LedgerId.ofKey(terms.logKey());
  }

  /// How many events the newest checkpoint has that was seen; 0 if there was none.
  public long newestSize() throws ChitException, InterruptedException {
    return keeper.newest().map(Checkpoint::sizeIn).orElse(0L);
  }

  /// Verifies that an event is in the log.
  ///
  /// @throws NotTrustedException if the proof is wrong
  /// @throws HistoryRewrittenException if its checkpoint contradicts the one kept
  public ProvenEvent verify(Receipt receipt, Caller server)
      throws ChitException, InterruptedException {
    return verify(receipt, accept(receipt.getCheckpoint().getNote(), server));
  }

  /// Verifies that an event is in a tree that was accepted before, whatever checkpoint its receipt
  /// names.
  ///
  /// @throws NotTrustedException if the proof is wrong
  public ProvenEvent verify(Receipt receipt, SignedCheckpoint checkpoint)
      throws NotTrustedException {
    byte[] bytes = receipt.getEvent().toByteArray();
    try {
      InclusionProof proof = Proofs.of(receipt.getProof());
      if (!proof.verify(
          receipt.getIndex(), checkpoint.size(), MerkleTree.leafHash(bytes), checkpoint.root())) {
        throw badProof("The server's proof that this is in its log is wrong.", null);
      }
      return new ProvenEvent(
          receipt.getIndex(), EventCodec.decode(bytes), bytes, proof, checkpoint);
    } catch (BadEventException | IllegalArgumentException e) {
      throw badProof("The server's log holds something that is no event.", e);
    }
  }

  /// Verifies that a tree begins with an event: its inclusion proof at index 0. The tree of that
  /// event alone has its leaf's hash as root, so this is the proof that it grew into the other.
  ///
  /// @throws NotTrustedException if the proof is wrong
  public InclusionProof beginning(byte[] event, SignedCheckpoint checkpoint, Caller server)
      throws ChitException, InterruptedException {
    var request =
        GetConsistencyRequest.newBuilder().setFromSize(1).setToSize(checkpoint.size()).build();
    try {
      var proof = Proofs.of(server.call(ChitGrpc.getGetConsistencyMethod(), request));
      if (proof.verify(1, checkpoint.size(), MerkleTree.leafHash(event), checkpoint.root())) {
        return new InclusionProof(proof.hashes());
      }
      throw badProof("The server's proof of its log's first event is wrong.", null);
    } catch (IllegalArgumentException e) {
      throw badProof("The server's proof of its log's first event makes no sense.", e);
    }
  }

  /// Verifies that the log begins with the terms that the server told.
  ///
  /// @param genesis the receipt of event 0
  public void verifyTerms(Receipt genesis, Caller server)
      throws ChitException, InterruptedException {
    ProvenEvent proven = verify(genesis, server);
    boolean same =
        proven.index() == 0
            && proven.event() instanceof Event.Created created
            && created.logKey().equals(terms.logKey())
            && created.unit().equals(terms.unit())
            && AccountId.ofKey(created.operator()).equals(terms.operator())
            && created.chitLifeSecondsMax() == terms.chitLifeSeconds();
    if (!same) {
      throw badProof("The server tells other terms of its ledger than its log.", null);
    }
  }

  /// A checkpoint of this log, compared with nothing.
  ///
  /// @throws NotTrustedException if the log's key did not sign it
  public SignedCheckpoint signed(String note) throws NotTrustedException {
    try {
      return SignedCheckpoint.verify(note, terms.origin(), terms.logKey(), Ed25519.verifier());
    } catch (BadCheckpointException e) {
      throw badProof("The server's checkpoint is not signed by its log.", e);
    }
  }

  private void requireConsistent(
      SignedCheckpoint smaller,
      SignedCheckpoint larger,
      Caller server,
      SignedCheckpoint before,
      SignedCheckpoint now)
      throws ChitException, InterruptedException {
    if (!isConsistent(smaller, larger, server)) {
      keeper.keepContradiction(before.note(), now.note());
      throw new HistoryRewrittenException(before.note(), now.note());
    }
  }

  private static boolean isConsistent(
      SignedCheckpoint smaller, SignedCheckpoint larger, Caller server)
      throws ChitException, InterruptedException {
    if (smaller.size() == larger.size()) {
      return smaller.root().equals(larger.root());
    }
    var request =
        GetConsistencyRequest.newBuilder()
            .setFromSize(smaller.size())
            .setToSize(larger.size())
            .build();
    try {
      var proof = Proofs.of(server.call(ChitGrpc.getGetConsistencyMethod(), request));
      return proof.verify(smaller.size(), larger.size(), smaller.root(), larger.root());
    } catch (ChitRefusedException e) {
      if (e.isTransient()) {
        throw e;
      }
      // A log that signed both trees can prove this.
      return false;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static NotTrustedException badProof(String message, @Nullable Throwable cause) {
    return new NotTrustedException("bad-proof", message, cause);
  }
}
