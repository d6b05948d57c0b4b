package dev.chit.client;

import com.google.protobuf.ByteString;
import dev.chit.core.log.LogFrontier;
import dev.chit.core.log.MerkleTree;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.wire.v1.Checkpoint;
import dev.chit.wire.v1.ExportFrame;
import org.jspecify.annotations.Nullable;

/// Reads an export frame by frame, computing the tree as it goes.
final class ExportReader {
  private final long from;
  private final OperatorClient.EventConsumer consumer;
  private final LogFrontier tree = LogFrontier.empty();
  private long next;
  private @Nullable Checkpoint checkpoint;

  ExportReader(long from, OperatorClient.EventConsumer consumer) {
    this.from = from;
    this.consumer = consumer;
    this.next = from;
  }

  void read(ExportFrame frame) throws ChitException {
    if (frame.getEventsCount() > 0 && frame.getFirst() != next) {
      throw broken("The export leaves events out.");
    }
    for (ByteString event : frame.getEventsList()) {
      byte[] bytes = event.toByteArray();
      if (from == 0) {
        var _ = tree.append(MerkleTree.leafHash(bytes));
      }
      consumer.accept(next++, bytes);
    }
    if (frame.hasCheckpoint()) {
      checkpoint = frame.getCheckpoint();
    }
  }

  Checkpoint checkpoint() throws NotTrustedException {
    Checkpoint last = checkpoint;
    if (last == null) {
      throw broken("The export has no signed end.");
    }
    return last;
  }

  void requireRootOf(SignedCheckpoint signed) throws NotTrustedException {
    boolean whole = next == signed.size() && (from > 0 || tree.root().equals(signed.root()));
    if (!whole) {
      throw broken("The exported events are not those that the log's key signed.");
    }
  }

  private static NotTrustedException broken(String message) {
    return new NotTrustedException("bad-proof", message, null);
  }
}
