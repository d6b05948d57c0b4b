package dev.chit.app.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.chit.app.console.Answer;
import dev.chit.app.console.Caller;
import dev.chit.app.qr.QrBlocks;
import dev.chit.app.qr.QrCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How a chit is handed over.
final class ChitOptions {
  @Mixin private final CodeOptions code = new CodeOptions();

  @Option(names = "--qr", description = "Show it as a QR code as well.")
  private boolean qr;

  @Option(names = "--out", paramLabel = "FILE", description = "Write it to a .chit file.")
  private @Nullable String file;

  void check() {
    code.check();
  }

  /// The text, and what else was asked for.
  Answer show(String text, Answer answer, Caller caller) throws IOException {
    answer.with("text", text).line(text).value(text);
    if (file != null) {
      Path written = caller.directory().resolve(file);
      Files.writeString(written, text + "\n", US_ASCII);
      answer.with("file", written.toString()).line("File: " + written);
    }
    if (qr) {
      QrBlocks.lines(QrCode.of(text), caller.colors()).forEach(answer::line);
    }
    code.write(text, answer, caller);
    return answer;
  }
}
