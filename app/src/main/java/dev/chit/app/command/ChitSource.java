package dev.chit.app.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.chit.app.console.Caller;
import dev.chit.app.console.CommandFailure;
import dev.chit.app.qr.QrReader;
import dev.chit.client.ChitClient;
import dev.chit.client.KeptChit;
import dev.chit.core.ChitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Where a chit comes from: its text, a `.chit` file, a picture of its QR code, `-` for the
/// caller's input, or the id of one that this profile keeps.
final class ChitSource {
  private static final String SCHEME = "chit:";
  private static final String ID = "[0-9a-f]{32}";
  private static final int TEXT_FILE_BYTES_MAX = 4096;

  private ChitSource() {}

  /// The chit's text; unless it is kept here, it was not looked at yet.
  static String text(String argument, ChitClient client, Caller caller) throws Exception {
    return argument.matches(ID)
        ? client.chits().get(ChitId.parse(argument)).text()
        : handedOver(argument, caller);
  }

  /// A chit of this profile, put into it if it comes from elsewhere.
  static KeptChit kept(String argument, ChitClient client, Caller caller) throws Exception {
    return argument.matches(ID)
        ? client.chits().get(ChitId.parse(argument))
        : client.chits().keep(handedOver(argument, caller));
  }

  private static String handedOver(String argument, Caller caller) throws IOException {
    if (argument.startsWith(SCHEME)) {
      return argument.strip();
    }
    if (argument.equals("-")) {
      String line = caller.readLine("");
      return line == null ? "" : line.strip();
    }
    return inFile(file(argument, caller), argument);
  }

  private static Path file(String argument, Caller caller) {
    try {
      Path file = caller.directory().resolve(argument);
      if (Files.isRegularFile(file)) {
        return file;
      }
    } catch (InvalidPathException e) {
      // No file either.
    }
    throw CommandFailure.unusable(
        "wrong-chit", "“" + argument + "” is neither a chit's text nor a file.");
  }

  private static String inFile(Path file, String name) throws IOException {
    long size = Files.size(file);
    if (size > QrReader.FILE_BYTES_MAX) {
      throw CommandFailure.unusable("wrong-chit", "“" + name + "” is too large to hold a chit.");
    }
    byte[] bytes = Files.readAllBytes(file);
    if (size <= TEXT_FILE_BYTES_MAX && new String(bytes, US_ASCII).startsWith(SCHEME)) {
      return new String(bytes, US_ASCII).strip();
    }
    return picture(bytes, name);
  }

  private static String picture(byte[] bytes, String name) throws IOException {
    try {
      return QrReader.read(bytes)
          .orElseThrow(
              () ->
                  CommandFailure.unusable(
                      "wrong-chit", "There is no chit in “" + name + "”, nor its QR code."));
    } catch (IOException damaged) {
      throw CommandFailure.unusable(
          "wrong-chit", "“" + name + "” cannot be read as a picture: " + damaged.getMessage());
    }
  }
}
