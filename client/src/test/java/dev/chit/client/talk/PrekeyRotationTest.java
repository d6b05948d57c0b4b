package dev.chit.client.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chit.client.ChitException;
import dev.chit.client.connection.Caller;
import dev.chit.client.state.ProfileStore;
import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import dev.chit.crypto.Ed25519;
import dev.chit.sessions.LocalDevice;
import dev.chit.sessions.OpenFailure;
import dev.chit.sessions.OpenResult;
import dev.chit.sessions.PeerState;
import dev.chit.sessions.Plain;
import dev.chit.sessions.Prekey;
import dev.chit.sessions.PrekeyBundle;
import dev.chit.sessions.SealResult;
import dev.chit.sessions.SignalSessions;
import dev.chit.wire.v1.PublishPrekeysReply;
import dev.chit.wire.v1.PublishPrekeysRequest;
import io.grpc.MethodDescriptor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The signed prekey and the one of last resort, while a client stays connected for weeks.
final class PrekeyRotationTest {
  private static final Duration TICK = Duration.ofMillis(1);

  @TempDir Path home;

  private final TestClock clock = new TestClock();
  private final SignalSessions sessions =
      new SignalSessions(Ed25519.verifier(), TestProfile.RANDOM, clock);
  private final LocalDevice bob = TestProfile.device(clock);
  private final List<PublishPrekeysRequest> published = new ArrayList<>();
  private ProfileStore store;
  private Prekeys prekeys;

  @BeforeEach
  void create() throws Exception {
    store = TestProfile.create(home.resolve("bob"), bob);
    prekeys = new Prekeys(store, TestProfile.RANDOM, clock);
    look();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void theyAreReplacedAfterSevenDaysAndNotBefore() throws Exception {
    clock.advance(LocalDevice.ROTATION.minus(TICK));
    look();
    assertEquals(1, published.size());
    clock.advance(TICK);
    look();
    assertEquals(2, published.size());
    look();
    assertEquals(2, published.size());
    PublishPrekeysRequest first = published.getFirst();
    PublishPrekeysRequest second = published.getLast();
    assertNotEquals(first.getSignedX25519(), second.getSignedX25519());
    assertNotEquals(first.getLastResortKem(), second.getLastResortKem());
    assertEquals(0, second.getOneTimeKemCount());
  }

  @Test
  void whoeverTookTheOldOnesCanStillStartForThirtyDaysAndNoLonger() throws Exception {
    byte[] envelope = startedUnder(published.getFirst());
    clock.advance(LocalDevice.ROTATION);
    look();
    clock.advance(LocalDevice.ROTATED_KEPT.minus(TICK));
    look();
    assertInstanceOf(OpenResult.Opened.class, opened(envelope));
    clock.advance(LocalDevice.ROTATION);
    look();
    assertEquals(
        new OpenResult.NotOpened(OpenFailure.UNKNOWN_PREKEY), opened(envelope), "after the time");
  }

  /// One look of the worker; it always comes back.
  private void look() throws ChitException, InterruptedException {
    assertTrue(prekeys.publish(new Server()) > 0);
  }

  private final class Server implements Caller {
    @Override
    @SuppressWarnings("unchecked") // The one method that is called returns this.
    public <Q, R> R call(MethodDescriptor<Q, R> method, Q request) {
      published.add((PublishPrekeysRequest) request);
      return (R) PublishPrekeysReply.getDefaultInstance();
    }
  }

  /// What somebody sends who starts a conversation with what was published.
  private byte[] startedUnder(PublishPrekeysRequest batch) {
    LocalDevice alice = TestProfile.device(clock);
    var bundle =
        new PrekeyBundle(
            bob.statement(),
            prekey(batch.getSignedX25519()),
            null,
            prekey(batch.getLastResortKem()),
            true);
    var plain =
        new Plain(
            alice.address().account(),
            bob.address().account(),
            ConversationId.of(new byte[16]),
            MessageId.of(new byte[16]),
            new byte[] {1});
    starter = alice;
    return assertInstanceOf(
            SealResult.Sealed.class,
            sessions.seal(alice, PeerState.of(bob.statement()), bundle, plain))
        .envelope();
  }

  private LocalDevice starter = bob;

  private OpenResult opened(byte[] envelope) throws ChitException, InterruptedException {
    LocalDevice now = store.run(tables -> LocalDevice.decode(tables.device()));
    return sessions.open(now, PeerState.of(starter.statement()), starter.address(), envelope);
  }

  private static Prekey prekey(dev.chit.wire.v1.Prekey prekey) {
    return new Prekey(prekey.getId(), prekey.getValue().toByteArray());
  }
}
