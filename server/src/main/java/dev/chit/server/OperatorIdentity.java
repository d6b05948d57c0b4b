package dev.chit.server;

import dev.chit.crypto.AgreementKey;
import dev.chit.crypto.BadStatementException;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.IdentityCertificate;
import dev.chit.crypto.SigningKey;
import dev.chit.crypto.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/// The operator, whose key the server keeps: signs issues and acts, and calls the admin service
/// from the server's machine.
///
/// Files in the data directory: `operator.key`, the identity's seed, readable by its owner only,
/// and `operator.device`, the statement of the operator's one device, whose key is the identity's.
public final class OperatorIdentity {
  static final String KEY_FILE = "operator.key";
  static final String STATEMENT_FILE = "operator.device";

  private static final int DEVICE = 1;

  private final SigningKey key;
  private final DeviceStatement statement;

  private OperatorIdentity(SigningKey key, DeviceStatement statement) {
    this.key = key;
    this.statement = statement;
  }

  /// The operator of the server with that data directory.
  ///
  /// @throws IOException if there is none, or its files may not or cannot be read
  public static OperatorIdentity load(Path data) throws IOException {
    SigningKey key = SigningKey.load(data.resolve(KEY_FILE));
    Path file = data.resolve(STATEMENT_FILE);
    try {
      DeviceStatement statement = DeviceStatement.parse(Files.readAllBytes(file));
      if (!statement.identity().equals(key.verifyKey())) {
        throw new IOException(file + " is about another key than " + KEY_FILE);
      }
      return new OperatorIdentity(key, statement);
    } catch (BadStatementException e) {
      throw new IOException(file + " is damaged", e);
    }
  }

  /// Makes a new operator in that data directory.
  static OperatorIdentity create(Path data, long nowSeconds) throws IOException {
    SigningKey key = SigningKey.generate();
    var statement =
        DeviceStatement.sign(key, DEVICE, key.verifyKey(), unusedAgreementKey(), nowSeconds);
    Files.write(data.resolve(STATEMENT_FILE), statement.encode());
    key.save(data.resolve(KEY_FILE));
    return new OperatorIdentity(key, statement);
  }

  /// The operator holds no conversations, so nobody has the secret that belongs to it.
  private static AgreementKey unusedAgreementKey() {
    var bytes = new byte[AgreementKey.LENGTH];
    new SecureRandom().nextBytes(bytes);
    return AgreementKey.of(bytes);
  }

  /// Signs the operator's chits and acts.
  public SigningKey key() {
    return key;
  }

  public DeviceStatement statement() {
    return statement;
  }

  /// What a connection as the operator shows.
  public TlsIdentity tlsIdentity() {
    return IdentityCertificate.create(statement, key);
  }
}
