package dev.chit.bench.load;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.chit.client.connection.RawConnection;
import dev.chit.wire.v1.Delivery;
import dev.chit.wire.v1.Send;
import dev.chit.wire.v1.SendRefused;
import dev.chit.wire.v1.ServerFrame;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/// Sends sealed envelopes to one other member, and acknowledges what arrives.
final class RelayStream extends MemberStream {
  private static final int ID_BYTES = 16;

  /// Items under way at a fixed rate have no window: this many are remembered.
  private static final int REMEMBERED = 1 << 14;

  private final ByteString recipient;
  private final int device;
  private final List<ByteString> envelopes;
  private final LongAdder stored;
  private final long[] since = new long[REMEMBERED];
  private long requests;

  /// @param stored counts those acknowledged by the server's disk instead of the recipient
  RelayStream(Meter meter, int window, Sealed sealed, LongAdder stored) {
    super(meter, window);
    this.recipient = sealed.recipient();
    this.device = sealed.device();
    this.envelopes = sealed.envelopes();
    this.stored = stored;
  }

  @Override
  void take(RawConnection from, ServerFrame frame) {
    int deliveries = frame.getDeliveriesCount();
    for (int i = 0; i < deliveries; i++) {
      Delivery delivery = frame.getDeliveries(i);
      meter().arrived(delivery.getId().asReadOnlyByteBuffer().getLong());
    }
    if (deliveries > 0) {
      from.acknowledge(frame.getDeliveries(deliveries - 1).getNumber());
    }
    for (int i = 0; i < frame.getDeliveredCount(); i++) {
      acknowledged(since(frame.getDelivered(i)));
    }
    for (int i = 0; i < frame.getStoredCount(); i++) {
      acknowledged(since(frame.getStored(i)));
      stored.increment();
    }
    for (SendRefused refused : frame.getRefusedList()) {
      meter().broken("An envelope was refused: " + refused.getRejection().getMessage());
    }
  }

  @Override
  boolean sendItem(RawConnection to, long sinceNanos) {
    long request = ++requests;
    since[(int) (request % REMEMBERED)] = sinceNanos;
    ByteBuffer id =
        ByteBuffer.allocate(ID_BYTES)
            .putLong(sinceNanos)
            .putLong(ThreadLocalRandom.current().nextLong())
            .flip();
    return to.send(
        Send.newBuilder()
            .setRequest(request)
            .setRecipient(recipient)
            .setDevice(device)
            .setId(UnsafeByteOperations.unsafeWrap(id))
            .setEnvelope(envelopes.get((int) (request % envelopes.size())))
            .build());
  }

  private long since(long request) {
    return since[(int) (request % REMEMBERED)];
  }

  /// What a member sends, again and again, and to whom.
  record Sealed(ByteString recipient, int device, List<ByteString> envelopes) {}
}
