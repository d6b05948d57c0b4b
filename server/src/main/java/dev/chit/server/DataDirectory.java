package dev.chit.server;

import dev.chit.crypto.SecretFiles;
import dev.chit.crypto.SigningKey;
import dev.chit.server.ServerStartException.Reason;
import dev.chit.server.backup.RestoredMarker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server's directory, with the server's keys. The ledger's store keeps it for one server.
final class DataDirectory implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);
  private static final String LOG_KEY_FILE = "log.key";
  private static final String ADDRESS_FILE = "address";

  private final Path path;

  private DataDirectory(Path path) {
    this.path = path;
  }

  /// Makes the directory, for its owner alone, if it is missing.
  static DataDirectory open(Path path) throws ServerStartException {
    try {
      if (!Files.isDirectory(path)) {
        SecretFiles.createDirectory(path);
      }
      if (RestoredMarker.isIn(path)) {
        throw new ServerStartException(
            Reason.RESTORED_COPY,
            path
                + " was restored from a backup to be looked at; to go on from it, restore it with"
                + " --nothing-lost or --checkpoint, if that is true.");
      }
      return new DataDirectory(path);
    } catch (IOException e) {
      throw new ServerStartException(Reason.BAD_DIRECTORY, path + " cannot be made.", e);
    }
  }

  Path path() {
    return path;
  }

  /// The key that signs the log.
  ///
  /// @param isNew whether there is no ledger yet, and the key may be made
  SigningKey logKey(boolean isNew) throws ServerStartException {
    Path file = path.resolve(LOG_KEY_FILE);
    try {
      if (Files.exists(file)) {
        return SigningKey.load(file);
      }
      checkNew(isNew, file);
      SigningKey key = SigningKey.generate();
      key.save(file);
      return key;
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  /// The operator.
  ///
  /// @param isNew whether there is no ledger yet, and the operator may be made
  OperatorIdentity operator(boolean isNew, long nowSeconds) throws ServerStartException {
    Path file = path.resolve(OperatorIdentity.KEY_FILE);
    try {
      if (Files.exists(file)) {
        return OperatorIdentity.load(path);
      }
      checkNew(isNew, file);
      return OperatorIdentity.create(path, nowSeconds);
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private void checkNew(boolean isNew, Path missing) throws ServerStartException {
    if (!isNew) {
      throw new ServerStartException(
          Reason.BAD_DATA,
          path + " has a ledger but no " + missing.getFileName() + ": put the file back.");
    }
  }

  private static ServerStartException unusable(Path file, IOException cause) {
    return new ServerStartException(
        Reason.BAD_DATA, file + " cannot be used: " + cause.getMessage() + ".", cause);
  }

  /// Tells others on this machine where the server is.
  void publish(String address) throws IOException {
    Path written = path.resolve(ADDRESS_FILE + ".new");
    Files.writeString(written, address + "\n");
    Files.move(written, path.resolve(ADDRESS_FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /// The address is no longer true.
  @Override
  public void close() {
    try {
      Files.deleteIfExists(path.resolve(ADDRESS_FILE));
    } catch (IOException e) {
      log.warn("{} is left behind", ADDRESS_FILE, e);
    }
  }
}
