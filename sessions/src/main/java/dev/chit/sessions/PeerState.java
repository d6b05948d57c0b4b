package dev.chit.sessions;

import dev.chit.core.AccountId;
import dev.chit.crypto.BadStatementException;
import dev.chit.crypto.DeviceStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What this device knows of one device of a peer: its logged statement and the sessions with it.
/// An immutable snapshot: sealing and opening give the next one.
public final class PeerState {
  /// Sessions kept: the current one, and older ones for messages still on their way.
  public static final int SESSIONS_MAX = 4;

  /// Sessions that this end starts within an hour.
  public static final int STARTS_PER_HOUR_MAX = 8;

  /// Sessions that the peer may start within an hour.
  public static final int ACCEPTED_PER_HOUR_MAX = 32;

  static final int SEEN_MAX = 256;
  static final int SEEN_LENGTH = 16;

  private static final int VERSION = 1;
  private static final long HOUR_MILLIS = 60L * 60 * 1000;

  private final DeviceStatement statement;
  private final List<Session> sessions;
  private final List<byte[]> seen;
  private final List<Long> startedAtMillis;
  private final List<Long> acceptedAtMillis;

  private PeerState(
      DeviceStatement statement,
      List<Session> sessions,
      List<byte[]> seen,
      List<Long> startedAtMillis,
      List<Long> acceptedAtMillis) {
    this.statement = statement;
    this.sessions = List.copyOf(sessions);
    this.seen = List.copyOf(seen);
    this.startedAtMillis = List.copyOf(startedAtMillis);
    this.acceptedAtMillis = List.copyOf(acceptedAtMillis);
  }

  /// A peer's device with which there is no session yet.
  ///
  /// @param statement proved by the log to be the account's
  public static PeerState of(DeviceStatement statement) {
    return new PeerState(statement, List.of(), List.of(), List.of(), List.of());
  }

  public DeviceStatement statement() {
    return statement;
  }

  public AccountId account() {
    return statement.account();
  }

  public DeviceAddress address() {
    return new DeviceAddress(statement.account(), statement.device());
  }

  public boolean hasSession() {
    return !sessions.isEmpty();
  }

  /// Without any session, for a state that came from a backup: a key used since must not be used
  /// again. The next message starts afresh; starts seen before stay refused.
  public PeerState forgetSessions() {
    return new PeerState(statement, List.of(), seen, startedAtMillis, acceptedAtMillis);
  }

  /// Most recently promoted first.
  List<Session> sessions() {
    return sessions;
  }

  /// The one to send in.
  @Nullable Session current() {
    for (Session session : sessions) {
      if (!session.demoted()) {
        return session;
      }
    }
    return sessions.isEmpty() ? null : sessions.getFirst();
  }

  @Nullable Session startedWith(byte[] ephemeral) {
    for (Session session : sessions) {
      if (Arrays.equals(session.ephemeral(), ephemeral)) {
        return session;
      }
    }
    return null;
  }

  boolean hasSeen(byte[] ephemeral) {
    byte[] wanted = Arrays.copyOf(ephemeral, SEEN_LENGTH);
    return seen.stream().anyMatch(one -> Arrays.equals(one, wanted));
  }

  boolean mayStart(long nowMillis) {
    return lastHour(startedAtMillis, nowMillis).size() < STARTS_PER_HOUR_MAX;
  }

  boolean mayAccept(long nowMillis) {
    return lastHour(acceptedAtMillis, nowMillis).size() < ACCEPTED_PER_HOUR_MAX;
  }

  /// With a session that this end started, as the current one.
  PeerState started(Session session, long nowMillis) {
    return new PeerState(
        statement,
        promoted(sessions, session),
        seen,
        with(lastHour(startedAtMillis, nowMillis), nowMillis),
        acceptedAtMillis);
  }

