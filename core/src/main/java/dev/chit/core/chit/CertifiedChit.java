package dev.chit.core.chit;

import dev.chit.core.BadSignatureException;
import dev.chit.core.Label;
import dev.chit.core.LedgerId;
import dev.chit.core.SignatureBytes;
import dev.chit.core.SignatureVerifier;
import dev.chit.core.VerifyKey;
import java.nio.ByteBuffer;

/// A chit that a server countersigned, with signatures that nobody has checked yet: the sum is set
/// aside, and whoever can trust the server's log key can trust the chit without asking it.
///
/// Bytes (312, big-endian): chit 232 ‖ log index of the `certified` event u64 ‖ until u64 ‖ the log
/// key's signature 64. See `docs/protocol.md`, section "Certified chit", and
/// `docs/vectors/chit.json`.
///
/// @param index of the `certified` event, 0 or more
/// @param untilSeconds epoch seconds: the last second in which it can be settled, 0 or more
/// @param signature the log key's, over [#signedBytes]
public record CertifiedChit(
    ParsedChit chit, long index, long untilSeconds, SignatureBytes signature) {
  private static final int SIGNED_LENGTH = ParsedChit.LENGTH + 2 * Long.BYTES;

  public static final int LENGTH = SIGNED_LENGTH + SignatureBytes.LENGTH;

  /// @throws IllegalArgumentException if the index or the time is negative
  public CertifiedChit {
    check(index, untilSeconds);
  }

  /// What the log key signs: the label `chit/certified/v1` NUL, then the first 248 bytes.
  ///
  /// @throws IllegalArgumentException if the index or the time is negative
  public static byte[] signedBytes(ParsedChit chit, long index, long untilSeconds) {
    check(index, untilSeconds);
    return Label.CERTIFIED.before(head(chit, index, untilSeconds));
  }

  /// @throws BadChitException if there are not exactly 312 bytes or a field is out of its range
  public static CertifiedChit parse(byte[] raw) throws BadChitException {
    if (raw.length != LENGTH) {
      throw new BadChitException(
          "certified chit of " + raw.length + " bytes (expected: " + LENGTH + ")");
    }
    ByteBuffer from = ByteBuffer.wrap(raw);
    var chit = new byte[ParsedChit.LENGTH];
    from.get(chit);
    ParsedChit parsed = ParsedChit.parse(chit);
    long index = from.getLong();
    long until = from.getLong();
    var signature = new byte[SignatureBytes.LENGTH];
    from.get(signature);
    try {
      return new CertifiedChit(parsed, index, until, SignatureBytes.of(signature));
    } catch (IllegalArgumentException e) {
      throw new BadChitException("certified chit: " + e.getMessage());
    }
  }

  /// Checks that this is the ledger that the order is for, that its key countersigned, and that the
  /// payer signed. Whether it was settled since, only the server knows.
  ///
  /// @param logKey of the server that is to pay
  /// @throws BadSignatureException if any of it is not so
  public VerifiedChit verify(VerifyKey logKey, SignatureVerifier verifier)
      throws BadSignatureException {
    if (!chit.order().ledger().equals(LedgerId.ofKey(logKey))) {
      throw new BadSignatureException("This chit is of another ledger.");
    }
    if (!verifier.verify(logKey, signedBytes(chit, index, untilSeconds), signature.bytes())) {
      throw new BadSignatureException("The server did not certify this chit.");
    }
    return chit.verify(verifier);
  }

  /// All 312 bytes.
  public byte[] bytes() {
    return ByteBuffer.allocate(LENGTH)
        .put(head(chit, index, untilSeconds))
        .put(signature.bytes())
        .array();
  }

  private static byte[] head(ParsedChit chit, long index, long untilSeconds) {
    return ByteBuffer.allocate(SIGNED_LENGTH)
        .put(chit.bytes())
        .putLong(index)
        .putLong(untilSeconds)
        .array();
  }

  private static void check(long index, long untilSeconds) {
    if (index < 0 || untilSeconds < 0) {
      throw new IllegalArgumentException(
          "index " + index + ", until " + untilSeconds + " (expected: 0 or more)");
    }
  }
}
