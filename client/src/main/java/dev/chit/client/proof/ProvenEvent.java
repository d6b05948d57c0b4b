package dev.chit.client.proof;

import dev.chit.core.event.Event;
import dev.chit.core.log.InclusionProof;
import dev.chit.core.log.SignedCheckpoint;

/// An event that is in the log: its inclusion in a tree that the log's key signed, and that agrees
/// with every other that this client has seen, was verified.
public record ProvenEvent(
    long index, Event event, byte[] bytes, InclusionProof proof, SignedCheckpoint checkpoint) {
  @Override
  public boolean equals(Object other) {
    return other instanceof ProvenEvent that
        && index == that.index
        && checkpoint.equals(that.checkpoint);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(index);
  }

  @Override
  public String toString() {
    return "ProvenEvent[" + index + "]";
  }
}
