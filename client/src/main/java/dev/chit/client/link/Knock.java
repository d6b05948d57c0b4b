package dev.chit.client.link;

import dev.chit.core.Label;
import dev.chit.core.Sha256;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What the dialling end says before TLS begins: that it holds the offer's token. Whoever does not
/// is hung up on before the listener has said anything, least of all its name.
///
/// 48 bytes: the first 8 of SHA-256(token) ‖ count u64 ‖ HMAC-SHA-256 of both under the token. A
/// count is good once, and only if it is greater than those before.
final class Knock {
  static final int LENGTH = 48;
  static final int ID_LENGTH = 8;
  private static final int MAC_AT = ID_LENGTH + Long.BYTES;
  private static final Label LABEL = new Label("chit/link-knock/v1");

  private Knock() {}

  static byte[] of(byte[] token, long count) {
    byte[] named = ByteBuffer.allocate(MAC_AT).put(id(token)).putLong(count).array();
    return ByteBuffer.allocate(LENGTH).put(named).put(mac(token, named)).array();
  }

  static byte[] id(byte[] token) {
    return Arrays.copyOf(Sha256.of(token), ID_LENGTH);
  }

  static byte[] id(ByteBuffer knock) {
    var id = new byte[ID_LENGTH];
    knock.get(0, id);
    return id;
  }

  static long count(ByteBuffer knock) {
    return knock.getLong(ID_LENGTH);
  }

  static boolean isBy(byte[] token, ByteBuffer knock) {
    var named = new byte[MAC_AT];
    knock.get(0, named);
    var mac = new byte[LENGTH - MAC_AT];
    knock.get(MAC_AT, mac);
    return MessageDigest.isEqual(mac, mac(token, named));
  }

  private static byte[] mac(byte[] token, byte[] named) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(token, "HmacSHA256"));
      return mac.doFinal(LABEL.before(named));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }
}
