package dev.chit.core.event;

import dev.chit.core.AccountId;
import dev.chit.core.BadSignatureException;
import dev.chit.core.Label;
import dev.chit.core.LedgerId;
import dev.chit.core.SignatureBytes;
import dev.chit.core.SignatureVerifier;
import dev.chit.core.VerifyKey;
import java.nio.ByteBuffer;

/// An identity's word that a device of its account is its own no longer.
///
/// @param device its number within the account, 1 or more
public record DeviceRevocation(LedgerId ledger, VerifyKey identity, int device) {

  /// What the identity signs: the label `chit/device-revoke/v1` NUL, ledger id 16, identity key 32,
  /// device u32.
  public byte[] signedBytes() {
    byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(device).array();
    return Label.DEVICE_REVOKE.before(ledger.bytes(), identity.bytes(), number);
  }

  public AccountId account() {
    return AccountId.ofKey(identity);
  }

  /// Checks that the identity signed it.
  ///
  /// @throws BadSignatureException if not
  public Verified verify(SignatureBytes signature, SignatureVerifier verifier)
      throws BadSignatureException {
    if (!verifier.verify(identity, signedBytes(), signature.bytes())) {
      throw new BadSignatureException("The identity did not sign this revocation.");
    }
    return new Verified(this, signature);
  }

  /// One that the identity signed. There is none whose signature was not checked.
  public static final class Verified {
    private final DeviceRevocation revocation;
    private final SignatureBytes signature;

    private Verified(DeviceRevocation revocation, SignatureBytes signature) {
      this.revocation = revocation;
      this.signature = signature;
    }

    public DeviceRevocation revocation() {
      return revocation;
    }

    public SignatureBytes signature() {
      return signature;
    }

    @Override
    public String toString() {
      return "Verified[" + revocation + "]";
    }
  }
}
