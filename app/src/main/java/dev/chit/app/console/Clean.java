package dev.chit.app.console;

/// Makes text that other people wrote safe to show.
///
/// A terminal obeys control characters, and reorders what stands between direction marks; a name or
/// a message must do neither. What is dangerous becomes `�` and stays visible as such.
public final class Clean {
  private static final char SHOWN_INSTEAD = '\uFFFD';

  private Clean() {}

  /// Text for the middle of a line: line breaks are shown as `⏎`, tabs as a space.
  public static String line(String text) {
    return clean(text, "⏎");
  }

  /// Text of several lines, those after the first set in, so that none passes for a line of ours.
  public static String block(String text, String indent) {
    return clean(text, "\n" + indent);
  }

  /// JSON text: the few dangerous characters that JSON leaves as they are become escapes.
  public static String json(String json) {
    StringBuilder out = null;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (isDangerous(c)) {
        if (out == null) {
          out = new StringBuilder(json.length() + 16).append(json, 0, i);
        }
        out.append(String.format("\\u%04x", (int) c));
      } else if (out != null) {
        out.append(c);
      }
    }
    return out == null ? json : out.toString();
  }

  private static String clean(String text, String lineBreak) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        out.append(lineBreak);
      } else if (c == '\t') {
        out.append(' ');
      } else if (!isHalfOfLineBreak(text, i)) {
        out.append(isDangerous(c) ? SHOWN_INSTEAD : c);
      }
    }
    return out.toString();
  }

  private static boolean isHalfOfLineBreak(String text, int i) {
    return text.startsWith("\r\n", i);
  }

  private static boolean isDangerous(char c) {
    return c < 0x20
        || (c >= 0x7f && c <= 0x9f)
        || c == 0x061c
        || (c >= 0x200e && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0xfeff;
  }
}
