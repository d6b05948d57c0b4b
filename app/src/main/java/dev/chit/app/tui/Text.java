package dev.chit.app.tui;

import dev.chit.app.console.Clean;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/// Text as a terminal's cells.
///
/// Nothing that others wrote reaches the terminal but through [#safe]: it must neither drive the
/// terminal nor shift what stands beside it. Terminals disagree about joined emoji, so these are
/// drawn one by one, and of marks on one letter only a few are.
final class Text {
  private static final int MARKS_MAX = 3;
  private static final char BROKEN = '\uFFFD';

  private Text() {}

  /// One line, without control and format characters.
  static String safe(String text) {
    String clean = Clean.line(text);
    var out = new StringBuilder(clean.length());
    int marks = 0;
    for (int i = 0; i < clean.length(); ) {
      int c = clean.codePointAt(i);
      i += Character.charCount(c);
      if (isMark(c)) {
        marks++;
      } else {
        marks = 0;
      }
      if (Character.getType(c) == Character.SURROGATE) {
        out.append(BROKEN);
      } else if (isDrawn(c) && marks <= MARKS_MAX) {
        out.appendCodePoint(c);
      }
    }
    return out.toString();
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  /// False for joiners, variants and skin tones, whose width no two terminals agree about.
  static boolean isDrawn(int c) {
    return Character.getType(c) != Character.FORMAT
        && !(c >= 0xfe00 && c <= 0xfe0f)
        && !(c >= 0xe0100 && c <= 0xe01ef)
        && !(c >= 0x1f3fb && c <= 0x1f3ff);
  }

  /// Cells of one character that is drawn.
  static int width(int c) {
    return Math.max(0, WCWidth.wcwidth(c));
  }

  static int width(String text) {
    return text.codePoints().map(Text::width).sum();
  }

  /// At most so many cells; what is cut off is said by `…`.
  static String fit(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    if (columns < 1) {
      return "";
    }
    var out = new StringBuilder();
    int left = columns - 1;
    for (int c : text.codePoints().toArray()) {
      left -= width(c);
      if (left < 0) {
        break;
      }
      out.appendCodePoint(c);
    }
    return out.append('…').toString();
  }

  /// Exactly so many cells.
  static String pad(String text, int columns) {
    String fitting = fit(text, columns);
    return fitting + " ".repeat(Math.max(0, columns - width(fitting)));
  }

  /// Lines of at most so many cells, safe; line breaks of the text are kept.
  static List<String> wrap(String text, int columns) {
    var lines = new ArrayList<String>();
    text.lines().forEach(line -> wrapLine(safe(line), Math.max(2, columns), lines));
    if (lines.isEmpty()) {
      lines.add("");
    }
    return lines;
  }

  private static void wrapLine(String text, int columns, List<String> lines) {
    var line = new StringBuilder();
    int used = 0;
    for (String word : words(text)) {
      int wide = width(word);
      if (used + wide > columns && used > 0) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
        used = 0;
        if (word.isBlank()) {
          continue;
        }
      }
      for (int c : word.codePoints().toArray()) {
        if (used + width(c) > columns) {
          lines.add(line.toString());
          line.setLength(0);
          used = 0;
        }
        line.appendCodePoint(c);
        used += width(c);
      }
    }
    lines.add(line.toString().stripTrailing());
  }

  /// Words, the spaces between them, and wide characters, between any two of which a line may end.
  private static List<String> words(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    for (int c : text.codePoints().toArray()) {
      boolean stands = c == ' ' || width(c) == 2;
      if (stands && !word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
      if (stands) {
        words.add(Character.toString(c));
      } else {
        word.appendCodePoint(c);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }
}
