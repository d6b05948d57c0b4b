package dev.chit.app.build;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where the project's own files are.
public final class Project {
  private Project() {}

  public static Path root() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("ARCHITECTURE.md"))) {
        return at;
      }
    }
    throw new IllegalStateException("the project's root is not above the working directory");
  }
}
