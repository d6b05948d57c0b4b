package dev.chit.app.qr;

import java.util.ArrayList;
import java.util.List;

/// A QR code as lines of text, two modules a character.
public final class QrBlocks {
  /// Black on white from the fixed colours of the 256, which themes leave alone.
  private static final String BLACK_ON_WHITE = "\u001b[38;5;16;48;5;231m";

  private static final String AS_BEFORE = "\u001b[0m";

  private QrBlocks() {}

  /// @param colors whether colours may be set, which makes it right on dark and light terminals
  ///   alike; without them it is drawn for light text on a dark ground, the readers' usual case
  public static List<String> lines(QrCode code, boolean colors) {
    var lines = new ArrayList<String>();
    for (int y = 0; y < code.size(); y += 2) {
      var line = new StringBuilder();
      for (int x = 0; x < code.size(); x++) {
        boolean top = code.isDark(x, y) == colors;
        boolean bottom = code.isDark(x, y + 1) == colors;
        line.append(top && bottom ? '█' : top ? '▀' : bottom ? '▄' : ' ');
      }
      lines.add(colors ? BLACK_ON_WHITE + line + AS_BEFORE : line.toString());
    }
    return lines;
  }
}
