package dev.chit.app.tui;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// One line of the screen, filled from the left. The only way onto it is through [Text#safe].
final class Line {
  private final int columns;
  private final AttributedStringBuilder text = new AttributedStringBuilder();
  private int used;

  Line(int columns) {
    this.columns = columns;
  }

  /// As much of it as there is room for.
  Line add(String more, AttributedStyle style) {
    String fitting = Text.fit(Text.safe(more), columns - used);
    text.styled(style, fitting);
    used += Text.width(fitting);
    return this;
  }

  /// Blanks up to a column.
  Line to(int column, AttributedStyle style) {
    int blanks = Math.min(column, columns) - used;
    if (blanks > 0) {
      text.styled(style, " ".repeat(blanks));
      used += blanks;
    }
    return this;
  }

  /// At the right end, if there is room for it behind what stands there.
  Line right(String more, AttributedStyle style, AttributedStyle between) {
    String safe = Text.safe(more);
    int wide = Text.width(safe);
    if (used + wide < columns) {
      to(columns - wide, between);
      add(safe, style);
    }
    return this;
  }

  /// Another line behind this one.
  Line join(AttributedString other) {
    text.append(other);
    used += other.columnLength();
    return this;
  }

  int used() {
    return used;
  }

  AttributedString done() {
    return text.toAttributedString();
  }

  /// Filled up with blanks.
  AttributedString filled(AttributedStyle style) {
    return to(columns, style).done();
  }

  static AttributedString of(String text, int columns, AttributedStyle style) {
    return new Line(columns).add(text, style).done();
  }
}
