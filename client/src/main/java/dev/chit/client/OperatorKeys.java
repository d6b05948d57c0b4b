package dev.chit.client;

import dev.chit.crypto.BadStatementException;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.Fingerprint;
import dev.chit.crypto.IdentityCertificate;
import dev.chit.crypto.SigningKey;
import dev.chit.crypto.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The operator's key and the server's address, from the server's data directory.
///
/// @param tls made afresh; the operator's device key is the identity key itself
/// @param checkpoint the note that the server signed last, as far as its file has it
record OperatorKeys(
    SigningKey identity, TlsIdentity tls, ServerAddress address, Optional<String> checkpoint) {
  static OperatorKeys load(Path data) throws ChitException {
    try {
      SigningKey identity = SigningKey.load(data.resolve("operator.key"));
      DeviceStatement statement =
          DeviceStatement.parse(Files.readAllBytes(data.resolve("operator.device")));
      return new OperatorKeys(
          identity,
          IdentityCertificate.create(statement, identity),
          address(data),
          checkpoint(data));
    } catch (NoSuchFileException e) {
      throw new UsageException("no-server-data", "There is no server's data in " + data + ".");
    } catch (IOException | BadStatementException | IllegalArgumentException e) {
      throw new UsageException(
          "bad-server-data", "The operator's files in " + data + " cannot be used.");
    }
  }

  private static ServerAddress address(Path data) throws IOException, UnreachableException {
    try {
      ServerAddress address =
          ServerAddress.parse(Files.readString(data.resolve("address")).strip());
      if (address.fingerprint().isPresent()) {
        return address;
      }
      throw new IOException("an address without a fingerprint");
    } catch (NoSuchFileException e) {
      throw new UnreachableException("No server runs on " + data + ".", e);
    }
  }

  private static Optional<String> checkpoint(Path data) throws IOException {
    Path file = data.resolve("checkpoint");
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  Fingerprint fingerprint() {
    return address.fingerprint().orElseThrow();
  }

  /// Without the key.
  @Override
  public String toString() {
    return "OperatorKeys[" + address + "]";
  }
}
