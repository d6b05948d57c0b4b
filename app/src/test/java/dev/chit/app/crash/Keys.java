package dev.chit.app.crash;

import dev.chit.core.AccountId;
import dev.chit.crypto.AgreementKey;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.IdentityCertificate;
import dev.chit.crypto.SigningKey;
import dev.chit.crypto.TlsIdentity;
import java.util.Random;

/// A member's keys.
record Keys(SigningKey identity, TlsIdentity tls) {
  private static final long MADE_AT_SECONDS = 1_700_000_000;

  static Keys random(Random random) {
    SigningKey identity = SigningKey.ofSeed(bytes(random, 32));
    SigningKey device = SigningKey.ofSeed(bytes(random, 32));
    var statement =
        DeviceStatement.sign(
            identity,
            1,
            device.verifyKey(),
            AgreementKey.of(bytes(random, AgreementKey.LENGTH)),
            MADE_AT_SECONDS);
    return new Keys(identity, IdentityCertificate.create(statement, device));
  }

  AccountId account() {
    return AccountId.ofKey(identity.verifyKey());
  }

  static byte[] bytes(Random random, int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