  /// With a session that the peer started. If this end started one of the same kind that the peer
  /// has not answered, both did so at once: both keep the session of the smaller transcript as the
  /// current one, and the other for receiving only.
  PeerState accepted(Session session, long nowMillis) {
    var others = new ArrayList<Session>();
    boolean wins = true;
    for (Session other : sessions) {
      boolean rival = other.unanswered() && !other.demoted();
      if (!rival || session.afresh() != other.afresh()) {
        wins &= !rival || session.afresh();
        others.add(other);
      } else if (Arrays.compareUnsigned(session.transcript(), other.transcript()) < 0) {
        others.add(SessionEdit.of(other).demoted().done());
      } else {
        wins = false;
        others.add(other);
      }
    }
    List<Session> all;
    if (wins) {
      all = promoted(others, session);
    } else {
      others.add(Math.min(1, others.size()), SessionEdit.of(session).demoted().done());
      all = others.subList(0, Math.min(SESSIONS_MAX, others.size()));
    }
    var newSeen = new ArrayList<byte[]>(seen);
    newSeen.add(Arrays.copyOf(session.ephemeral(), SEEN_LENGTH));
    return new PeerState(
        statement,
        all,
        newSeen.subList(Math.max(0, newSeen.size() - SEEN_MAX), newSeen.size()),
        startedAtMillis,
        with(lastHour(acceptedAtMillis, nowMillis), nowMillis));
  }

  /// With the next snapshot of the session that a message was sent in.
  PeerState sent(Session session) {
    return withSessions(
        sessions.stream().map(other -> same(other, session) ? session : other).toList());
  }

  /// With the next snapshot of the session that a message was opened in, now the current one unless
  /// it was demoted.
  PeerState received(Session session) {
    return session.demoted() ? sent(session) : withSessions(promoted(sessions, session));
  }

  /// All of it, chain keys too: for the vault only.
  public byte[] encode() {
    var out = new ByteWriter(1024);
    out.u8(VERSION).raw(statement.encode()).u8(sessions.size());
    sessions.forEach(session -> SessionCodec.encode(out, session));
    out.u32(seen.size());
    seen.forEach(out::raw);
    encodeTimes(out, startedAtMillis);
    encodeTimes(out, acceptedAtMillis);
    return out.done();
  }

  /// @throws BadStateException if the bytes are not a peer of a version that this program knows
  public static PeerState decode(byte[] state) {
    var in = new ByteReader(state);
    try {
      int version = in.u8();
      if (version != VERSION) {
        throw new BadStateException("peer state version " + version + " (expected: 1)");
      }
      DeviceStatement statement = DeviceStatement.parse(in.raw(DeviceStatement.LENGTH));
      int count = in.u8();
      if (count > SESSIONS_MAX) {
        throw new BadStateException(count + " sessions (expected: at most " + SESSIONS_MAX + ")");
      }
      var sessions = new ArrayList<Session>(count);
      for (int i = 0; i < count; i++) {
        sessions.add(SessionCodec.decode(in));
      }
      int seenCount = in.count(SEEN_MAX);
      var seen = new ArrayList<byte[]>(seenCount);
      for (int i = 0; i < seenCount; i++) {
        seen.add(in.raw(SEEN_LENGTH));
      }
      var peer =
          new PeerState(
              statement,
              sessions,
              seen,
              decodeTimes(in, STARTS_PER_HOUR_MAX),
              decodeTimes(in, ACCEPTED_PER_HOUR_MAX));
      in.end();
      return peer;
    } catch (BadEncodingException | BadStatementException e) {
      throw new BadStateException("the saved sessions with a peer are damaged", e);
    }
  }

  private PeerState withSessions(List<Session> next) {
    return new PeerState(statement, next, seen, startedAtMillis, acceptedAtMillis);
  }

  private static List<Session> promoted(List<Session> sessions, Session first) {
    var next = new ArrayList<Session>();
    next.add(first);
    for (Session other : sessions) {
      if (!same(other, first) && next.size() < SESSIONS_MAX) {
        next.add(other);
      }
    }
    return next;
  }

  private static boolean same(Session one, Session other) {
    return Arrays.equals(one.ephemeral(), other.ephemeral());
  }

  private static List<Long> lastHour(List<Long> times, long nowMillis) {
    return times.stream().filter(at -> Math.abs(nowMillis - at) < HOUR_MILLIS).toList();
  }

  private static List<Long> with(List<Long> times, long nowMillis) {
    var next = new ArrayList<>(times);
    next.add(nowMillis);
    return next;
  }

  private static void encodeTimes(ByteWriter out, List<Long> times) {
    out.u8(times.size());
    times.forEach(out::u64);
  }

  private static List<Long> decodeTimes(ByteReader in, int max) throws BadEncodingException {
    int count = in.u8();
    if (count > max) {
      throw new BadEncodingException(count + " times (expected: at most " + max + ")");
    }
    var times = new ArrayList<Long>(count);
    for (int i = 0; i < count; i++) {
      times.add(in.u64());
    }
    return times;
  }

  /// The address only.
  @Override
  public String toString() {
    return "PeerState[" + address() + "]";
  }
}
