package dev.chit.sessions;

import static dev.chit.sessions.ModelPrimitives.agree;
import static dev.chit.sessions.ModelPrimitives.agreementPublic;
import static dev.chit.sessions.ModelPrimitives.decapsulate;
import static dev.chit.sessions.ModelPrimitives.encapsulate;
import static dev.chit.sessions.ModelPrimitives.gcm;
import static dev.chit.sessions.ModelPrimitives.hkdf;
import static dev.chit.sessions.ModelPrimitives.hmac;
import static dev.chit.sessions.ModelPrimitives.kemPublic;
import static dev.chit.sessions.ModelPrimitives.labelBytes;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.jspecify.annotations.Nullable;

/// One Double Ratchet of the model, written from `docs/protocol.md` alone: mutable, without limits,
/// as plain as can be.
final class ModelSession {
  static final int DAY_MILLIS = 24 * 60 * 60 * 1000;

  byte[] ephemeral = new byte[0];
  byte[] transcript = new byte[0];
  boolean demoted;
  boolean startedHere;
  boolean heard;
  byte @Nullable [] start;
  byte[] root = new byte[0];
  byte @Nullable [] ownPrivate;
  byte[] sendChain = new byte[0];
  int sendNumber;
  int previous;
  byte @Nullable [] offerSeed;
  byte @Nullable [] answer;
  byte @Nullable [] remote;
  byte[] receiveChain = new byte[0];
  int receiveNumber;
  byte @Nullable [] offered;
  int sinceHealing;
  long healedAt;
  final Map<String, byte[]> skipped = new HashMap<>();

  byte[] seal(byte[] padded, SecureRandom random, long now) {
    if (ownPrivate == null) {
      stepToSend(random, now);
    }
    var header = ByteBuffer.allocate(4096);
    if (start != null) {
      header.put((byte) 0x11).put(start);
    } else if (offerSeed != null && sendNumber < 16) {
      header.put((byte) 0x12).put(kemPublic(offerSeed));
    } else if (answer != null) {
      header.put((byte) 0x13).put(answer);
    } else {
      header.put((byte) 0x10);
    }
    header.put(agreementPublic(own()));
    number(header, sendNumber);
    number(header, previous);
    byte[] headerBytes = Arrays.copyOf(header.array(), header.position());
    byte[] sealed = crypt(true, hmac(sendChain, chainInput(1)), headerBytes, padded);
    sendChain = hmac(sendChain, chainInput(2));
    sendNumber++;
    sinceHealing++;
    return join(headerBytes, sealed == null ? new byte[0] : sealed);
  }

  private void stepToSend(SecureRandom random, long now) {
    ownPrivate = draw(random, 32);
    byte[] agreed = agree(ownPrivate, remote());
    sendNumber = 0;
    offerSeed = null;
    answer = null;
    if (offered != null) {
      SecretWithEncapsulation made = encapsulate(offered, random);
      answer = made.getEncapsulation();
      sendChain = stepRoot(join(agreed, made.getSecret()), "chit/session-root-healed/v1");
      offered = null;
      sinceHealing = 0;
      healedAt = now;
    } else {
      sendChain = stepRoot(agreed, "chit/session-root/v1");
      if (sinceHealing >= 50 || now - healedAt >= DAY_MILLIS) {
        offerSeed = draw(random, 64);
      }
    }
  }

  byte @Nullable [] open(ModelEnvelope envelope, long now) {
    String id = id(envelope.ratchetKey, envelope.number);
    byte[] kept = skipped.get(id);
    if (kept != null) {
      byte[] padded = crypt(false, kept, envelope.header, envelope.sealed);
      if (padded != null) {
        skipped.remove(id);
        opened();
      }
      return padded;
    }
    if (remote != null && Arrays.equals(remote, envelope.ratchetKey)) {
      return openInChain(envelope);
    }
    return ownPrivate == null ? null : openNewChain(envelope, now);
  }

