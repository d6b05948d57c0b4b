package dev.chit.client.wallet;

import com.google.protobuf.ByteString;
import dev.chit.client.ChitException;
import dev.chit.client.NotTrustedException;
import dev.chit.client.connection.Caller;
import dev.chit.client.proof.LogView;
import dev.chit.client.proof.ProvenEvent;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.Tables;
import dev.chit.core.event.Event;
import dev.chit.core.log.InclusionProof;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.wire.v1.ChitGrpc;
import dev.chit.wire.v1.GetReceiptRequest;
import org.jspecify.annotations.Nullable;

/// The log's first event, which says what a ledger counts in, proved in each tree that a receipt is
/// about.
final class Beginning {
  private final ProfileStore store;
  private volatile @Nullable Proved newest;

  private record Proved(SignedCheckpoint checkpoint, InclusionProof proof) {}

  Beginning(ProfileStore store) {
    this.store = store;
  }

  /// Asks once for each tree; payments verified together mostly share one.
  InclusionProof in(SignedCheckpoint checkpoint, Caller server, LogView log)
      throws ChitException, InterruptedException {
    Proved known = newest;
    if (known != null && known.checkpoint().checkpoint().equals(checkpoint.checkpoint())) {
      return known.proof();
    }
    InclusionProof proof = log.beginning(created(server, log), checkpoint, server);
    newest = new Proved(checkpoint, proof);
    return proof;
  }

  private byte[] created(Caller server, LogView log) throws ChitException, InterruptedException {
    ByteString kept = store.run(Tables::log).getCreated();
    if (!kept.isEmpty()) {
      return kept.toByteArray();
    }
    var request = GetReceiptRequest.newBuilder().setIndex(0).build();
    ProvenEvent first = log.verify(server.call(ChitGrpc.getGetReceiptMethod(), request), server);
    if (first.index() != 0 || !(first.event() instanceof Event.Created)) {
      throw new NotTrustedException(
          "bad-proof", "The server's log does not begin with its ledger.", null);
    }
    store.run(
        tables -> {
          ByteString created = ByteString.copyFrom(first.bytes());
          tables.log(tables.log().toBuilder().setCreated(created).build());
          return true;
        });
    return first.bytes();
  }
}
