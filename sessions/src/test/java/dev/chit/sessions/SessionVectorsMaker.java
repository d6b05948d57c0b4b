package dev.chit.sessions;

import static dev.chit.sessions.ModelPrimitives.hkdf;
import static dev.chit.sessions.ModelPrimitives.hmac;
import static dev.chit.sessions.ModelPrimitives.labelBytes;
import static dev.chit.sessions.ModelSession.join;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.jspecify.annotations.Nullable;

/// Makes `docs/vectors/sessions.json` with the model.
final class SessionVectorsMaker {
  private final SecureRandom values = new SeededRandom(2026);

  /// Writes the file.
  ///
  /// @param args where
  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), new SessionVectorsMaker().text());
  }

  String text() {
    var all = new JsonObject();
    all.addProperty(
        "description",
        "Sessions between two devices, made by a model that shares no session code with Chit and"
            + " uses another library's primitives. Byte strings are hexadecimal, times decimal"
            + " strings of milliseconds since the epoch. `draws` are what a step takes from the"
            + " random number generator, in this order. docs/protocol.md, section Sessions.");
    all.add("derivations", derivations());
    all.add("padme", padme());
    all.add("x25519_refused", refusedPoints());
    var conversations = new JsonArray();
    conversations.add(new Conversation(1, "one-time prekeys").run());
    conversations.add(new Conversation(2, "last resort").run());
    conversations.add(new Conversation(3, "afresh").run());
    all.add("conversations", conversations);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(all) + "\n";
  }

  private JsonObject derivations() {
    var all = new JsonObject();
    all.add("start", list(start(5), start(4)));
    all.add("root", list(root(0, "chit/session-root/v1")));
    all.add("root_healed", list(root(32, "chit/session-root-healed/v1")));
    byte[] chain = draw(32);
    all.add(
        "chain",
        list(
            object(
                "chain", chain,
                "message_key", hmac(chain, join(labelBytes("chit/session-chain/v1"), one(1))),
                "next_chain", hmac(chain, join(labelBytes("chit/session-chain/v1"), one(2))))));
    byte[] messageKey = draw(32);
    byte[] both = hkdf(new byte[32], messageKey, "chit/session-message-key/v1", 44);
    all.add(
        "message_key",
        list(
            object(
                "message_key", messageKey,
                "key", Arrays.copyOf(both, 32),
                "nonce", Arrays.copyOfRange(both, 32, 44))));
    byte[] mine = draw(32);
    byte[] theirs = ModelPrimitives.agreementPublic(draw(32));
    all.add(
        "x25519",
        list(
            object(
                "private",
                mine,
                "public",
                ModelPrimitives.agreementPublic(mine),
                "other_public",
                theirs,
                "shared",
                ModelPrimitives.agree(mine, theirs))));
    byte[] seed = draw(64);
    var recording = new RecordingRandom(values);
    SecretWithEncapsulation made =
        ModelPrimitives.encapsulate(ModelPrimitives.kemPublic(seed), recording);
    all.add(
        "ml_kem_768",
        list(
            object(
                "seed", seed,
                "public", ModelPrimitives.kemPublic(seed),
                "draw", recording.taken().getFirst(),
                "ciphertext", made.getEncapsulation(),
                "secret", made.getSecret())));
    return all;
  }

  private JsonObject start(int secrets) {
    var parts = new JsonArray();
    var input = new byte[32];
    Arrays.fill(input, (byte) 0xff);
    for (int i = 0; i < secrets; i++) {
      byte[] part = draw(32);
      parts.add(hex(part));
      input = join(input, part);
    }
    var vector = new JsonObject();
    vector.add("secrets", parts);
    vector.addProperty("root", hex(hkdf(new byte[32], input, "chit/session-start/v1", 32)));
    return vector;
  }

  private JsonObject root(int healingLength, String label) {
    byte[] root = draw(32);
    byte[] agreed = draw(32);
    byte[] healing = draw(healingLength);
    byte[] both = hkdf(root, join(agreed, healing), label, 64);
    JsonObject vector =
        object(
            "root",
            root,
            "agreed",
            agreed,
            "next_root",
            Arrays.copyOf(both, 32),
            "chain",
            Arrays.copyOfRange(both, 32, 64));
    if (healingLength > 0) {
      vector.addProperty("healing", hex(healing));
    }
    return vector;
  }

  private static JsonArray padme() {
    var all = new JsonArray();
    int[][] pairs = {
      {65, 72}, {72, 72}, {73, 80}, {128, 128}, {129, 144}, {249, 256}, {1025, 1088}, {60065, 61440}
    };
    for (int[] pair : pairs) {
      var vector = new JsonObject();
      vector.addProperty("length", pair[0]);
      vector.addProperty("padded", pair[1]);
      all.add(vector);
    }
    return all;
  }

  private static JsonArray refusedPoints() {
    var all = new JsonArray();
    all.add("0000000000000000000000000000000000000000000000000000000000000000");
    all.add("0100000000000000000000000000000000000000000000000000000000000000");
    all.add("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800");
    all.add("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157");
    all.add("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    all.add("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    all.add("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    return all;
  }

  private byte[] draw(int length) {
    return ModelSession.draw(values, length);
  }

  private static byte[] one(int value) {
    return new byte[] {(byte) value};
  }

  private static JsonArray list(JsonObject... vectors) {
    var all = new JsonArray();
    List.of(vectors).forEach(all::add);
    return all;
  }

  private static JsonObject object(Object... namesAndBytes) {
    var vector = new JsonObject();
    for (int i = 0; i < namesAndBytes.length; i += 2) {
      vector.addProperty((String) namesAndBytes[i], hex((byte[]) namesAndBytes[i + 1]));
    }
    return vector;
  }

  private static JsonArray hexes(List<byte[]> draws) {
    var all = new JsonArray();
    draws.forEach(draw -> all.add(hex(draw)));
    return all;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /// One conversation between two new devices.
  private static final class Conversation {
    private final TestClock clock = new TestClock();
    private final RecordingRandom aliceRandom;
    private final RecordingRandom bobRandom;
    private final ModelEnd alice;
    private final ModelEnd bob;
    private final String name;
    private final JsonObject vector = new JsonObject();
    private final JsonArray messages = new JsonArray();

    Conversation(long seed, String name) {
      this.name = name;
      aliceRandom = new RecordingRandom(new SeededRandom(10 * seed));
      bobRandom = new RecordingRandom(new SeededRandom(10 * seed + 1));
      var names = new SeededRandom(10 * seed + 2);
      alice = new ModelEnd(aliceRandom, names, clock);
      bob = new ModelEnd(bobRandom, names, clock);
      alice.meet(bob.statement());
      bob.meet(alice.statement());
    }

    JsonObject run() {
      vector.addProperty("case", name);
      PrekeyBundle bundle = name.equals("last resort") ? bob.lastResortBundle() : bob.bundle();
      vector.add("alice", device(alice, aliceRandom));
      vector.add("bob", device(bob, bobRandom));
      vector.add("bundle", bundle(bundle));
      boolean afresh = name.equals("afresh");
      byte[] first = alice.sendStart("hello", bundle, afresh);
      add("alice", aliceRandom, alice, first, bob);
      send("alice", "are you there?");
      send("bob", "yes");
      send("alice", "good");
      clock.advance(Duration.ofDays(1));
      send("bob", "an offer");
      send("alice", "its answer");
      send("alice", "and one more");
      send("bob", "healed");
      send("alice", "ordinary again, " + "with a longer text ".repeat(20));
      vector.add("messages", messages);
      return vector;
    }

    private void send(String from, String text) {
      if (from.equals("alice")) {
        add(from, aliceRandom, alice, alice.send(text, bob), bob);
      } else {
        add(from, bobRandom, bob, bob.send(text, alice), alice);
      }
    }

    private void add(
        String from, RecordingRandom random, ModelEnd sender, byte[] envelope, ModelEnd to) {
      var message = new JsonObject();
      message.addProperty("from", from);
      message.addProperty("at", Long.toString(clock.millis()));
      message.add("draws", hexes(random.taken()));
      message.addProperty("plaintext", hex(sender.lastPadded()));
      message.addProperty("envelope", hex(envelope));
      messages.add(message);
      if (to.receive(envelope) == null) {
        throw new AssertionError("the model does not open its own message");
      }
    }

    private static JsonObject device(ModelEnd end, RecordingRandom random) {
      var device = new JsonObject();
      device.add("draws", hexes(random.taken()));
      device.addProperty("statement", hex(end.statement().encode()));
      return device;
    }

    private static JsonObject bundle(PrekeyBundle bundle) {
      var json = new JsonObject();
      json.add("signed_x25519", prekey(bundle.signedX25519()));
      Prekey oneTime = bundle.oneTimeX25519();
      if (oneTime != null) {
        json.add("one_time_x25519", prekey(oneTime));
      }
      json.add("kem", prekey(bundle.kem()));
      json.addProperty("kem_is_last_resort", bundle.kemIsLastResort());
      return json;
    }

    private static JsonObject prekey(@Nullable Prekey prekey) {
      var json = new JsonObject();
      if (prekey != null) {
        json.addProperty("id", prekey.id());
        json.addProperty("value", hex(prekey.value()));
      }
      return json;
    }
  }
}
