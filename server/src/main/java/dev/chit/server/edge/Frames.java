package dev.chit.server.edge;

import dev.chit.server.mailbox.Letter;
import dev.chit.server.mailbox.Mailboxes.Attachment;
import dev.chit.server.mailbox.store.Envelope;
import dev.chit.wire.Limits;
import dev.chit.wire.v1.Delivery;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.Welcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes frames of what waits for one connection: first of all the welcome, then replies and
/// deliveries, neither of which keeps the other out.
final class Frames {
  /// Replies in a frame that could be full of deliveries.
  private static final int REPLIES_FIRST = Limits.FRAME_ITEMS_MAX / 2;

  /// One envelope more still fits a frame.
  private static final int DELIVERIES_BYTES =
      Limits.FRAME_BYTES_MAX - 2 * Limits.ENVELOPE_BYTES_MAX;

  private final Outbox outbox;
  private final List<Letter> taken = new ArrayList<>(Limits.FRAME_ITEMS_MAX);
  private boolean welcomed;

  /// A frame.
  ///
  /// @param replies how many replies are in it; a fanout's has as many as its recipients
  /// @param settled how many of those are to chits
  record Made(ServerFrame frame, int replies, int settled) {}

  Frames(Outbox outbox) {
    this.outbox = outbox;
  }

  /// The next frame, or null if nothing waits.
  ///
  /// @param mail null while nothing is to be delivered
  @Nullable Made next(Welcome welcome, @Nullable Attachment mail) {
    ServerFrame.Builder frame = ServerFrame.newBuilder();
    int items = 0;
    if (!welcomed) {
      welcomed = true;
      frame.setWelcome(welcome);
      items++;
    }
    Outbox.Filled first = outbox.fill(frame, REPLIES_FIRST);
    items += first.items();
    items += deliver(frame, mail, Limits.FRAME_ITEMS_MAX - items);
    Outbox.Filled rest = outbox.fill(frame, Limits.FRAME_ITEMS_MAX - items);
    items += rest.items();
    return items == 0
        ? null
        : new Made(frame.build(), first.replies() + rest.replies(), frame.getSettledCount());
  }

  private int deliver(ServerFrame.Builder frame, @Nullable Attachment mail, int room) {
    if (mail == null) {
      return 0;
    }
    mail.take(taken, room, DELIVERIES_BYTES);
    int count = taken.size();
    for (int i = 0; i < count; i++) {
      frame.addDeliveries(delivery(taken.get(i)));
    }
    taken.clear();
    return count;
  }

  private static Delivery.Builder delivery(Letter letter) {
    Envelope envelope = letter.envelope();
    return Delivery.newBuilder()
        .setNumber(letter.number())
        .setSender(envelope.sender())
        .setSenderDevice(envelope.senderDevice())
        .setId(envelope.id())
        .setEnvelope(envelope.sealed())
        .setReceivedAtMillis(envelope.receivedAtMillis());
  }
}
