package dev.chit.doors.onechat;

import dev.chit.doors.hall.Guests;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who is in, who asks whom to talk, and who talks with whom: two at a time, and one question of
/// each. Safe for many threads; sends wait for nothing.
final class Switchboard {
  static final int LISTED_MAX = 900;
  private static final int NONCE_BYTES = 4;
  private static final int INTRODUCTION_BYTES_MAX = 4_096;

  private static final byte[] NOTHING = {};
  private static final byte[] NO_NONCE = new byte[NONCE_BYTES];

  private final Guests guests;
  private final Map<String, Line> lines = new HashMap<>();

  /// One who is in. What changes is guarded by the switchboard.
  private static final class Line {
    final Session session;
    @Nullable Line asks;
    @Nullable Line talksWith;

    Line(Session session) {
      this.session = session;
    }

    boolean isFree() {
      return talksWith == null;
    }
  }

  Switchboard(Guests guests) {
    this.guests = guests;
  }

  /// @return false if somebody is in under that name
  synchronized boolean enter(Session session) {
    if (!guests.enter(session.guest())) {
      return false;
    }
    lines.put(key(session.name()), new Line(session));
    list(session);
    return true;
  }

  synchronized void leave(Session session) {
    Line line = lines.get(key(session.name()));
    if (line == null || line.session != session) {
      return;
    }
    lines.remove(key(session.name()));
    guests.leave(session.guest());
    if (line.talksWith != null) {
      line.talksWith.talksWith = null;
      line.talksWith.session.send(Message.of(Message.END, session.name()));
    }
    for (Line other : lines.values()) {
      if (other.asks == line) {
        other.asks = null;
        other.session.send(Message.of(Message.REFUSE, session.name()));
      }
    }
  }

  /// @return false if it is none that a client sends
  synchronized boolean take(Session session, Message message) {
    Line from = lines.get(key(session.name()));
    if (from == null || from.session != session) {
      return false;
    }
    Line named = lines.get(key(message.name()));
    return switch (message.op()) {
      case Message.LIST -> {
        list(session);
        yield true;
      }
      case Message.ASK -> ask(from, named, message.extra());
      case Message.ACCEPT -> accept(from, named, message.extra());
      case Message.REFUSE -> refuse(from, named);
      case Message.MESSAGE, Message.KEY -> relay(from, named, message);
      case Message.END -> end(from);
      default -> false;
    };
  }

  private void list(Session to) {
    var names = new ByteArrayOutputStream();
    lines.values().stream()
        .filter(Line::isFree)
        .limit(LISTED_MAX)
        .map(line -> Message.named(line.session.name()))
        .forEach(names::writeBytes);
    to.send(new Message(Message.LIST, NOTHING, names.toByteArray()));
  }

  private static boolean ask(Line from, @Nullable Line peer, byte[] nonce) {
    if (nonce.length != NONCE_BYTES) {
      return false;
    }
    if (peer == null || peer == from || !peer.isFree() || !from.isFree()) {
      from.session.send(Message.of(Message.NOT_FOUND, nonce, from.session.name()));
      return true;
    }
    from.asks = peer;
    peer.session.send(Message.of(Message.ASK, nonce, from.session.name()));
    return true;
  }

  private static boolean accept(Line from, @Nullable Line requester, byte[] introduction) {
    if (introduction.length > INTRODUCTION_BYTES_MAX) {
      return false;
    }
    if (requester == null || requester.asks != from || !from.isFree() || !requester.isFree()) {
      return notFound(from);
    }
    requester.asks = null;
    from.asks = null;
    requester.talksWith = from;
    from.talksWith = requester;
    byte[] pem = from.session.pem().getBytes(StandardCharsets.US_ASCII);
    byte[] extra =
        ByteBuffer.allocate(Long.BYTES + pem.length + introduction.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(pem.length)
            .put(pem)
            .put(introduction)
            .array();
    requester.session.send(Message.of(Message.ACCEPT, extra, from.session.name()));
    byte[] requesters = requester.session.pem().getBytes(StandardCharsets.US_ASCII);
    from.session.send(Message.of(Message.KEY, requesters, requester.session.name()));
    return true;
  }

  private static boolean refuse(Line from, @Nullable Line requester) {
    if (requester != null && requester.asks == from) {
      requester.asks = null;
      requester.session.send(Message.of(Message.REFUSE, from.session.name()));
    }
    return true;
  }

  private static boolean relay(Line from, @Nullable Line peer, Message message) {
    if (peer == null || from.talksWith != peer) {
      return notFound(from);
    }
    // The sender's name may be longer than that of the peer, which it replaces.
    Message relayed = Message.of(message.op(), message.extra(), from.session.name());
    if (Channeled.sealedBytes(relayed) > Onechat.FRAME_BYTES_MAX) {
      return false;
    }
    peer.session.send(relayed);
    return true;
  }

  private static boolean end(Line from) {
    if (from.talksWith != null) {
      from.talksWith.session.send(Message.of(Message.END, from.session.name()));
      from.talksWith.talksWith = null;
      from.talksWith = null;
    }
    byte[] name = from.session.name().getBytes(StandardCharsets.US_ASCII);
    from.session.send(new Message(Message.END, NOTHING, name));
    return true;
  }

  private static boolean notFound(Line from) {
    from.session.send(Message.of(Message.NOT_FOUND, NO_NONCE, from.session.name()));
    return true;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
