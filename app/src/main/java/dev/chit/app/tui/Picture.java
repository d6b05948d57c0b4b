package dev.chit.app.tui;

import java.util.List;
import org.jline.utils.AttributedString;

/// What is on the screen.
///
/// @param lines as many as the screen has rows
record Picture(List<AttributedString> lines, int cursorRow, int cursorColumn) {
  Picture {
    lines = List.copyOf(lines);
  }
}
