package dev.chit.sessions;

import static dev.chit.sessions.ModelPrimitives.gcm;
import static dev.chit.sessions.ModelPrimitives.hkdf;
import static dev.chit.sessions.ModelPrimitives.hmac;
import static dev.chit.sessions.ModelPrimitives.labelBytes;
import static dev.chit.sessions.ModelSession.join;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Makes `docs/vectors/sender-keys.json` from the text of `docs/protocol.md` and another library's
/// primitives, with no code of the real implementation.
final class SenderKeyVectorsMaker {
  private final SeededRandom values = new SeededRandom(2027);
  private final byte[] group = draw(16);
  private final byte[] account = draw(16);
  private final byte[] names = join(group, account, number(7));
  private final byte[] epoch = draw(32);
  private final byte[] id = draw(16);
  private final byte[] seed = draw(32);
  private byte[] chain = draw(32);

  /// Writes the file.
  ///
  /// @param args where
  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), new SenderKeyVectorsMaker().text());
  }

  String text() {
    var all = new JsonObject();
    all.addProperty(
        "description",
        "A sender key and messages sealed with it, made by a model that shares no code with Chit."
            + " `state` is the sender's own after the message. docs/protocol.md, section Sender"
            + " keys.");
    all.addProperty("group", hex(group));
    all.addProperty("account", hex(account));
    all.addProperty("device", 7);
    all.addProperty("made_at", "1770000000000");
    all.addProperty("state", hex(state(0)));
    all.addProperty("share", hex(share(0)));
    var messages = new JsonArray();
    String[] bodies = {"", "hello", "a longer message ".repeat(20), "x".repeat(200)};
    for (int i = 0; i < bodies.length; i++) {
      messages.add(message(i, bodies[i].getBytes(UTF_8)));
    }
    all.add("messages", messages);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(all) + "\n";
  }

  private JsonObject message(int number, byte[] body) {
    byte[] message = draw(16);
    byte[] unpadded = join(join(names, message, epoch), body, new byte[] {(byte) 0x80});
    byte[] padded = Arrays.copyOf(unpadded, padme(unpadded.length));
    byte[] header = join(new byte[] {0x18}, id, new byte[] {(byte) number});
    byte[] messageKey = hmac(chain, join(labelBytes("chit/group-chain/v1"), new byte[] {1}));
    byte[] both = hkdf(new byte[32], messageKey, "chit/group-message-key/v1", 44);
    byte[] associated = join(labelBytes("chit/group-envelope/v1"), names, header);
    byte[] nonce = Arrays.copyOfRange(both, 32, 44);
    byte[] sealed =
        Objects.requireNonNull(gcm(true, Arrays.copyOf(both, 32), nonce, associated, padded));
    byte[] signed = join(labelBytes("chit/group-signature/v1"), join(names, header, sealed));
    var signature = new byte[64];
    Ed25519.sign(seed, 0, signed, 0, signed.length, signature, 0);
    chain = hmac(chain, join(labelBytes("chit/group-chain/v1"), new byte[] {2}));
    var json = new JsonObject();
    json.addProperty("message", hex(message));
    json.addProperty("epoch", hex(epoch));
    json.addProperty("body", hex(body));
    json.addProperty("message_key", hex(messageKey));
    json.addProperty("envelope", hex(join(header, sealed, signature)));
    json.addProperty("state", hex(state(number + 1)));
    json.addProperty("share", hex(share(number + 1)));
    return json;
  }

  private byte[] state(int next) {
    byte[] madeAt = ByteBuffer.allocate(8).putLong(1_770_000_000_000L).array();
    return join(join(new byte[] {1}, id, number(next)), join(chain, seed), madeAt);
  }

  private byte[] share(int next) {
    var verifyKey = new byte[32];
    Ed25519.generatePublicKey(seed, 0, verifyKey, 0);
    return join(join(new byte[] {1}, id, number(next)), chain, verifyKey);
  }

  private static int padme(int length) {
    int exponent = (int) Math.floor(Math.log(length) / Math.log(2));
    int kept = (int) Math.floor(Math.log(exponent) / Math.log(2)) + 1;
    int step = 1 << (exponent - kept);
    return (length + step - 1) / step * step;
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  private byte[] draw(int length) {
    var bytes = new byte[length];
    values.nextBytes(bytes);
    return bytes;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
