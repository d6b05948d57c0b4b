package dev.chit.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.qr.QrCode;
import dev.chit.app.qr.QrPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A picture of a text as a QR code.
final class CodeOptions {
  @Option(
      names = "--qr-out",
      paramLabel = "FILE",
      description = "Write it as a QR code, to a .png or .svg file.")
  private @Nullable String picture;

  /// Says no before anything was made that could not be handed over.
  void check() {
    if (picture != null && !isPng(picture) && !isSvg(picture)) {
      throw CommandFailure.usage("--qr-out writes .png and .svg files.");
    }
  }

  /// Writes it if that was asked for.
  void write(String text, Answer answer, Caller caller) throws IOException {
    if (picture != null) {
      Path file = caller.directory().resolve(picture);
      QrCode code = QrCode.of(text);
      Files.write(file, isPng(picture) ? QrPicture.png(code) : QrPicture.svg(code).getBytes(UTF_8));
      answer.with("qr", file.toString()).line("QR code: " + file);
    }
  }

  private static boolean isPng(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".png");
  }

  private static boolean isSvg(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".svg");
  }
}
