package dev.chit.app.tui;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/// The composing line, of which a long text makes several.
///
/// @param row of the cursor among the lines
record ComposerView(List<AttributedString> lines, int row, int column) {
  private static final String SECRET = "•";

  static ComposerView of(Model model) {
    return of(model, Theme.WITHOUT_COLOR);
  }

  static ComposerView of(Model model, Theme theme) {
    return switch (model.panel()) {
      case Panel.Question(String _, boolean secret, Composer answer) ->
          of("answer> ", answer, secret, model.columns(), theme);
      case Panel.None _, Panel.Reading _ ->
          of(prompt(model), model.composer(), false, model.columns(), theme);
    };
  }

  private static String prompt(Model model) {
    return model.room().with().map(with -> with.title() + "> ").orElse("chit> ");
  }

  private static ComposerView of(
      String prompt, Composer composer, boolean secret, int columns, Theme theme) {
    String text = composer.text();
    var all = new ArrayList<AttributedString>();
    Line line = new Line(columns).add(Text.fit(prompt, columns / 2), theme.name());
    int indent = line.used();
    int row = 0;
    int column = indent;
    for (int i = 0; i <= text.length(); ) {
      if (i == composer.cursor()) {
        row = all.size();
        column = line.used();
      }
      if (i == text.length()) {
        break;
      }
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      String drawn = drawn(c, secret);
      if (c == '\n' || line.used() + Text.width(drawn) >= columns) {
        all.add(line.done());
        line = new Line(columns).to(indent, theme.plain());
      }
      line.add(drawn, theme.plain());
    }
    all.add(line.done());
    int most = Layout.COMPOSER_MAX;
    int top = Math.clamp(row - most + 1, 0, Math.max(0, all.size() - most));
    return new ComposerView(
        List.copyOf(all.subList(top, Math.min(all.size(), top + most))), row - top, column);
  }

  private static String drawn(int c, boolean secret) {
    if (c == '\n' || !Text.isDrawn(c)) {
      return "";
    }
    return secret ? SECRET : Character.toString(c);
  }
}
