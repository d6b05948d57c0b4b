package dev.chit.bench.peer;

import dev.chit.bench.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whom a cluster belongs to and who runs it: PostgreSQL refuses to be run by root.
record Owner(Optional<UserPrincipal> other) {
  private static final String ACCOUNT = "postgres";

  static Owner find() throws BenchException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return new Owner(Optional.empty());
    }
    try {
      return new Owner(
          Optional.of(
              Path.of("/")
                  .getFileSystem()
                  .getUserPrincipalLookupService()
                  .lookupPrincipalByName(ACCOUNT)));
    } catch (IOException e) {
      throw BenchException.failed(
          "PostgreSQL does not run as root, and there is no user " + ACCOUNT + ".", e);
    }
  }

  Path own(Path path) throws IOException {
    if (other.isPresent()) {
      Files.setOwner(path, other.get());
      if (Files.isDirectory(path)) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      }
    }
    return path;
  }

  /// Lets the other through this directory, which stays ours.
  void lead(Path directory) throws IOException {
    if (other.isPresent()) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    }
  }

  List<String> run(List<String> command) {
    if (other.isEmpty()) {
      return command;
    }
    List<String> all = new ArrayList<>();
    all.addAll(
        List.of("setpriv", "--reuid=" + ACCOUNT, "--regid=" + ACCOUNT, "--clear-groups", "--"));
    all.addAll(command);
    return all;
  }
}
