package dev.chit.sessions;

import static dev.chit.sessions.Vectors.byteStrings;
import static dev.chit.sessions.Vectors.bytes;
import static dev.chit.sessions.Vectors.cases;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.Ed25519;
import dev.chit.crypto.SigningKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The published vectors, made by the model, hold for the real implementation bit by bit.
class SessionVectorsTest {
  private static final JsonObject ALL = Vectors.read("sessions.json");
  private static final JsonObject DERIVATIONS = ALL.getAsJsonObject("derivations");

  @Test
  void theModelStillMakesTheSameVectors() {
    assertTrue(
        Vectors.text("sessions.json").equals(new SessionVectorsMaker().text()),
        "docs/vectors/sessions.json differs from what SessionVectorsMaker makes");
  }

  @Test
  void starts() {
    for (JsonObject vector : cases(DERIVATIONS, "start")) {
      byte[][] secrets = byteStrings(vector, "secrets").toArray(byte[][]::new);
      assertArrayEquals(bytes(vector, "root"), KeySchedule.start(secrets));
      assertArrayEquals(new byte[32], secrets[0]);
    }
  }

  @Test
  void roots() {
    for (JsonObject vector : cases(DERIVATIONS, "root")) {
      assertRoot(vector, KeySchedule.root(bytes(vector, "root"), bytes(vector, "agreed")));
    }
    for (JsonObject vector : cases(DERIVATIONS, "root_healed")) {
      assertRoot(
          vector,
          KeySchedule.healedRoot(
              bytes(vector, "root"), bytes(vector, "agreed"), bytes(vector, "healing")));
    }
  }

  private static void assertRoot(JsonObject vector, KeySchedule.RootAndChain derived) {
    assertArrayEquals(bytes(vector, "next_root"), derived.root());
    assertArrayEquals(bytes(vector, "chain"), derived.chain());
  }

  @Test
  void chains() {
    for (JsonObject vector : cases(DERIVATIONS, "chain")) {
      byte[] chain = bytes(vector, "chain");
      assertArrayEquals(bytes(vector, "message_key"), KeySchedule.messageKey(chain));
      assertArrayEquals(bytes(vector, "next_chain"), KeySchedule.nextChain(chain));
    }
    for (JsonObject vector : cases(DERIVATIONS, "message_key")) {
      KeySchedule.KeyAndNonce derived = KeySchedule.keyAndNonce(bytes(vector, "message_key"));
      assertArrayEquals(bytes(vector, "key"), derived.key());
      assertArrayEquals(bytes(vector, "nonce"), derived.nonce());
    }
  }

  @Test
  void agreements() throws Exception {
    for (JsonObject vector : cases(DERIVATIONS, "x25519")) {
      byte[] mine = bytes(vector, "private");
      assertArrayEquals(bytes(vector, "public"), X25519.publicKey(mine));
      assertArrayEquals(bytes(vector, "shared"), X25519.agree(mine, bytes(vector, "other_public")));
      for (byte[] point : byteStrings(ALL, "x25519_refused")) {
        assertThrows(BadKeyException.class, () -> X25519.agree(mine, point));
      }
    }
  }

  @Test
  void encapsulations() throws Exception {
    for (JsonObject vector : cases(DERIVATIONS, "ml_kem_768")) {
      byte[] seed = bytes(vector, "seed");
      assertArrayEquals(bytes(vector, "public"), MlKem768.publicKey(seed));
      MlKem768.Encapsulated made =
          MlKem768.encapsulate(
              bytes(vector, "public"), new ReplayedRandom(List.of(bytes(vector, "draw"))));
      assertArrayEquals(bytes(vector, "ciphertext"), made.ciphertext());
      assertArrayEquals(bytes(vector, "secret"), made.secret());
      assertArrayEquals(
          bytes(vector, "secret"), MlKem768.decapsulate(seed, bytes(vector, "ciphertext")));
    }
  }

  @Test
  void paddings() {
    for (JsonObject vector : cases(ALL, "padme")) {
      assertEquals(vector.get("padded").getAsInt(), Padme.padded(vector.get("length").getAsInt()));
    }
  }

