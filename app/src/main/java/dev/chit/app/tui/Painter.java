package dev.chit.app.tui;

import dev.chit.client.ConnectionState;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/// Draws the whole screen anew; the terminal is sent what has changed of it.
final class Painter {
  private final Theme theme;

  Painter(Theme theme) {
    this.theme = theme;
  }

  Picture paint(Model model) {
    Layout layout = Layout.of(model);
    return layout.isTooSmall() ? tooSmall(model) : whole(model, layout);
  }

  private Picture tooSmall(Model model) {
    var lines = new ArrayList<AttributedString>();
    for (String line :
        Text.wrap(
            "Make the window larger: %d×%d at least, this is %d×%d."
                .formatted(Layout.COLUMNS_MIN, Layout.ROWS_MIN, model.columns(), model.rows()),
            model.columns())) {
      lines.add(Line.of(line, model.columns(), theme.plain()));
    }
    return filled(lines, model.rows(), 0, 0);
  }

  private Picture whole(Model model, Layout layout) {
    var lines = new ArrayList<AttributedString>();
    lines.add(header(model, layout.columns()));
    lines.addAll(body(model, layout));
    for (String said : SaidView.lines(model)) {
      lines.add(Line.of(said, layout.columns(), theme.plain()));
    }
    ComposerView composer = ComposerView.of(model, theme);
    lines.addAll(composer.lines());
    lines.add(keys(model, layout.columns()));
    return filled(lines, layout.rows(), layout.composerTop() + composer.row(), composer.column());
  }

  private static Picture filled(List<AttributedString> lines, int rows, int row, int column) {
    var all = new ArrayList<>(lines.subList(0, Math.min(rows, lines.size())));
    while (all.size() < rows) {
      all.add(AttributedString.EMPTY);
    }
    return new Picture(all, Math.min(row, rows - 1), column);
  }

  private AttributedString header(Model model, int columns) {
    String balance = model.wallet().balance();
    int unread = model.unread().values().stream().mapToInt(java.util.Set::size).sum();
    var line = new Line(columns).add(" chit · " + model.me(), theme.bar());
    if (unread > 0) {
      line.add(" · " + unread + " unread", theme.bar());
    }
    String right = (balance.isEmpty() ? "" : balance + " · ") + connection(model) + " ";
    return line.right(right, theme.bar(), theme.bar()).filled(theme.bar());
  }

  private static String connection(Model model) {
    return switch (model.connection()) {
      case CONNECTED -> "connected";
      case CONNECTING -> "connecting …";
      case WAITING -> "no connection, trying again";
      case NOT_TRUSTED -> "NOT THE SERVER YOU MET BEFORE";
      case OFFLINE -> "not connected";
      case CLOSED -> "disconnected";
    };
  }

  private List<AttributedString> body(Model model, Layout layout) {
    if (layout.isNarrow()) {
      boolean list = model.view() == Model.View.PEOPLE && model.panel() instanceof Panel.None;
      List<AttributedString> lines =
          list
              ? PeopleView.lines(model, layout.columns(), layout.bodyRows(), theme)
              : main(model, layout);
      return exactly(lines, layout.bodyRows());
    }
    List<AttributedString> list = PeopleView.lines(model, layout.side(), layout.bodyRows(), theme);
    List<AttributedString> main = exactly(main(model, layout), layout.bodyRows());
    var lines = new ArrayList<AttributedString>();
    for (int i = 0; i < layout.bodyRows(); i++) {
      var line = new Line(layout.columns());
      if (i < list.size()) {
        line.join(list.get(i));
      }
      line.to(layout.side(), theme.plain()).add("▏", theme.faint()).join(main.get(i));
      lines.add(line.done());
    }
    return lines;
  }

  /// Title and content.
  private List<AttributedString> main(Model model, Layout layout) {
    int columns = layout.roomColumns();
    int rows = layout.roomRows();
    if (model.panel() instanceof Panel.Reading reading) {
      return reading(reading, columns, rows);
    }
    List<AttributedString> asked =
        model.panel() instanceof Panel.Question question ? question(question, columns) : List.of();
    int rest = Math.max(0, rows - asked.size());
    var lines = new ArrayList<AttributedString>();
    if (model.view() == Model.View.WALLET) {
      lines.add(WalletView.title(model, columns, theme));
      List<AttributedString> all = WalletView.lines(model, columns, theme);
      int from = Math.min(model.wallet().scroll(), Math.max(0, all.size() - rows));
      lines.addAll(exactly(all.subList(from, all.size()), rest));
    } else {
      lines.add(RoomView.title(model, columns, theme));
      List<AttributedString> shown = RoomView.lines(model, columns, rest, theme);
      lines.addAll(exactly(List.of(), rest - shown.size()));
      lines.addAll(shown);
    }
    lines.addAll(asked);
    return lines;
  }

  private List<AttributedString> reading(Panel.Reading reading, int columns, int rows) {
    var lines = new ArrayList<AttributedString>();
    var title = new Line(columns).add(" " + reading.title(), theme.name());
    int most = Math.max(0, reading.lines().size() - rows);
    int from = Math.min(reading.scroll(), most);
    if (most > 0) {
      title.right((from * 100 / most) + " % ", theme.faint(), theme.plain());
    }
    lines.add(title.done());
    for (String line :
        reading.lines().subList(from, Math.min(reading.lines().size(), from + rows))) {
      lines.add(Line.of(" " + line, columns, theme.plain()));
    }
    return lines;
  }

  private List<AttributedString> question(Panel.Question question, int columns) {
    var lines = new ArrayList<AttributedString>();
    lines.add(AttributedString.EMPTY);
    for (String line : Text.wrap(question.prompt().strip(), columns - 4)) {
      lines.add(new Line(columns).add(" ▌ ", theme.warn()).add(line, theme.name()).done());
    }
    lines.add(AttributedString.EMPTY);
    return lines;
  }

  private static List<AttributedString> exactly(List<AttributedString> lines, int rows) {
    var all = new ArrayList<>(lines.subList(0, Math.min(rows, lines.size())));
    while (all.size() < rows) {
      all.add(AttributedString.EMPTY);
    }
    return all;
  }

  private AttributedString keys(Model model, int columns) {
    return Line.of(" " + keys(model), columns, theme.faint());
  }

  private static String keys(Model model) {
    return switch (model.panel()) {
      case Panel.Question question ->
          question.prompt().contains("[y/N]")
              ? "y Enter: yes   Esc: no"
              : "Enter: answer   Esc: do not";
      case Panel.Reading _ -> "Esc: back   PgUp PgDn: more";
      case Panel.None _ ->
          switch (model.view()) {
            case WALLET -> "F2: conversation   PgUp PgDn: more   F1: help   Ctrl-Q: leave";
            case TALK ->
                model.connection() == ConnectionState.NOT_TRUSTED
                    ? "/connect HOST:PORT#FINGERPRINT   F1: help   Ctrl-Q: leave"
                    : "F1: help   F2: wallet   Ctrl-N: next   Tab: complete   Ctrl-Q: leave";
            case PEOPLE -> "Ctrl-N: choose   Enter: open   F1: help   Ctrl-Q: leave";
          };
    };
  }
}
