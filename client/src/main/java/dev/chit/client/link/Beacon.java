package dev.chit.client.link;

import dev.chit.core.Label;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a listener says of itself on the local network: tags that only those recognise who hold a
/// token of it, for one address, port and hour; among them so many random ones that the number says
/// little. To everybody else it is noise.
final class Beacon {
  /// Contacts who can find a listener in this way.
  static final int TAGS_MAX = 96;

  /// Tags come in multiples of this.
  static final int TAGS_STEP = 16;

  static final int TAG_LENGTH = 8;

  private static final int TAGS_IN_STRING = 24;
  private static final Label LABEL = new Label("chit/link-beacon/v1");

  private Beacon() {}

  static long slot(Instant now) {
    return now.getEpochSecond() / Duration.ofHours(1).toSeconds();
  }

  /// As the text of a DNS record has it: strings, each behind its length.
  static byte[] text(
      Collection<byte[]> tokens, InetSocketAddress at, long slot, SecureRandom random) {
    var tags = new ArrayList<byte[]>();
    tokens.stream().limit(TAGS_MAX).forEach(token -> tags.add(tag(token, at, slot)));
    while (tags.isEmpty() || tags.size() % TAGS_STEP != 0) {
      var nobody = new byte[TAG_LENGTH];
      random.nextBytes(nobody);
      tags.add(nobody);
    }
    Collections.shuffle(tags, random);
    var text = new ByteArrayOutputStream();
    for (int from = 0; from < tags.size(); from += TAGS_IN_STRING) {
      List<byte[]> some = tags.subList(from, Math.min(tags.size(), from + TAGS_IN_STRING));
      text.write(some.size() * TAG_LENGTH);
      some.forEach(text::writeBytes);
    }
    return text.toByteArray();
  }

  /// Whether a listener at this place, heard now, holds this token.
  static boolean isBy(byte[] token, byte[] text, InetSocketAddress at, Instant now) {
    long slot = slot(now);
    List<byte[]> tags = tags(text);
    for (long each = slot - 1; each <= slot + 1; each++) {
      byte[] wanted = tag(token, at, each);
      if (tags.stream().anyMatch(tag -> MessageDigest.isEqual(tag, wanted))) {
        return true;
      }
    }
    return false;
  }

  private static List<byte[]> tags(byte[] text) {
    var tags = new ArrayList<byte[]>();
    ByteBuffer bytes = ByteBuffer.wrap(text);
    while (bytes.hasRemaining() && tags.size() < TAGS_MAX) {
      int length = Byte.toUnsignedInt(bytes.get());
      if (length > bytes.remaining()) {
        return tags;
      }
      ByteBuffer string = bytes.slice(bytes.position(), length);
      bytes.position(bytes.position() + length);
      while (string.remaining() >= TAG_LENGTH && tags.size() < TAGS_MAX) {
        var tag = new byte[TAG_LENGTH];
        string.get(tag);
        tags.add(tag);
      }
    }
    return tags;
  }

  private static byte[] tag(byte[] token, InetSocketAddress at, long slot) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(token, "HmacSHA256"));
      byte[] when = ByteBuffer.allocate(Long.BYTES).putLong(slot).array();
      byte[] whole = mac.doFinal(LABEL.before(Knock.bytes(at), when));
      return Arrays.copyOf(whole, TAG_LENGTH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }
}
