package dev.chit.bench.peer;

import dev.chit.bench.BenchException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Finds other people's programs.
final class Programs {
  private static final List<String> MORE_DIRECTORIES =
      List.of("/usr/sbin", "/usr/local/sbin", "/usr/lib/postgresql/15/bin");

  private Programs() {}

  /// Where a program is.
  ///
  /// @param debianPackage to be named when it is nowhere
  static Path find(String program, String debianPackage) throws BenchException {
    List<String> directories = new ArrayList<>(MORE_DIRECTORIES);
    directories.addAll(List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)));
    for (String directory : directories) {
      Path candidate = Path.of(directory, program);
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw BenchException.failed(
        program + " is not installed; on Debian: apt-get install " + debianPackage);
  }
}
