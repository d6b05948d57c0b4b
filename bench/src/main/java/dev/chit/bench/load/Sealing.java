package dev.chit.bench.load;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.chit.bench.BenchException;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import dev.chit.crypto.Ed25519;
import dev.chit.sessions.LocalDevice;
import dev.chit.sessions.OpenResult;
import dev.chit.sessions.PeerState;
import dev.chit.sessions.Plain;
import dev.chit.sessions.PrekeyBundle;
import dev.chit.sessions.PublishBatch;
import dev.chit.sessions.SealResult;
import dev.chit.sessions.Sessions;
import dev.chit.sessions.SignalSessions;
import dev.chit.wire.Ids;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Seals messages in real sessions between members, before the load begins: sealing is the clients'
/// work, and every member has a processor of its own in real life.
final class Sealing {
  private static final int ENVELOPES_EACH = 64;
  private static final Duration RATE_MEASURED = Duration.ofSeconds(1);

  private final SecureRandom random = new SecureRandom();
  private final Sessions sessions =
      new SignalSessions(Ed25519.verifier(), random, InstantSource.system());
  private final byte[] body;

  /// @param plaintextBytes of each message
  Sealing(int plaintextBytes) {
    body = new byte[plaintextBytes];
    random.nextBytes(body);
  }

  /// Messages of one member for another.
  RelayStream.Sealed seal(LocalDevice from, LocalDevice to) throws BenchException {
    PeerState peer = answered(from, to);
    List<ByteString> envelopes = new ArrayList<>();
    for (int i = 0; i < ENVELOPES_EACH; i++) {
      SealResult.Sealed sealed = seal(from, peer, to, null);
      peer = sealed.peer();
      envelopes.add(UnsafeByteOperations.unsafeWrap(sealed.envelope()));
    }
    return new RelayStream.Sealed(
        Ids.bytes(to.statement().account()), to.statement().device(), envelopes);
  }

  /// Messages that one thread seals in a second.
  double perSecond(LocalDevice from, LocalDevice to) throws BenchException {
    PeerState peer = answered(from, to);
    long start = System.nanoTime();
    long count = 0;
    while (System.nanoTime() - start < RATE_MEASURED.toNanos()) {
      peer = seal(from, peer, to, null).peer();
      count++;
    }
    return count / ((System.nanoTime() - start) / 1e9);
  }

  /// What `from` knows of `to` once a first message and its answer went to and fro: from then on
  /// envelopes carry no session's start.
  private PeerState answered(LocalDevice from, LocalDevice to) throws BenchException {
    LocalDevice.Replenished ready = to.replenish(1, random, Instant.now());
    SealResult.Sealed first =
        seal(from, PeerState.of(to.statement()), to, bundle(to, ready.batch()));
    OpenResult.Opened opened =
        open(ready.device(), PeerState.of(from.statement()), from, first.envelope());
    SealResult.Sealed answer = seal(to, opened.peer(), from, null);
    return open(from, first.peer(), to, answer.envelope()).peer();
  }

  private static PrekeyBundle bundle(LocalDevice device, PublishBatch batch) {
    return new PrekeyBundle(
        device.statement(),
        batch.signedX25519(),
        batch.oneTimeX25519().getFirst(),
        batch.oneTimeKem().getFirst(),
        false);
  }

  private SealResult.Sealed seal(
      LocalDevice from, PeerState peer, LocalDevice to, @Nullable PrekeyBundle bundle)
      throws BenchException {
    Plain plain =
        new Plain(
            from.statement().account(),
            to.statement().account(),
            new ConversationId(random.nextLong(), random.nextLong()),
            new MessageId(random.nextLong(), random.nextLong()),
            body);
    return switch (sessions.seal(from, peer, bundle, plain)) {
      case SealResult.Sealed sealed -> sealed;
      case SealResult.NeedsBundle _, SealResult.SealRefused _ ->
          throw BenchException.failed("A message could not be sealed.");
    };
  }

  private OpenResult.Opened open(LocalDevice me, PeerState peer, LocalDevice from, byte[] envelope)
      throws BenchException {
    return switch (sessions.open(me, peer, from.address(), envelope)) {
      case OpenResult.Opened opened -> opened;
      case OpenResult.NotOpened failed ->
          throw BenchException.failed("A message could not be opened: " + failed.failure());
    };
  }
}
