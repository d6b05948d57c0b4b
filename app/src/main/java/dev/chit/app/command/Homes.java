package dev.chit.app.command;

import dev.dirs.ProjectDirectories;
import java.nio.file.Path;

/// Where profiles and servers live unless told otherwise: the user's data folder, as the system
/// (`XDG_DATA_HOME`) says.
final class Homes {
  private Homes() {}

  static Path profile() {
    return Path.of(ProjectDirectories.from("dev", "", "chit").dataDir);
  }

  static Path server() {
    return Path.of(ProjectDirectories.from("dev", "", "chit-server").dataDir);
  }

  static Path witness() {
    return Path.of(ProjectDirectories.from("dev", "", "chit-witness").dataDir);
  }
}
