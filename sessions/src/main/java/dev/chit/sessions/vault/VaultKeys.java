package dev.chit.sessions.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.chit.core.Label;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Keys derived from the data key, one for each table and purpose: HKDF-SHA-256, expand only, since
/// the data key is random already (RFC 5869 §3.3).
final class VaultKeys {
  private VaultKeys() {}

  static byte[] derive(byte[] dataKey, Label label, String name) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.expandOnly(
                  new SecretKeySpec(dataKey, "Generic"),
                  label.before(ascii(name)),
                  Vault.KEY_LENGTH));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 25 and newer have HKDF-SHA256", e);
    }
  }

  static byte[] ascii(String name) {
    return name.getBytes(US_ASCII);
  }
}
