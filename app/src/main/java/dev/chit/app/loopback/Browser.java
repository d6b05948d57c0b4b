package dev.chit.app.loopback;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Opens the person's browser at an address. The address itself never stands among a program's
/// arguments, which everybody on the machine can read: a file that only its owner can read leads
/// there.
public final class Browser implements AutoCloseable {
  private final Path page;

  private Browser(Path page) {
    this.page = page;
  }

  /// @param folder that is the person's own, as the profile's is
  /// @param file to be made in it, and to be gone again when this is closed
  /// @throws IOException if the file cannot be written, or there is no browser
  public static Browser open(Path folder, String file, String address) throws IOException {
    Path page = folder.resolve(file);
    Files.deleteIfExists(page);
    try (var out =
        Channels.newWriter(
            Files.newByteChannel(
                page,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
            StandardCharsets.UTF_8)) {
      out.write(
          "<!doctype html><meta charset=\"utf-8\"><title>chit</title>"
              + "<meta http-equiv=\"refresh\" content=\"0;url="
              + address
              + "\">\n");
    }
    var browser = new Browser(page);
    try {
      new ProcessBuilder(command(), page.toUri().toString())
          .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return browser;
    } catch (IOException e) {
      browser.close();
      throw e;
    }
  }

  private static String command() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return List.of("mac", "darwin").stream().anyMatch(system::contains) ? "open" : "xdg-open";
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(page);
    } catch (IOException e) {
      // Its ticket works once, and for nobody when this process has ended.
      page.toFile().deleteOnExit();
    }
  }
}
