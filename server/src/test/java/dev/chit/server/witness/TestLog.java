package dev.chit.server.witness;

import dev.chit.core.LedgerId;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.ConsistencyProof;
import dev.chit.core.log.Hash;
import dev.chit.core.log.LogFrontier;
import dev.chit.core.log.MerkleTree;
import dev.chit.core.log.ProofBuilder;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.core.log.WitnessRequest;
import dev.chit.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// A log that is nothing but its tree. Its leaves up to a fork are those of every other.
public final class TestLog {
  private final SigningKey key;
  private final LogFrontier frontier = LogFrontier.empty();
  private final Map<String, Hash> nodes = new HashMap<>();

  public TestLog(SigningKey key) {
    this.key = key;
  }

  /// Grows to a size; leaves from `fork` on are this branch's own.
  public TestLog grow(long size, long fork, String branch) {
    while (frontier.size() < size) {
      String leaf = frontier.size() < fork ? "leaf" : branch;
      frontier.append(
          MerkleTree.leafHash((leaf + frontier.size()).getBytes(StandardCharsets.UTF_8)),
          (level, index, hash) -> nodes.put(level + "/" + index, hash));
    }
    return this;
  }

  public TestLog grow(long size) {
    return grow(size, Long.MAX_VALUE, "");
  }

  public SignedCheckpoint checkpoint() {
    return checkpointOf(frontier.size(), frontier.root());
  }

  SignedCheckpoint checkpointOf(long size, Hash root) {
    String origin = Checkpoint.originOf(LedgerId.ofKey(key.verifyKey()));
    return SignedCheckpoint.sign(new Checkpoint(origin, size, root), key.verifyKey(), key::sign);
  }

  public ConsistencyProof proof(long from) {
    return proof(from, frontier.size());
  }

  public ConsistencyProof proof(long from, long to) {
    return new ProofBuilder(
            (level, index) -> {
              Hash hash = nodes.get(level + "/" + index);
              if (hash == null) {
                throw new IndexOutOfBoundsException(level + "/" + index);
              }
              return hash;
            })
        .consistency(from, to);
  }

  /// Asks for a signature on the tree of the moment.
  public String request(long oldSize) {
    return new WitnessRequest(oldSize, proof(oldSize), checkpoint().note()).text();
  }
}
