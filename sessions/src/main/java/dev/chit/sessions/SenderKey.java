package dev.chit.sessions;

import dev.chit.crypto.Secrets;
import dev.chit.crypto.SigningKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;

/// What one device seals its messages to one group with: a chain of keys, each for one message, and
/// a signing key, so that members who can open a message cannot make one up. An immutable snapshot:
/// sealing gives the next one, to be saved *before* the envelope is sent.
///
/// ```java
/// SenderKey.Sealed sealed = key.seal(plain);
/// store.saveAndSend(sealed.next().encode(), sealed.envelope());
/// ```
public final class SenderKey {
  /// Messages sealed with one key; then another is made.
  public static final int MESSAGES_MAX = 1_000;

  /// How long a key is used.
  public static final Duration AGE_MAX = Duration.ofDays(7);

  private static final int VERSION = 1;

  private final SenderKeyId id;
  private final int next;
  private final byte[] chain;
  private final byte[] seed;
  private final long madeAtMillis;

  private SenderKey(SenderKeyId id, int next, byte[] chain, byte[] seed, long madeAtMillis) {
    this.id = id;
    this.next = next;
    this.chain = chain;
    this.seed = seed;
    this.madeAtMillis = madeAtMillis;
  }

  /// A key that has sealed nothing yet.
  public static SenderKey generate(SecureRandom random, long nowMillis) {
    return new SenderKey(
        SenderKeyId.of(draw(random, SenderKeyId.LENGTH)),
        0,
        draw(random, KeySchedule.KEY_LENGTH),
        draw(random, SigningKey.SEED_LENGTH),
        nowMillis);
  }

  private static byte[] draw(SecureRandom random, int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  public SenderKeyId id() {
    return id;
  }

  /// Number of the next message, from 0.
  public int next() {
    return next;
  }

  /// Whether another key must be made before the next message: this one has sealed [#MESSAGES_MAX]
  /// messages, or is a week old, or the clock was set back.
  public boolean isWornOut(long nowMillis) {
    long age = nowMillis - madeAtMillis;
    return next >= MESSAGES_MAX || age >= AGE_MAX.toMillis() || age < -AGE_MAX.toMillis();
  }

  /// What opens the messages from the next one on.
  public SenderKeyShare share() {
    try (SigningKey signing = SigningKey.ofSeed(seed)) {
      return new SenderKeyShare(id, next, chain, signing.verifyKey());
    }
  }

  /// @param next to be saved before the envelope is sent
  public record Sealed(SenderKey next, byte[] envelope) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Sealed that && Arrays.equals(envelope, that.envelope);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(envelope);
    }

    @Override
    public String toString() {
      return "SenderKey.Sealed[" + envelope.length + " bytes]";
    }
  }

  /// Seals and signs the next message.
  ///
  /// @throws IllegalStateException if the key has sealed all it may
  public Sealed seal(GroupPlain plain) {
    if (next >= MESSAGES_MAX) {
      throw new IllegalStateException("a sender key that has sealed all it may");
    }
    byte[] names = GroupPlain.names(plain.group(), plain.sender());
    byte[] header = GroupEnvelope.header(id, next);
    byte[] messageKey = KeySchedule.groupMessageKey(chain);
    byte[] sealed =
        MessageCipher.seal(
            KeySchedule.groupKeyAndNonce(messageKey),
            plain.encode(),
            Labels.GROUP_ENVELOPE.bytes(),
            names,
            header);
    Secrets.wipe(messageKey);
    byte[] signature;
    try (SigningKey signing = SigningKey.ofSeed(seed)) {
      signature = signing.sign(Labels.GROUP_SIGNATURE, names, header, sealed);
    }
    byte[] envelope =
        new ByteWriter(header.length + sealed.length + signature.length)
            .raw(header)
            .raw(sealed)
            .raw(signature)
            .done();
    var after = new SenderKey(id, next + 1, KeySchedule.nextGroupChain(chain), seed, madeAtMillis);
    return new Sealed(after, envelope);
  }

  /// All of it, secret keys too: for the vault only.
  public byte[] encode() {
    return new ByteWriter(128)
        .u8(VERSION)
        .raw(id.bytes())
        .u32(next)
        .raw(chain)
        .raw(seed)
        .u64(madeAtMillis)
        .done();
  }

  /// @throws BadStateException if the bytes are not a sender key of a version that this program
  ///   knows
  public static SenderKey decode(byte[] state) {
    var in = new ByteReader(state);
    try {
      int version = in.u8();
      if (version != VERSION) {
        throw new BadStateException("sender key version " + version + " (expected: 1)");
      }
      var key =
          new SenderKey(
              SenderKeyId.of(in.raw(SenderKeyId.LENGTH)),
              in.count(MESSAGES_MAX),
              in.raw(KeySchedule.KEY_LENGTH),
              in.raw(SigningKey.SEED_LENGTH),
              in.u64());
      in.end();
      return key;
    } catch (BadEncodingException e) {
      throw new BadStateException("the saved sender key is damaged", e);
    }
  }

  /// The id and number only.
  @Override
  public String toString() {
    return "SenderKey[" + id + " at " + next + "]";
  }
}
