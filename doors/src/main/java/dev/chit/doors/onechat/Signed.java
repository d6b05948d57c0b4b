package dev.chit.doors.onechat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;

/// `u32 256 · signature · what is signed`, little-endian.
record Signed(byte[] signature, byte[] content) {
  private static final int HEAD = Integer.BYTES + Keys.SIGNATURE_BYTES;

  static Optional<Signed> parse(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < HEAD || from.getInt() != Keys.SIGNATURE_BYTES) {
      return Optional.empty();
    }
    var signature = new byte[Keys.SIGNATURE_BYTES];
    var content = new byte[bytes.length - HEAD];
    from.get(signature).get(content);
    return Optional.of(new Signed(signature, content));
  }

  static byte[] of(PrivateKey key, byte[] content) {
    return ByteBuffer.allocate(HEAD + content.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(Keys.SIGNATURE_BYTES)
        .put(Keys.sign(key, content))
        .put(content)
        .array();
  }

  boolean isBy(PublicKey key) {
    return Keys.verify(key, content, signature);
  }
}
