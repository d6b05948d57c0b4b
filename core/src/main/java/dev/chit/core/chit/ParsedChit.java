package dev.chit.core.chit;

import dev.chit.core.AccountId;
import dev.chit.core.BadSignatureException;
import dev.chit.core.SignatureVerifier;
import dev.chit.core.VerifyKey;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// A chit whose form is right and whose signature nobody has checked yet.
///
/// Bytes (232): order 136 ‖ the payer's signature 64 ‖ the payer's public key 32. One sequence of
/// bytes is one chit: what [#bytes] returns is what [#parse] was given.
public final class ParsedChit {
  public static final int LENGTH =
      Order.LENGTH + SignatureVerifier.SIGNATURE_LENGTH + VerifyKey.LENGTH;

  private static final int KEY_AT = Order.LENGTH + SignatureVerifier.SIGNATURE_LENGTH;

  private final byte[] bytes;
  private final Order order;
  private final VerifyKey payerKey;

  private ParsedChit(byte[] bytes, Order order, VerifyKey payerKey) {
    this.bytes = bytes;
    this.order = order;
    this.payerKey = payerKey;
  }

  /// @throws BadChitException if there are not exactly 232 bytes or a field is out of its range
  public static ParsedChit parse(byte[] raw) throws BadChitException {
    if (raw.length != LENGTH) {
      throw new BadChitException("chit of " + raw.length + " bytes (expected: " + LENGTH + ")");
    }
    byte[] bytes = raw.clone();
    return new ParsedChit(bytes, Order.read(ByteBuffer.wrap(bytes)), VerifyKey.at(bytes, KEY_AT));
  }

  /// A chit put together by its payer.
  ///
  /// @param signature 64 bytes, over [Order#signedBytes]
  /// @throws IllegalArgumentException if the signature has another length
  public static ParsedChit of(Order order, byte[] signature, VerifyKey payerKey) {
    if (signature.length != SignatureVerifier.SIGNATURE_LENGTH) {
      throw new IllegalArgumentException(
          "signature of " + signature.length + " bytes (expected: 64)");
    }
    byte[] bytes =
        ByteBuffer.allocate(LENGTH)
            .put(order.encode())
            .put(signature)
            .put(payerKey.bytes())
            .array();
    return new ParsedChit(bytes, order, payerKey);
  }

  /// Checks that the key is the payer's and that it signed this order.
  ///
  /// @throws BadSignatureException if not
  public VerifiedChit verify(SignatureVerifier verifier) throws BadSignatureException {
    if (!AccountId.ofKey(payerKey).equals(order.payer())) {
      throw new BadSignatureException("The key in this chit is not its payer's.");
    }
    if (!verifier.verify(payerKey, Order.signedBytes(bytes), signature())) {
      throw new BadSignatureException("The payer did not sign this chit.");
    }
    return new VerifiedChit(this);
  }

  public Order order() {
    return order;
  }

  /// The 64 bytes of signature.
  public byte[] signature() {
    return Arrays.copyOfRange(bytes, Order.LENGTH, KEY_AT);
  }

  public VerifyKey payerKey() {
    return payerKey;
  }

  /// All 232 bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParsedChit that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return order.id().hashCode();
  }

  @Override
  public String toString() {
    return "ParsedChit[" + order.id() + "]";
  }
}
