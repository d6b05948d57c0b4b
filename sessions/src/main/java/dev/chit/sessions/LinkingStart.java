package dev.chit.sessions;

import dev.chit.core.Sha256;
import dev.chit.crypto.Secrets;
import java.security.SecureRandom;

/// How two devices that know the same [LinkingCode] come to a [LinkingChannel], with a server
/// between them that knows nothing of it. Three messages, of 32 bytes each:
///
/// 1. The new device says the hash of its ephemeral X25519 key, and so cannot choose it later.
/// 2. The first device says its own ephemeral key.
/// 3. The new device says its key.
///
/// The channel's keys are made of the agreement of both and of the code's secret: who lacks either
/// opens nothing, also not who can undo X25519 one day and recorded everything. Who had the code
/// and came between is given away by the check number, which is another at each end but for one
/// guess in a million.
public final class LinkingStart {
  private final LinkingCode code;
  private final X25519.Pair mine;

  private LinkingStart(LinkingCode code, X25519.Pair mine) {
    this.code = code;
    this.mine = mine;
  }

  /// One end, for one meeting.
  public static LinkingStart of(LinkingCode code, SecureRandom random) {
    return new LinkingStart(code, X25519.Pair.generate(random));
  }

  /// Message 1, of the new device.
  public byte[] commitment() {
    return commitment(mine.publicKey());
  }

  private static byte[] commitment(byte[] key) {
    return Sha256.of(Labels.LINKING_COMMITMENT.before(key));
  }

  /// Message 2 of the first device, message 3 of the new one.
  public byte[] key() {
    return mine.publicKey().clone();
  }

  /// The new device's end of the channel.
  ///
  /// @param firsts message 2
  /// @throws LinkingFailedException if that is no key
  public LinkingChannel newDevice(byte[] firsts) throws LinkingFailedException {
    requireKey(firsts);
    return channel(commitment(), firsts, mine.publicKey(), firsts, false);
  }

  /// The first device's end of the channel.
  ///
  /// @param commitment message 1
  /// @param others message 3
  /// @throws LinkingFailedException if that is no key, or not the one of message 1
  public LinkingChannel firstDevice(byte[] commitment, byte[] others)
      throws LinkingFailedException {
    requireKey(others);
    if (!Secrets.same(commitment, commitment(others))) {
      throw new LinkingFailedException("a key that is not the one promised");
    }
    return channel(commitment, mine.publicKey(), others, others, true);
  }

  private static void requireKey(byte[] key) throws LinkingFailedException {
    if (key.length != X25519.LENGTH) {
      throw new LinkingFailedException("a key of " + key.length + " bytes");
    }
  }

  private LinkingChannel channel(
      byte[] commitment, byte[] first, byte[] second, byte[] theirs, boolean isFirst)
      throws LinkingFailedException {
    byte[] agreed = agreed(theirs);
    byte[] transcript =
        Sha256.of(
            Labels.LINKING_TRANSCRIPT.before(
                code.account().bytes(), code.server().hash().bytes(), commitment, first, second));
    byte[] info = Labels.LINKING_KEYS.before(transcript);
    byte[] input = new ByteWriter(2 * X25519.LENGTH).raw(code.secret()).raw(agreed).done();
    byte[] keys = KeySchedule.linking(input, info, LinkingChannel.KEYS_LENGTH);
    Secrets.wipe(input, agreed, mine.privateKey());
    try {
      return LinkingChannel.of(keys, isFirst);
    } finally {
      Secrets.wipe(keys);
    }
  }

  private byte[] agreed(byte[] theirs) throws LinkingFailedException {
    try {
      return X25519.agree(mine.privateKey(), theirs);
    } catch (BadKeyException e) {
      throw new LinkingFailedException("a key of small order");
    }
  }
}
