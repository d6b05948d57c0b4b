package dev.chit.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class IdentityCertificateTest {
  @Test
  void aCertificateProvesTheStatementItWasMadeWith() throws Exception {
    SigningKey identity = SigningKey.generate();
    SigningKey device = SigningKey.generate();
    DeviceStatement statement =
        DeviceStatement.sign(
            identity, 1, device.verifyKey(), AgreementKey.of(new byte[32]), 1_700_000_000);
    TlsIdentity tls = IdentityCertificate.create(statement, device);
    assertEquals(statement, IdentityCertificate.verify(tls.certificate()));
  }

  @Test
  void aServersCertificateProvesItsLogKey() throws Exception {
    SigningKey logKey = SigningKey.generate();
    TlsIdentity tls = ServerCertificate.create(logKey);
    assertEquals(logKey.verifyKey(), ServerCertificate.verify(tls.certificate()));
  }
}
