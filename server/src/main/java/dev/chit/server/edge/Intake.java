package dev.chit.server.edge;

import dev.chit.server.calls.Refusals;
import dev.chit.server.calls.RefusedException;
import dev.chit.wire.Limits;
import dev.chit.wire.Refusal;
import dev.chit.wire.v1.ClientFrame;
import dev.chit.wire.v1.Fanout;
import dev.chit.wire.v1.PresenceTerms;
import dev.chit.wire.v1.Send;
import dev.chit.wire.v1.Settle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one connection asks for: handed on within the account's allowance, and counted until it is
/// answered. On the connection's event loop only.
final class Intake {
  /// Requests under way beyond which nothing more is read from the client.
  private static final int UNANSWERED_MAX = 16_384;

  private final Rooms rooms;
  private final Member member;
  private final Connection connection;
  private int unanswered;
  private int settling;

  Intake(Rooms rooms, Member member, Connection connection) {
    this.rooms = rooms;
    this.member = member;
    this.connection = connection;
  }

  boolean isFull() {
    return unanswered >= UNANSWERED_MAX;
  }

  /// So much was answered that more may be read again.
  boolean hasRoomAgain() {
    return unanswered < UNANSWERED_MAX / 2;
  }

  boolean isAnswered() {
    return unanswered == 0;
  }

  /// @param settled how many of the replies were to chits
  void answered(int replies, int settled) {
    unanswered -= replies;
    settling -= settled;
  }

  /// Takes a frame's items in; says what is wrong with it if it breaks the protocol.
  @Nullable Refusal take(ClientFrame frame) {
    int items = frame.getSendsCount() + frame.getSettlesCount() + frame.getFanoutsCount();
    if (items > Limits.FRAME_ITEMS_MAX) {
      return Refusals.tooLarge(
          "A frame of " + items + " items (expected: at most " + Limits.FRAME_ITEMS_MAX + ").");
    }
    int recipients = frame.getFanoutsList().stream().mapToInt(Fanouts::recipients).sum();
    if (recipients > Limits.FANOUT_RECIPIENTS_MAX) {
      return Refusals.tooLarge(
          "Fanouts to "
              + recipients
              + " recipients in a frame (expected: at most "
              + Limits.FANOUT_RECIPIENTS_MAX
              + ").");
    }
    unanswered += items - frame.getFanoutsCount() + recipients;
    if (frame.getDeliveredThrough() != 0 && !connection.acknowledge(frame.getDeliveredThrough())) {
      return Refusals.badRequest("Only what was delivered can be acknowledged.");
    }
    send(frame.getSendsList());
    frame.getFanoutsList().forEach(this::fanOut);
    settle(frame.getSettlesList());
    return frame.hasPresence() && !frame.hasHello() ? presence(frame.getPresence()) : null;
  }

  /// Costs as much as an envelope. What is not taken ends the connection, for the old terms might
  /// show somebody who no longer wants to be seen.
  private @Nullable Refusal presence(PresenceTerms terms) {
    if (member.allowance().envelopes(1) == 0) {
      return Refusals.BUSY;
    }
    try {
      connection.presence(PresenceMessages.terms(terms));
      return null;
    } catch (RefusedException e) {
      return e.refusal();
    }
  }

  private void send(List<Send> sends) {
    if (sends.isEmpty()) {
      return;
    }
    int granted = member.allowance().envelopes(sends.size());
    long nowMillis = System.currentTimeMillis();
    long nowNanos = System.nanoTime();
    for (int i = 0; i < sends.size(); i++) {
      Send send = sends.get(i);
      if (i < granted) {
        rooms.post().send(member, send, connection, nowMillis, nowNanos);
      } else {
        connection.refused(send.getRequest(), Refusals.BUSY);
      }
    }
  }

  private void fanOut(Fanout fanout) {
    int granted = member.allowance().envelopes(Fanouts.recipients(fanout));
    Fanouts.send(rooms.mailboxes(), member, fanout, granted, connection);
  }

  private void settle(List<Settle> settles) {
    if (settles.isEmpty()) {
      return;
    }
    int granted = member.allowance().payments(settles.size());
    granted = Math.min(granted, rooms.limits().settlesPending() - settling);
    for (Settle settle : settles.subList(Math.max(0, granted), settles.size())) {
      connection.settled(Books.refused(settle.getRequest(), Refusals.BUSY), null);
      settling++;
    }
    if (granted > 0) {
      settling += granted;
      rooms.books().settle(member, settles.subList(0, granted), connection);
    }
  }
}
