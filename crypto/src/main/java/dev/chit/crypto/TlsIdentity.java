package dev.chit.crypto;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/// What one end of a connection shows and proves in TLS: a self-signed ECDSA P-256 certificate and
/// its private key. Made afresh whenever a process starts; never stored.
public record TlsIdentity(PrivateKey privateKey, X509Certificate certificate) {

  /// The certificate only.
  @Override
  public String toString() {
    return "TlsIdentity[serial=" + certificate.getSerialNumber().toString(16) + "]";
  }
}
