package dev.chit.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.chit.core.ConversationId;
import dev.chit.core.MessageId;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One end of a conversation in tests: it saves and reloads its states around every step, as a
/// client does, and leaves prekeys with a "server" of its own.
final class TestDevice implements End {
  final SignalSessions sessions;
  final SecureRandom random;
  final TestClock clock;
  private byte[] savedDevice;
  private byte[] savedPeer = new byte[0];
  private @Nullable PublishBatch published;
  private final List<Prekey> oneTimeX25519 = new ArrayList<>();
  private final List<Prekey> oneTimeKem = new ArrayList<>();

  TestDevice(long seed, TestClock clock) {
    this.clock = clock;
    random = new SeededRandom(seed);
    sessions = new SignalSessions(Ed25519.verifier(), random, clock);
    var identity = new byte[32];
    random.nextBytes(identity);
    LocalDevice device =
        LocalDevice.create(SigningKey.ofSeed(identity), 1, random, clock.instant());
    savedDevice = device.encode();
    publish(8);
  }

  static void introduce(TestDevice one, TestDevice other) {
    one.meet(other.statement());
    other.meet(one.statement());
  }

  @Override
  public DeviceStatement statement() {
    return me().statement();
  }

  @Override
  public void meet(DeviceStatement other) {
    savedPeer = PeerState.of(other).encode();
  }

  LocalDevice me() {
    return LocalDevice.decode(savedDevice);
  }

  PeerState peer() {
    return PeerState.decode(savedPeer);
  }

  byte[] savedPeer() {
    return savedPeer;
  }

  byte[] savedDevice() {
    return savedDevice;
  }

  void restore(byte[] device, byte[] peer) {
    savedDevice = device;
    savedPeer = peer;
  }

  void save(PeerState peer) {
    savedPeer = peer.encode();
  }

  void save(LocalDevice device) {
    savedDevice = device.encode();
  }

  void publish(int oneTime) {
    LocalDevice.Replenished made = me().replenish(oneTime, random, clock.instant());
    savedDevice = made.device().encode();
    published = made.batch();
    oneTimeX25519.addAll(made.batch().oneTimeX25519());
    oneTimeKem.addAll(made.batch().oneTimeKem());
  }

  /// As the server hands it out: one-time prekeys once, then the last resort.
  @Override
  public PrekeyBundle bundle() {
    PublishBatch batch = published;
    if (batch == null) {
      throw new IllegalStateException("nothing published");
    }
    boolean lastResort = oneTimeKem.isEmpty();
    return new PrekeyBundle(
        me().statement(),
        batch.signedX25519(),
        oneTimeX25519.isEmpty() ? null : oneTimeX25519.removeFirst(),
        lastResort ? batch.lastResortKem() : oneTimeKem.removeFirst(),
        lastResort);
  }

  void runOutOfOneTimePrekeys() {
    oneTimeX25519.clear();
    oneTimeKem.clear();
  }

  Plain plain(String text) {
    var id = new byte[16];
    random.nextBytes(id);
    return new Plain(
        me().statement().account(),
        peer().account(),
        ConversationId.of(new byte[16]),
        MessageId.of(id),
        text.getBytes(StandardCharsets.UTF_8));
  }

  /// Crashes once before it saves, then does it again.
  @Override
  public byte[] send(String text, End other) {
    PeerState peer = peer();
    PrekeyBundle bundle = peer.hasSession() ? null : other.bundle();
    sessions.seal(me(), peer, bundle, plain(text));
    return saved(sessions.seal(me(), peer(), bundle, plain(text)));
  }

  /// Crashes once before it saves, then does it again.
  @Override
  public @Nullable String receive(byte[] envelope) {
    OpenResult crashed = tryOpen(envelope);
    OpenResult result = tryOpen(envelope);
    assertEquals(crashed.getClass(), result.getClass());
    return result instanceof OpenResult.Opened ? open(envelope) : null;
  }

  byte[] seal(String text, TestDevice to) {
    PeerState peer = peer();
    PrekeyBundle bundle = peer.hasSession() ? null : to.bundle();
    return saved(sessions.seal(me(), peer, bundle, plain(text)));
  }

  byte[] sealAfresh(String text, TestDevice to) {
    return saved(sessions.startAfresh(me(), peer(), to.bundle(), plain(text)));
  }

  private byte[] saved(SealResult result) {
    var sealed = assertInstanceOf(SealResult.Sealed.class, result);
    save(sealed.peer());
    return sealed.envelope();
  }

  OpenResult tryOpen(byte[] envelope) {
    PeerState peer = peer();
    return sessions.open(me(), peer, peer.address(), envelope);
  }

  OpenResult.Opened opened(byte[] envelope) {
    var opened = assertInstanceOf(OpenResult.Opened.class, tryOpen(envelope));
    save(opened.me());
    save(opened.peer());
    return opened;
  }

  String open(byte[] envelope) {
    return new String(opened(envelope).plain().body(), StandardCharsets.UTF_8);
  }

  OpenFailure failure(byte[] envelope) {
    return assertInstanceOf(OpenResult.NotOpened.class, tryOpen(envelope)).failure();
  }
}
