package dev.chit.crypto.tls;

import dev.chit.core.AccountId;
import dev.chit.core.VerifyKey;
import dev.chit.crypto.AgreementKey;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.IdentityCertificate;
import dev.chit.crypto.ServerCertificate;
import dev.chit.crypto.SigningKey;
import dev.chit.crypto.TlsIdentity;

/// Somebody to connect, with keys made for the test.
final class Party {
  private Party() {}

  record Member(DeviceStatement statement, TlsIdentity tls) {
    static Member make() {
      SigningKey identity = SigningKey.generate();
      SigningKey device = SigningKey.generate();
      var statement =
          DeviceStatement.sign(
              identity, 1, device.verifyKey(), AgreementKey.of(new byte[32]), 1_700_000_000);
      return new Member(statement, IdentityCertificate.create(statement, device));
    }

    AccountId account() {
      return statement.account();
    }
  }

  record Server(VerifyKey logKey, TlsIdentity tls) {
    static Server make() {
      SigningKey logKey = SigningKey.generate();
      return new Server(logKey.verifyKey(), ServerCertificate.create(logKey));
    }

    Fingerprint fingerprint() {
      return Fingerprint.ofKey(logKey);
    }
  }
}
