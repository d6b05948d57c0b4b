package dev.chit.doors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/// Key material made once for all tests, since RSA keys take long to make.
final class KeyCupboard {
  private static final Path MADE = make();

  private KeyCupboard() {}

  private static Path make() {
    try {
      Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "keys-");
      var _ = Doors.exportKeys(data, Dialect.MICROPAY_2018, data.resolve("exported"));
      return data.resolve("doors").resolve(Dialect.MICROPAY_2018.text());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static void fill(Path doors, Dialect dialect) throws IOException {
    Path folder = Files.createDirectories(doors.resolve(dialect.text()));
    List<Path> files;
    try (Stream<Path> all = Files.list(MADE)) {
      files = all.toList();
    }
    for (Path file : files) {
      var _ =
          Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }
}
