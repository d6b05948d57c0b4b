package dev.chit.client.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Set;

/// Makes of whatever somebody calls a file a name that can do no harm here: no folder, nothing
/// hidden, nothing that a terminal or another system reads as more than a name.
public final class FileNames {
  /// Bytes of UTF-8; leaves room for what tells files of the same name apart.
  static final int BYTES_MAX = 200;

  private static final String NAMELESS = "file";
  private static final String FORBIDDEN = "<>:\"|?*";
  private static final int EXTENSION_BYTES_MAX = 20;

  /// Names that are devices on Windows, with any extension.
  private static final Set<String> DEVICES =
      Set.of(
          "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
          "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

  private FileNames() {}

  public static String safe(String said) {
    String last = said.substring(Math.max(said.lastIndexOf('/'), said.lastIndexOf('\\')) + 1);
    var clean = new StringBuilder();
    last.codePoints().map(FileNames::harmless).forEach(clean::appendCodePoint);
    String name = clean.toString().strip();
    // A leading dot hides a file, a trailing one vanishes on Windows.
    name = name.replaceFirst("^[. ]+", "").replaceFirst("[. ]+$", "");
    if (name.isEmpty()) {
      return NAMELESS;
    }
    String stem = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    if (DEVICES.contains(stem.strip().toLowerCase(Locale.ROOT))) {
      name = "_" + name;
    }
    return shortened(name);
  }

  private static int harmless(int point) {
    boolean isHarmful =
        switch (Character.getType(point)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              true;
          default -> FORBIDDEN.indexOf(point) >= 0;
        };
    return isHarmful ? '_' : point;
  }

  /// Keeps the extension, which says what the file is.
  private static String shortened(String name) {
    if (length(name) <= BYTES_MAX) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String extension = dot > 0 ? name.substring(dot) : "";
    if (length(extension) > EXTENSION_BYTES_MAX) {
      extension = "";
    }
    String stem = name.substring(0, name.length() - extension.length());
    int room = BYTES_MAX - length(extension);
    while (length(stem) > room) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return stem + extension;
  }

  private static int length(String text) {
    return text.getBytes(UTF_8).length;
  }

  /// The same name in ASCII alone; other letters become their number in hexadecimal digits.
  static String ascii(String name) {
    var escaped = new StringBuilder();
    name.codePoints()
        .forEach(
            point -> {
              if (point >= ' ' && point < 0x7f) {
                escaped.appendCodePoint(point);
              } else {
                escaped.append('_').append(Integer.toHexString(point));
              }
            });
    return shortened(escaped.toString());
  }

  /// `name.txt`, then `name (2).txt`, `name (3).txt` …
  static String numbered(String name, int number) {
    if (number == 1) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    int end = dot > 0 ? dot : name.length();
    return name.substring(0, end) + " (" + number + ")" + name.substring(end);
  }
}
