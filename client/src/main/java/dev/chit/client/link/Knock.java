package dev.chit.client.link;

import dev.chit.core.Label;
import dev.chit.core.Sha256;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What the dialling end says before TLS begins: that it holds the offer's token. Whoever does not
/// is hung up on before the listener has said anything, least of all its name.
///
/// 48 bytes: the first 8 of SHA-256(token) ‖ count u64 ‖ HMAC-SHA-256 under the token of both, and
/// of the address and port that are dialled: passed on to another listener it is worth nothing. A
/// count is good once, and only if it is greater than those before.
final class Knock {
  static final int LENGTH = 48;
  static final int ID_LENGTH = 8;
  private static final int MAC_AT = ID_LENGTH + Long.BYTES;
  private static final int IPV6_LENGTH = 16;
  private static final Label LABEL = new Label("chit/link-knock/v1");

  private Knock() {}

  /// @param to where it is said
  static byte[] of(byte[] token, long count, InetSocketAddress to) {
    byte[] named = ByteBuffer.allocate(MAC_AT).put(id(token)).putLong(count).array();
    return ByteBuffer.allocate(LENGTH).put(named).put(mac(token, named, to)).array();
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

  /// @param at where it was heard
  static boolean isBy(byte[] token, ByteBuffer knock, InetSocketAddress at) {
    var named = new byte[MAC_AT];
    knock.get(0, named);
    var mac = new byte[LENGTH - MAC_AT];
    knock.get(MAC_AT, mac);
    return MessageDigest.isEqual(mac, mac(token, named, at));
  }

  private static byte[] mac(byte[] token, byte[] named, InetSocketAddress place) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(token, "HmacSHA256"));
      return mac.doFinal(LABEL.before(named, bytes(place)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  /// 18 bytes: the address, of IPv4 as IPv6 maps it, and the port.
  static byte[] bytes(InetSocketAddress place) {
    byte[] address = place.getAddress().getAddress();
    ByteBuffer bytes = ByteBuffer.allocate(IPV6_LENGTH + Short.BYTES);
    if (address.length < IPV6_LENGTH) {
      bytes.position(IPV6_LENGTH - address.length - Short.BYTES).putShort((short) -1);
    }
    return bytes.put(address).putShort((short) place.getPort()).array();
  }
}
