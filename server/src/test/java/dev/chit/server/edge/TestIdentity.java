package dev.chit.server.edge;

import dev.chit.core.AccountId;
import dev.chit.core.Amount;
import dev.chit.core.ChitId;
import dev.chit.core.LedgerId;
import dev.chit.core.Reference;
import dev.chit.core.chit.MemoCommitment;
import dev.chit.core.chit.Order;
import dev.chit.core.chit.ParsedChit;
import dev.chit.crypto.AgreementKey;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.IdentityCertificate;
import dev.chit.crypto.SigningKey;
import dev.chit.crypto.TlsIdentity;
import dev.chit.server.OperatorIdentity;
import java.security.SecureRandom;

/// Keys of somebody's one device.
record TestIdentity(SigningKey identity, SigningKey device, DeviceStatement statement) {
  private static final SecureRandom RANDOM = new SecureRandom();

  static TestIdentity random() {
    return withDevice(SigningKey.generate(), 1);
  }

  static TestIdentity withDevice(SigningKey identity, int number) {
    SigningKey device = SigningKey.generate();
    var statement =
        DeviceStatement.sign(
            identity, number, device.verifyKey(), AgreementKey.of(bytes(32)), 1_700_000_000);
    return new TestIdentity(identity, device, statement);
  }

  static TestIdentity of(OperatorIdentity operator) {
    return new TestIdentity(operator.key(), operator.key(), operator.statement());
  }

  AccountId account() {
    return statement.account();
  }

  TlsIdentity tls() {
    return IdentityCertificate.create(statement, device);
  }

  byte[] chit(LedgerId ledger, AccountId payee, long minor) {
    return chit(ledger, payee, minor, ChitId.of(bytes(16)), MemoCommitment.NONE);
  }

  byte[] chit(LedgerId ledger, AccountId payee, long minor, ChitId id, MemoCommitment memo) {
    return signed(
        new Order(ledger, id, account(), payee, new Amount(minor), "EUR", 0, memo, Reference.NONE));
  }

  /// @param notAfterSeconds epoch seconds
  byte[] chitUntil(LedgerId ledger, AccountId payee, long minor, long notAfterSeconds) {
    return signed(
        new Order(
            ledger,
            ChitId.of(bytes(16)),
            account(),
            payee,
            new Amount(minor),
            "EUR",
            notAfterSeconds,
            MemoCommitment.NONE,
            Reference.NONE));
  }

  private byte[] signed(Order order) {
    return ParsedChit.of(order, identity.sign(order.signedBytes()), identity.verifyKey()).bytes();
  }

  static byte[] bytes(int length) {
    var bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
