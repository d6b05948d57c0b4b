package dev.chit.server.edge;

import dev.chit.wire.v1.FanoutResult;
import dev.chit.wire.v1.LoggedEvent;
import dev.chit.wire.v1.Presence;
import dev.chit.wire.v1.Rejection;
import dev.chit.wire.v1.SendRefused;
import dev.chit.wire.v1.ServerFrame;
import dev.chit.wire.v1.SettleResult;
import java.util.ArrayDeque;
import java.util.List;

/// What waits to be written to one connection, deliveries aside. Filled by any thread, emptied by
/// the connection's event loop.
///
/// Replies are as many as the connection asked for; what comes unasked is bounded here.
final class Outbox {
  static final int PRESENCE_MAX = 256;

  /// Results of fanouts in one filling; each can name a thousand recipients.
  private static final int FANNED_AT_ONCE = 8;

  private final LongQueue delivered = new LongQueue();
  private final LongQueue stored = new LongQueue();
  private final ArrayDeque<SendRefused> refused = new ArrayDeque<>();
  private final ArrayDeque<SettleResult> settled = new ArrayDeque<>();
  private final ArrayDeque<Fanned> fanned = new ArrayDeque<>();
  private final ArrayDeque<LoggedEvent> events = new ArrayDeque<>();
  private final ArrayDeque<Presence> presence = new ArrayDeque<>();
  private int prekeysLeftPlusOne;

  private record Fanned(FanoutResult result, int recipients) {}

  synchronized void delivered(long request) {
    delivered.add(request);
  }

  synchronized void stored(long request) {
    stored.add(request);
  }

  synchronized void refused(long request, Rejection rejection) {
    refused.add(SendRefused.newBuilder().setRequest(request).setRejection(rejection).build());
  }

  synchronized void settled(SettleResult result) {
    settled.add(result);
  }

  /// @param recipients of the fanout, each of which counts as a reply
  synchronized void fanned(FanoutResult result, int recipients) {
    fanned.add(new Fanned(result, recipients));
  }

  synchronized void events(List<LoggedEvent> more) {
    events.addAll(more);
  }

  synchronized int eventsWaiting() {
    return events.size();
  }

  /// The oldest go when there are too many.
  synchronized void presence(List<Presence> changes) {
    presence.addAll(changes);
    while (presence.size() > PRESENCE_MAX) {
      presence.removeFirst();
    }
  }

  synchronized void prekeysLeft(int left) {
    prekeysLeftPlusOne = left + 1;
  }

  /// Moves at most `room` items to the frame.
  ///
  /// @return how many, and how many replies were among them
  synchronized Filled fill(ServerFrame.Builder frame, int room) {
    int left = room;
    while (left > 0 && !delivered.isEmpty()) {
      frame.addDelivered(delivered.remove());
      left--;
    }
    while (left > 0 && !stored.isEmpty()) {
      frame.addStored(stored.remove());
      left--;
    }
    while (left > 0 && !refused.isEmpty()) {
      frame.addRefused(refused.removeFirst());
      left--;
    }
    while (left > 0 && !settled.isEmpty()) {
      frame.addSettled(settled.removeFirst());
      left--;
    }
    int replies = room - left;
    for (int i = 0; i < FANNED_AT_ONCE && left > 0 && !fanned.isEmpty(); i++) {
      Fanned one = fanned.removeFirst();
      frame.addFanned(one.result());
      replies += one.recipients();
      left--;
    }
    while (left > 0 && !events.isEmpty()) {
      frame.addEvents(events.removeFirst());
      left--;
    }
    while (left > 0 && !presence.isEmpty()) {
      frame.addPresence(presence.removeFirst());
      left--;
    }
    if (left > 0 && prekeysLeftPlusOne > 0) {
      frame.setPrekeysLeftPlusOne(prekeysLeftPlusOne);
      prekeysLeftPlusOne = 0;
      left--;
    }
    return new Filled(room - left, replies);
  }

  record Filled(int items, int replies) {}
}
