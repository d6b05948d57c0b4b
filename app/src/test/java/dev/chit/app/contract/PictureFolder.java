package dev.chit.app.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/// A folder whose path may be seen in pictures: short, and the same each time.
final class PictureFolder implements TempDirFactory {
  @Override
  public Path createTempDirectory(AnnotatedElementContext of, ExtensionContext in)
      throws IOException {
    return Files.createDirectory(Path.of(System.getProperty("java.io.tmpdir"), "chit"));
  }
}
