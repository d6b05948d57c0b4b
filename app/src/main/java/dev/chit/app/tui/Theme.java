package dev.chit.app.tui;

import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/// How things look. The ground is always the terminal's own; nothing is said by colour alone.
///
/// @param name of who speaks
/// @param money that came or went
/// @param warn what a person should look at
/// @param faint what matters less
/// @param bar header and keys
/// @param chosen the open conversation in the list
record Theme(
    AttributedStyle plain,
    AttributedStyle name,
    AttributedStyle money,
    AttributedStyle warn,
    AttributedStyle faint,
    AttributedStyle bar,
    AttributedStyle chosen) {
  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

  /// Bold, faint and inverse alone.
  static final Theme WITHOUT_COLOR =
      new Theme(
          PLAIN,
          PLAIN.bold(),
          PLAIN.bold(),
          PLAIN.bold(),
          PLAIN.faint(),
          PLAIN.inverse(),
          PLAIN.inverse());

  // Numbers of the 256 colours: themes of terminals leave those alone.

  /// Readable on black and on white: contrast of 4 or more on both.
  private static final Theme EITHER = colored(31, 29, 166, PLAIN.inverse());

  private static final Theme LIGHT = colored(25, 28, 130, PLAIN.foreground(236).background(254));
  private static final Theme DARK = colored(117, 114, 215, PLAIN.foreground(252).background(236));

  /// @param colors whether there may be any
  /// @param colorFgBg the terminal's `COLORFGBG`, such as `15;0`
  static Theme of(boolean colors, Tone tone, @Nullable String colorFgBg) {
    if (!colors) {
      return WITHOUT_COLOR;
    }
    return switch (tone) {
      case LIGHT -> LIGHT;
      case DARK -> DARK;
      case AUTO -> colorFgBg == null ? EITHER : ofGround(colorFgBg);
    };
  }

  private static Theme ofGround(String colorFgBg) {
    return switch (colorFgBg.substring(colorFgBg.lastIndexOf(';') + 1)) {
      case "0", "1", "2", "3", "4", "5", "6", "8" -> DARK;
      case "7", "9", "10", "11", "12", "13", "14", "15" -> LIGHT;
      default -> EITHER;
    };
  }

  private static Theme colored(int name, int money, int warn, AttributedStyle bar) {
    return new Theme(
        PLAIN,
        PLAIN.bold().foreground(name),
        PLAIN.bold().foreground(money),
        PLAIN.bold().foreground(warn),
        PLAIN.faint(),
        bar,
        PLAIN.inverse());
  }
}
