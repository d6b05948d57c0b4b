package dev.chit.sessions;

import dev.chit.core.SignatureVerifier;
import java.util.Arrays;

/// A public prekey as its device left it with the server.
///
/// @param id at least 1, unique among the device's prekeys of all kinds
/// @param value the public key (X25519: 32 bytes, ML-KEM-768: 1,184 bytes), then the device key's
///   signature, 64 bytes
public record Prekey(int id, byte[] value) {
  public static final int X25519_VALUE_BYTES = X25519.LENGTH + SignatureVerifier.SIGNATURE_LENGTH;
  public static final int KEM_VALUE_BYTES =
      MlKem768.PUBLIC_LENGTH + SignatureVerifier.SIGNATURE_LENGTH;

  byte[] publicKey() {
    return Arrays.copyOf(value, value.length - SignatureVerifier.SIGNATURE_LENGTH);
  }

  byte[] signature() {
    return Arrays.copyOfRange(
        value, value.length - SignatureVerifier.SIGNATURE_LENGTH, value.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Prekey that && id == that.id && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return "Prekey[" + id + "]";
  }
}
