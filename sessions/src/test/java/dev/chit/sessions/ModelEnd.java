package dev.chit.sessions;

import static dev.chit.sessions.ModelPrimitives.agree;
import static dev.chit.sessions.ModelPrimitives.agreementPublic;
import static dev.chit.sessions.ModelPrimitives.decapsulate;
import static dev.chit.sessions.ModelPrimitives.encapsulate;
import static dev.chit.sessions.ModelPrimitives.hkdf;
import static dev.chit.sessions.ModelPrimitives.kemPublic;
import static dev.chit.sessions.ModelPrimitives.labelBytes;
import static dev.chit.sessions.ModelSession.draw;
import static dev.chit.sessions.ModelSession.join;

import dev.chit.core.Label;
import dev.chit.core.Sha256;
import dev.chit.crypto.AgreementKey;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.SigningKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.jspecify.annotations.Nullable;

/// A device of the model, which knows one peer.
final class ModelEnd implements End {
  private static final int SIGNED = 1;
  private static final int LAST_RESORT = 2;

  private final SecureRandom random;
  private final SecureRandom names;
  private final TestClock clock;
  private final SigningKey deviceKey;
  private final byte[] agreement;
  private final DeviceStatement statement;
  private final byte[] signedPrekey;
  private final byte[] lastResort;
  private final Map<Integer, byte[]> oneTime = new HashMap<>();
  private final Map<Integer, byte[]> oneTimeKem = new HashMap<>();
  private final List<ModelSession> sessions = new ArrayList<>();
  private @Nullable DeviceStatement peer;
  private int nextId = 3;
  private byte[] lastPadded = new byte[0];

  ModelEnd(long seed, TestClock clock) {
    this(new SeededRandom(seed), new SeededRandom(~seed), clock);
  }

  ModelEnd(SecureRandom random, SecureRandom names, TestClock clock) {
    this.clock = clock;
    this.random = random;
    this.names = names;
    SigningKey identity = SigningKey.ofSeed(draw(random, 32));
    deviceKey = SigningKey.ofSeed(draw(random, 32));
    agreement = draw(random, 32);
    signedPrekey = draw(random, 32);
    lastResort = draw(random, 64);
    statement =
        DeviceStatement.sign(
            identity, 1, deviceKey.verifyKey(), AgreementKey.of(agreementPublic(agreement)), 1);
  }

  @Override
  public DeviceStatement statement() {
    return statement;
  }

  @Override
  public void meet(DeviceStatement other) {
    peer = other;
  }

  private DeviceStatement peer() {
    if (peer == null) {
      throw new IllegalStateException("knows nobody");
    }
    return peer;
  }

  @Override
  public PrekeyBundle bundle() {
    oneTime.put(nextId, draw(random, 32));
    oneTimeKem.put(nextId + 1, draw(random, 64));
    nextId += 2;
    int x = nextId - 2;
    int kem = nextId - 1;
    return new PrekeyBundle(
        statement,
        signedPrekey(),
        prekey(x, agreementPublic(key(oneTime, x)), "chit/prekey-one-time-x25519/v1"),
        prekey(kem, kemPublic(key(oneTimeKem, kem)), "chit/prekey-one-time-kem/v1"),
        false);
  }

  PrekeyBundle lastResortBundle() {
    Prekey kem = prekey(LAST_RESORT, kemPublic(lastResort), "chit/prekey-last-resort-kem/v1");
    return new PrekeyBundle(statement, signedPrekey(), null, kem, true);
  }

  private Prekey signedPrekey() {
    return prekey(SIGNED, agreementPublic(signedPrekey), "chit/prekey-signed-x25519/v1");
  }

  private Prekey prekey(int id, byte[] publicKey, String label) {
    byte[] idBytes = ByteBuffer.allocate(4).putInt(id).array();
    return new Prekey(id, join(publicKey, deviceKey.sign(new Label(label), idBytes, publicKey)));
  }

  @Override
  public byte[] send(String text, End other) {
    ModelSession current = null;
    for (ModelSession session : sessions.reversed()) {
      current = session.demoted ? current : session;
    }
    if (current == null) {
      current = start(other.bundle(), false);
      sessions.addFirst(current);
    }
    return current.seal(padded(text), random, clock.millis());
  }

  /// Starts a session even if there is one.
  byte[] sendStart(String text, PrekeyBundle bundle, boolean afresh) {
    sessions.addFirst(start(bundle, afresh));
    return sessions.getFirst().seal(padded(text), random, clock.millis());
  }

  byte[] lastPadded() {
    return lastPadded;
  }

  private byte[] padded(String text) {
    byte[] plain =
        join(
            statement.account().bytes(),
            peer().account().bytes(),
            new byte[16],
            draw(names, 16),
            text.getBytes(StandardCharsets.UTF_8),
            new byte[] {(byte) 0x80});
    lastPadded = Arrays.copyOf(plain, padme(plain.length));
    return lastPadded;
  }

  /// PURBs §5, with logarithms.
  private static int padme(int length) {
    int exponent = (int) Math.floor(Math.log(length) / Math.log(2) + 1e-12);
    int bits = (int) Math.floor(Math.log(exponent) / Math.log(2) + 1e-12) + 1;
    int unit = 1 << (exponent - bits);
    return (length + unit - 1) / unit * unit;
  }

  @Override
  public @Nullable String receive(byte[] bytes) {
    var envelope = new ModelEnvelope(bytes);
    byte[] start = envelope.start;
    if (start != null) {
      byte[] ephemeral = Arrays.copyOfRange(start, 13, 45);
      boolean known =
          sessions.stream().anyMatch(session -> Arrays.equals(session.ephemeral, ephemeral));
      return known ? receiveInSessions(envelope) : receiveStart(envelope, start);
    }
    return receiveInSessions(envelope);
  }

