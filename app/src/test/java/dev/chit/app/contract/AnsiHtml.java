package dev.chit.app.contract;

import java.util.Arrays;
import org.jline.utils.WCWidth;

/// What tmux says of a terminal's cells, as a page: the few attributes that chit uses.
final class AnsiHtml {
  private static final int[] STEPS = {0, 95, 135, 175, 215, 255};

  private final StringBuilder html = new StringBuilder();
  private final String ground;
  private final String ink;
  private boolean bold;
  private boolean faint;
  private boolean inverse;
  private String foreground = "";
  private String background = "";

  private AnsiHtml(boolean dark) {
    ground = dark ? "#16181d" : "#ffffff";
    ink = dark ? "#e4e6eb" : "#1c1e21";
  }

  static String page(String cells, boolean dark) {
    var page = new AnsiHtml(dark);
    page.html.append(
        """
        <!doctype html><meta charset="utf-8"><style>
        pre { display: inline-block; margin: 0; padding: 14px 16px; line-height: 1.164;
          font: 15px/1.164 "DejaVu Sans Mono", "Noto Sans Mono CJK TC", "Droid Sans Fallback", monospace;
          color: %s; background: %s; border: 1px solid #8885; border-radius: 8px; }
        i { font-style: normal; display: inline-block; width: 2ch; }
        </style><pre>\
        """
            .formatted(page.ink, page.ground));
    page.cells(cells);
    return page.html.append("</pre>").toString();
  }

  private void cells(String cells) {
    html.append("<span>");
    int i = 0;
    while (i < cells.length()) {
      if (cells.startsWith("\u001b[", i)) {
        int end = cells.indexOf('m', i);
        set(cells.substring(i + 2, end));
        html.append("</span><span style=\"").append(style()).append("\">");
        i = end + 1;
      } else {
        int c = cells.codePointAt(i);
        i += Character.charCount(c);
        append(c);
      }
    }
    html.append("</span>");
  }

  private void append(int c) {
    String shown =
        switch (c) {
          case '<' -> "&lt;";
          case '&' -> "&amp;";
          default -> Character.toString(c);
        };
    boolean wide = WCWidth.wcwidth(c) == 2;
    html.append(wide ? "<i>" + shown + "</i>" : shown);
  }

  private void set(String codes) {
    int[] all =
        codes.isEmpty()
            ? new int[] {0}
            : Arrays.stream(codes.split(";")).mapToInt(Integer::parseInt).toArray();
    for (int i = 0; i < all.length; i++) {
      switch (all[i]) {
        case 0 -> {
          bold = faint = inverse = false;
          foreground = background = "";
        }
        case 1 -> bold = true;
        case 2 -> faint = true;
        case 7 -> inverse = true;
        case 22 -> bold = faint = false;
        case 27 -> inverse = false;
        case 38 -> foreground = color(all[i += 2]);
        case 39 -> foreground = "";
        case 48 -> background = color(all[i += 2]);
        case 49 -> background = "";
        default -> {}
      }
    }
  }

  /// One of the 256 that no theme changes.
  private static String color(int number) {
    if (number >= 232) {
      int grey = 8 + 10 * (number - 232);
      return "rgb(%d,%d,%d)".formatted(grey, grey, grey);
    }
    int cube = number - 16;
    return "rgb(%d,%d,%d)".formatted(STEPS[cube / 36], STEPS[cube / 6 % 6], STEPS[cube % 6]);
  }

  private String style() {
    String front = foreground.isEmpty() ? ink : foreground;
    String back = background.isEmpty() ? ground : background;
    return "color:"
        + (inverse ? back : front)
        + ";background:"
        + (inverse ? front : back)
        + (bold ? ";font-weight:bold" : "")
        + (faint ? ";opacity:.62" : "");
  }
}
