package dev.chit.server.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file that keeps a server from running on a restored copy of which nobody said that the log
/// had signed nothing since.
public final class RestoredMarker {
  private static final String FILE = "restored";

  private RestoredMarker() {}

  static void write(Path directory) throws IOException {
    Durable.write(
        directory.resolve(FILE),
        """
        This directory was restored from a backup, to be looked at. No server runs on it: its log
        may have signed more since, and going on from here would rewrite history.
        """
            .getBytes(UTF_8));
  }

  /// Whether the directory has one.
  public static boolean isIn(Path directory) {
    return Files.exists(directory.resolve(FILE));
  }
}