  private @Nullable String receiveInSessions(ModelEnvelope envelope) {
    for (ModelSession session : List.copyOf(sessions)) {
      byte[] padded = session.open(envelope, clock.millis());
      if (padded != null) {
        if (!session.demoted) {
          sessions.remove(session);
          sessions.addFirst(session);
        }
        return text(padded);
      }
    }
    return null;
  }

  private @Nullable String receiveStart(ModelEnvelope envelope, byte[] start) {
    ModelSession session = answer(start);
    byte[] padded = session.open(envelope, clock.millis());
    if (padded == null) {
      return null;
    }
    ModelSession rival = null;
    for (ModelSession other : sessions) {
      if (other.startedHere && !other.heard && !other.demoted) {
        rival = other;
      }
    }
    if (rival == null || Arrays.compareUnsigned(session.transcript, rival.transcript) < 0) {
      if (rival != null) {
        rival.demoted = true;
      }
      sessions.addFirst(session);
    } else {
      session.demoted = true;
      sessions.add(session);
    }
    return text(padded);
  }

  private ModelSession start(PrekeyBundle bundle, boolean afresh) {
    byte[] ephemeral = draw(random, 32);
    byte[] signed = Arrays.copyOf(bundle.signedX25519().value(), 32);
    byte[] kem = Arrays.copyOf(bundle.kem().value(), 1184);
    Prekey oneTimePrekey = bundle.oneTimeX25519();
    byte[] x = oneTimePrekey == null ? new byte[0] : Arrays.copyOf(oneTimePrekey.value(), 32);
    SecretWithEncapsulation made = encapsulate(kem, random);
    byte[] start =
        ByteBuffer.allocate(1 + 12 + 32 + 1088)
            .put((byte) (afresh ? 1 : 0))
            .putInt(bundle.signedX25519().id())
            .putInt(oneTimePrekey == null ? 0 : oneTimePrekey.id())
            .putInt(bundle.kem().id())
            .put(agreementPublic(ephemeral))
            .put(made.getEncapsulation())
            .array();
    byte[] secret =
        join(
            agree(agreement, signed),
            agree(ephemeral, peer().agreementKey().bytes()),
            agree(ephemeral, signed),
            x.length == 0 ? x : agree(ephemeral, x),
            made.getSecret());
    var session = new ModelSession();
    session.startedHere = true;
    session.start = start;
    fill(session, secret, start, statement, peer(), signed, x, kem, bundle.kemIsLastResort());
    session.ownPrivate = draw(random, 32);
    session.sendChain = session.stepRoot(agree(session.ownPrivate, signed), "chit/session-root/v1");
    return session;
  }

  private ModelSession answer(byte[] start) {
    ByteBuffer in = ByteBuffer.wrap(start, 1, 12);
    in.getInt();
    int oneTimeId = in.getInt();
    int kemId = in.getInt();
    byte[] ephemeral = Arrays.copyOfRange(start, 13, 45);
    byte[] ciphertext = Arrays.copyOfRange(start, 45, start.length);
    byte[] kemSeed = kemId == LAST_RESORT ? lastResort : key(oneTimeKem, kemId);
    byte[] x = oneTimeId == 0 ? new byte[0] : key(oneTime, oneTimeId);
    byte[] secret =
        join(
            agree(signedPrekey, peer().agreementKey().bytes()),
            agree(agreement, ephemeral),
            agree(signedPrekey, ephemeral),
            x.length == 0 ? x : agree(x, ephemeral),
            decapsulate(kemSeed, ciphertext));
    var session = new ModelSession();
    fill(
        session,
        secret,
        start,
        peer(),
        statement,
        agreementPublic(signedPrekey),
        x.length == 0 ? x : agreementPublic(x),
        kemPublic(kemSeed),
        kemId == LAST_RESORT);
    session.ownPrivate = signedPrekey;
    return session;
  }

  private void fill(
      ModelSession session,
      byte[] secret,
      byte[] start,
      DeviceStatement starter,
      DeviceStatement answerer,
      byte[] signed,
      byte[] x,
      byte[] kem,
      boolean kemIsLastResort) {
    var ones = new byte[32];
    Arrays.fill(ones, (byte) 0xff);
    session.root = hkdf(new byte[32], join(ones, secret), "chit/session-start/v1", 32);
    session.ephemeral = Arrays.copyOfRange(start, 13, 45);
    session.healedAt = clock.millis();
    session.transcript =
        Sha256.of(
            labelBytes("chit/session-transcript/v1"),
            who(starter),
            who(answerer),
            Arrays.copyOf(start, 1),
            session.ephemeral,
            Arrays.copyOfRange(start, 1, 5),
            signed,
            Arrays.copyOfRange(start, 5, 9),
            Arrays.copyOf(x, 32),
            Arrays.copyOfRange(start, 9, 13),
            new byte[] {(byte) (kemIsLastResort ? 1 : 0)},
            Sha256.of(kem),
            Sha256.of(Arrays.copyOfRange(start, 45, start.length)));
  }

  private static byte[] who(DeviceStatement device) {
    return join(
        device.account().bytes(),
        ByteBuffer.allocate(4).putInt(device.device()).array(),
        device.deviceKey().bytes(),
        device.agreementKey().bytes());
  }

  private static byte[] key(Map<Integer, byte[]> keys, int id) {
    byte[] key = keys.get(id);
    if (key == null) {
      throw new IllegalStateException("no prekey " + id);
    }
    return key;
  }

  private static String text(byte[] padded) {
    int end = padded.length - 1;
    while (padded[end] == 0) {
      end--;
    }
    return new String(padded, 64, end - 64, StandardCharsets.UTF_8);
  }
}
