package dev.chit.core.event;

import dev.chit.core.BadSignatureException;
import dev.chit.core.SignatureVerifier;
import dev.chit.core.VerifyKey;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// An operator act and a signature that nobody has checked yet: [OperatorAct#encode] ‖ 64 bytes.
public final class SignedAct {
  public static final int LENGTH_MAX =
      OperatorAct.HEAD_LENGTH + OperatorAct.REASON_BYTES_MAX + SignatureVerifier.SIGNATURE_LENGTH;

  private final OperatorAct act;
  private final byte[] signature;

  private SignedAct(OperatorAct act, byte[] signature) {
    this.act = act;
    this.signature = signature;
  }

  /// @param signature 64 bytes, over [OperatorAct#signedBytes]
  public static SignedAct of(OperatorAct act, byte[] signature) {
    if (signature.length != SignatureVerifier.SIGNATURE_LENGTH) {
      throw new IllegalArgumentException(
          "signature of " + signature.length + " bytes (expected: 64)");
    }
    return new SignedAct(act, signature.clone());
  }

  /// @throws BadEventException unless the bytes are exactly one act and a signature
  public static SignedAct parse(byte[] raw) throws BadEventException {
    if (raw.length > LENGTH_MAX) {
      throw new BadEventException("operator act of " + raw.length + " bytes");
    }
    ByteBuffer from = ByteBuffer.wrap(raw);
    try {
      SignedAct signed = read(from);
      Bytes.checkEnd(from, "operator act");
      return signed;
    } catch (BufferUnderflowException e) {
      throw new BadEventException("operator act that ends too early");
    }
  }

  static SignedAct read(ByteBuffer from) throws BadEventException {
    OperatorAct act = OperatorAct.read(from);
    return new SignedAct(act, Bytes.take(from, SignatureVerifier.SIGNATURE_LENGTH));
  }

  /// Checks that this key, the operator's, signed the act.
  ///
  /// @throws BadSignatureException if not
  public VerifiedAct verify(VerifyKey operator, SignatureVerifier verifier)
      throws BadSignatureException {
    if (!verifier.verify(operator, act.signedBytes(), signature.clone())) {
      throw new BadSignatureException("The operator did not sign this act.");
    }
    return new VerifiedAct(this);
  }

  public OperatorAct act() {
    return act;
  }

  public byte[] bytes() {
    byte[] unsigned = act.encode();
    return ByteBuffer.allocate(unsigned.length + signature.length)
        .put(unsigned)
        .put(signature)
        .array();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedAct that
        && act.equals(that.act)
        && Arrays.equals(signature, that.signature);
  }

  @Override
  public int hashCode() {
    return act.hashCode();
  }

  @Override
  public String toString() {
    return "SignedAct[" + act + "]";
  }
}
