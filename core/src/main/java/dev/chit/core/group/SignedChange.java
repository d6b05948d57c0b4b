package dev.chit.core.group;

import dev.chit.core.AccountId;
import dev.chit.core.Sha256;
import dev.chit.core.SignatureVerifier;
import java.util.Arrays;

/// A change and its author's signature, which was checked. Whether its author might do so is for
/// the [MembershipList] to say.
public final class SignedChange {
  private final byte[] bytes;
  private final GroupChange change;
  private final ChangeHash hash;

  private SignedChange(byte[] bytes, GroupChange change) {
    this.bytes = bytes;
    this.change = change;
    this.hash = ChangeHash.of(Sha256.of(bytes));
  }

  /// @param signature 64 bytes over [GroupChange#LABEL] and the change's bytes
  public static SignedChange of(GroupChange change, byte[] signature) {
    if (signature.length != SignatureVerifier.SIGNATURE_LENGTH) {
      throw new IllegalArgumentException(
          "signature of " + signature.length + " bytes (expected: 64)");
    }
    byte[] signed = change.encode();
    byte[] all = Arrays.copyOf(signed, signed.length + signature.length);
    System.arraycopy(signature, 0, all, signed.length, signature.length);
    return new SignedChange(all, change);
  }

  /// @throws IllegalArgumentException unless the bytes are a change and its author signed it
  public static SignedChange parse(byte[] bytes, SignatureVerifier verifier) {
    SignedChange parsed = trusted(bytes);
    int signedLength = bytes.length - SignatureVerifier.SIGNATURE_LENGTH;
    byte[] message = GroupChange.LABEL.before(Arrays.copyOf(bytes, signedLength));
    byte[] signature = Arrays.copyOfRange(bytes, signedLength, bytes.length);
    if (!verifier.verify(parsed.change.author(), message, signature)) {
      throw new IllegalArgumentException("a change that its author did not sign");
    }
    return parsed;
  }

  /// One that was checked before it was kept.
  public static SignedChange trusted(byte[] bytes) {
    int signedLength = bytes.length - SignatureVerifier.SIGNATURE_LENGTH;
    if (signedLength < 0) {
      throw new IllegalArgumentException("a change that was cut short");
    }
    return new SignedChange(bytes.clone(), ChangeCodec.decode(Arrays.copyOf(bytes, signedLength)));
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public GroupChange change() {
    return change;
  }

  public ChangeHash hash() {
    return hash;
  }

  public AccountId author() {
    return change.account();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedChange that && hash.equals(that.hash);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  @Override
  public String toString() {
    return "SignedChange[" + change.number() + " " + hash + "]";
  }
}