  private byte @Nullable [] openInChain(ModelEnvelope envelope) {
    if (envelope.number < receiveNumber) {
      return null;
    }
    byte[] chain = receiveChain;
    for (int i = receiveNumber; i < envelope.number; i++) {
      chain = hmac(chain, chainInput(2));
    }
    byte[] padded = crypt(false, hmac(chain, chainInput(1)), envelope.header, envelope.sealed);
    if (padded == null) {
      return null;
    }
    skipTo(envelope.number);
    receiveChain = hmac(receiveChain, chainInput(2));
    receiveNumber++;
    if (ownPrivate == null && envelope.offer != null) {
      offered = envelope.offer;
    }
    opened();
    return padded;
  }

  private byte @Nullable [] openNewChain(ModelEnvelope envelope, long now) {
    byte[] agreed = agree(own(), envelope.ratchetKey);
    byte[] input = agreed;
    String label = "chit/session-root/v1";
    if (envelope.answer != null) {
      if (offerSeed == null) {
        return null;
      }
      input = join(agreed, decapsulate(offerSeed, envelope.answer));
      label = "chit/session-root-healed/v1";
    }
    byte[] both = hkdf(root, input, label, 64);
    byte[] chain = Arrays.copyOfRange(both, 32, 64);
    for (int i = 0; i < envelope.number; i++) {
      chain = hmac(chain, chainInput(2));
    }
    byte[] padded = crypt(false, hmac(chain, chainInput(1)), envelope.header, envelope.sealed);
    if (padded == null) {
      return null;
    }
    if (remote != null) {
      skipTo(envelope.previous);
    }
    remote = envelope.ratchetKey;
    receiveChain = stepRoot(input, label);
    receiveNumber = 0;
    skipTo(envelope.number);
    receiveChain = hmac(receiveChain, chainInput(2));
    receiveNumber++;
    previous = sendNumber;
    ownPrivate = null;
    offerSeed = null;
    offered = envelope.offer;
    if (envelope.answer != null) {
      sinceHealing = 0;
      healedAt = now;
    }
    opened();
    return padded;
  }

  private void opened() {
    start = null;
    heard = true;
    sinceHealing++;
  }

  private void skipTo(int number) {
    while (receiveNumber < number) {
      skipped.put(id(remote(), receiveNumber), hmac(receiveChain, chainInput(1)));
      receiveChain = hmac(receiveChain, chainInput(2));
      receiveNumber++;
    }
  }

  byte[] stepRoot(byte[] input, String label) {
    byte[] both = hkdf(root, input, label, 64);
    root = Arrays.copyOf(both, 32);
    return Arrays.copyOfRange(both, 32, 64);
  }

  private byte @Nullable [] crypt(boolean seal, byte[] messageKey, byte[] header, byte[] input) {
    byte[] both = hkdf(new byte[32], messageKey, "chit/session-message-key/v1", 44);
    return gcm(
        seal,
        Arrays.copyOf(both, 32),
        Arrays.copyOfRange(both, 32, 44),
        join(join(labelBytes("chit/session-envelope/v1"), transcript), header),
        input);
  }

  private byte[] own() {
    if (ownPrivate == null) {
      throw new IllegalStateException("no ratchet key");
    }
    return ownPrivate;
  }

  private byte[] remote() {
    if (remote == null) {
      throw new IllegalStateException("nothing heard");
    }
    return remote;
  }

  private static byte[] chainInput(int which) {
    return join(labelBytes("chit/session-chain/v1"), new byte[] {(byte) which});
  }

  private static String id(byte[] ratchetKey, int number) {
    return HexFormat.of().formatHex(ratchetKey) + number;
  }

  private static void number(ByteBuffer out, int value) {
    int rest = value;
    while (rest >= 128) {
      out.put((byte) (rest % 128 + 128));
      rest /= 128;
    }
    out.put((byte) rest);
  }

  static byte[] draw(SecureRandom random, int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    var all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }
}