  @Test
  void conversations() throws Exception {
    for (JsonObject vector : cases(ALL, "conversations")) {
      boolean afresh = vector.get("case").getAsString().equals("afresh");
      JsonObject bundleJson = vector.getAsJsonObject("bundle");
      var alice = new Party(vector.getAsJsonObject("alice"), 0);
      var bob = new Party(vector.getAsJsonObject("bob"), bundleJson.has("one_time_x25519") ? 1 : 0);
      alice.peer = PeerState.of(bob.me.statement());
      bob.peer = PeerState.of(alice.me.statement());
      PrekeyBundle bundle = bundle(bob.me.statement(), bundleJson);
      assertPublished(bundle, bob.batch);
      boolean first = true;
      for (JsonObject message : cases(vector, "messages")) {
        boolean fromAlice = message.get("from").getAsString().equals("alice");
        Party from = fromAlice ? alice : bob;
        from.seals(message, first ? bundle : null, first && afresh);
        (fromAlice ? bob : alice).opens(message);
        first = false;
      }
    }
  }

  private static void assertPublished(PrekeyBundle bundle, PublishBatch batch) {
    assertEquals(batch.signedX25519(), bundle.signedX25519());
    if (bundle.kemIsLastResort()) {
      assertEquals(batch.lastResortKem(), bundle.kem());
    } else {
      assertEquals(batch.oneTimeX25519(), List.of(Objects.requireNonNull(bundle.oneTimeX25519())));
      assertEquals(batch.oneTimeKem(), List.of(bundle.kem()));
    }
  }

  private static PrekeyBundle bundle(DeviceStatement device, JsonObject json) {
    return new PrekeyBundle(
        device,
        prekey(json.getAsJsonObject("signed_x25519")),
        json.has("one_time_x25519") ? prekey(json.getAsJsonObject("one_time_x25519")) : null,
        prekey(json.getAsJsonObject("kem")),
        json.get("kem_is_last_resort").getAsBoolean());
  }

  private static Prekey prekey(JsonObject json) {
    return new Prekey(json.get("id").getAsInt(), bytes(json, "value"));
  }

  /// A device of the vectors, made by the real implementation from the same draws.
  private static final class Party {
    LocalDevice me;
    PeerState peer;
    final PublishBatch batch;

    Party(JsonObject json, int oneTime) throws Exception {
      List<byte[]> draws = byteStrings(json, "draws");
      var rest = new ReplayedRandom(draws.subList(1, draws.size()));
      SigningKey identity = SigningKey.ofSeed(draws.getFirst());
      LocalDevice device = LocalDevice.create(identity, 1, rest, Instant.ofEpochSecond(1));
      LocalDevice.Replenished made = device.replenish(oneTime, rest, Instant.EPOCH);
      me = made.device();
      batch = made.batch();
      peer = PeerState.of(me.statement());
      assertTrue(rest.isUsedUp());
      assertEquals(DeviceStatement.parse(bytes(json, "statement")), me.statement());
    }

    void seals(JsonObject message, @Nullable PrekeyBundle bundle, boolean afresh)
        throws BadEncodingException {
      Plain plain = PlainCodec.decode(bytes(message, "plaintext"));
      assertArrayEquals(bytes(message, "plaintext"), PlainCodec.encode(plain));
      var draws = new ReplayedRandom(byteStrings(message, "draws"));
      SignalSessions sessions = sessions(draws, message);
      SealResult result =
          afresh && bundle != null
              ? sessions.startAfresh(me, peer, bundle, plain)
              : sessions.seal(me, peer, bundle, plain);
      var sealed = assertInstanceOf(SealResult.Sealed.class, result);
      assertArrayEquals(bytes(message, "envelope"), sealed.envelope());
      assertTrue(draws.isUsedUp());
      peer = PeerState.decode(sealed.peer().encode());
    }

    void opens(JsonObject message) throws BadEncodingException {
      SignalSessions sessions = sessions(new ReplayedRandom(List.of()), message);
      OpenResult result = sessions.open(me, peer, peer.address(), bytes(message, "envelope"));
      var opened = assertInstanceOf(OpenResult.Opened.class, result);
      assertEquals(PlainCodec.decode(bytes(message, "plaintext")), opened.plain());
      me = LocalDevice.decode(opened.me().encode());
      peer = PeerState.decode(opened.peer().encode());
    }

    private static SignalSessions sessions(ReplayedRandom draws, JsonObject message) {
      InstantSource clock =
          InstantSource.fixed(Instant.ofEpochMilli(message.get("at").getAsLong()));
      return new SignalSessions(Ed25519.verifier(), draws, clock);
    }
  }
}
