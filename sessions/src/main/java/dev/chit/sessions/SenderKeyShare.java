package dev.chit.sessions;

import dev.chit.core.VerifyKey;
import java.util.Arrays;

/// What a device tells the other members' devices, each in its own session, of its sender key: all
/// that it takes to open its messages from a number on, and nothing that opens an earlier one.
///
/// Bytes (85): version 1 ‖ key id 16 ‖ number u32 ‖ chain key 32 ‖ Ed25519 public key 32.
public final class SenderKeyShare {
  public static final int LENGTH = 85;

  private static final int VERSION = 1;

  private final SenderKeyId id;
  private final int next;
  private final byte[] chain;
  private final VerifyKey verifyKey;

  SenderKeyShare(SenderKeyId id, int next, byte[] chain, VerifyKey verifyKey) {
    this.id = id;
    this.next = next;
    this.chain = chain.clone();
    this.verifyKey = verifyKey;
  }

  public SenderKeyId id() {
    return id;
  }

  int next() {
    return next;
  }

  byte[] chain() {
    return chain.clone();
  }

  VerifyKey verifyKey() {
    return verifyKey;
  }

  /// All of it, the chain key too: for a session's message only.
  public byte[] encode() {
    return new ByteWriter(LENGTH)
        .u8(VERSION)
        .raw(id.bytes())
        .u32(next)
        .raw(chain)
        .raw(verifyKey.bytes())
        .done();
  }

  /// @throws IllegalArgumentException if the bytes are no share
  public static SenderKeyShare parse(byte[] bytes) {
    var in = new ByteReader(bytes);
    try {
      int version = in.u8();
      if (version != VERSION) {
        throw new IllegalArgumentException("share version " + version + " (expected: 1)");
      }
      var share =
          new SenderKeyShare(
              SenderKeyId.of(in.raw(SenderKeyId.LENGTH)),
              in.count(SenderKey.MESSAGES_MAX),
              in.raw(KeySchedule.KEY_LENGTH),
              VerifyKey.of(in.raw(VerifyKey.LENGTH)));
      in.end();
      return share;
    } catch (BadEncodingException e) {
      throw new IllegalArgumentException("no share of a sender key", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SenderKeyShare that && Arrays.equals(encode(), that.encode());
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /// The id and number only.
  @Override
  public String toString() {
    return "SenderKeyShare[" + id + " from " + next + "]";
  }
}
