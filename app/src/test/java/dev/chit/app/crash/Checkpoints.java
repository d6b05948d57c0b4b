package dev.chit.app.crash;

import dev.chit.core.LedgerId;
import dev.chit.core.VerifyKey;
import dev.chit.core.log.BadCheckpointException;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.crypto.Ed25519;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The signed checkpoints that members were shown: the log must go on from every one of them.
final class Checkpoints {
  private final VerifyKey logKey;
  private final Faults faults;
  private final Set<Checkpoint> seen = new LinkedHashSet<>();

  Checkpoints(VerifyKey logKey, Faults faults) {
    this.logKey = logKey;
    this.faults = faults;
  }

  void show(String note) {
    try {
      String origin = Checkpoint.originOf(LedgerId.ofKey(logKey));
      add(SignedCheckpoint.verify(note, origin, logKey, Ed25519.verifier()).checkpoint());
    } catch (BadCheckpointException e) {
      faults.add("a checkpoint is not what the log's key signed: " + e.getMessage());
    }
  }

  private synchronized void add(Checkpoint checkpoint) {
    seen.add(checkpoint);
  }

  synchronized List<Checkpoint> seen() {
    return List.copyOf(seen);
  }
}
