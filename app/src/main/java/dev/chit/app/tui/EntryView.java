package dev.chit.app.tui;

import dev.chit.client.FileState;
import dev.chit.client.MessageState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/// One thing of a conversation, as lines.
final class EntryView {
  private static final int TIME = 6;
  private static final int NAME_MAX = 12;
  private static final int NAME_MIN = 3;
  private static final int MARKS = 9;
  private static final int TEXT_MIN = 10;
  private static final String BAR = "▌ ";

  private final Model model;
  private final int columns;
  private final Theme theme;
  private final int names;

  EntryView(Model model, int columns, Theme theme) {
    this.model = model;
    this.columns = columns;
    this.theme = theme;
    this.names = names(model, columns);
  }

  /// As wide as the longest name needs, where there is room.
  private static int names(Model model, int columns) {
    int most = columns < 50 ? 8 : NAME_MAX;
    int longest =
        model.room().entries().stream()
            .mapToInt(it -> it instanceof Entry.Said said ? said.from().length() : 0)
            .max()
            .orElse(0);
    return Math.clamp(Math.max(longest, model.me().length()), NAME_MIN, most);
  }

  private int indent() {
    return 1 + TIME + names + 1;
  }

  AttributedString day(Instant at) {
    return Line.of(" — " + Times.day(at, model.zone()) + " —", columns, theme.faint());
  }

  List<AttributedString> sending(String text) {
    return texts("", model.me(), theme.faint(), text, theme.plain(), "sending", theme.faint());
  }

  List<AttributedString> lines(Entry entry) {
    return switch (entry) {
      case Entry.Said said -> said(said);
      case Entry.Note note ->
          texts(minute(note), "", theme.faint(), note.text(), theme.faint(), "", theme.faint());
      case Entry.Payment payment -> payment(payment);
      case Entry.Request request -> request(request);
      case Entry.File file -> file(file);
    };
  }

  private List<AttributedString> said(Entry.Said said) {
    var name = said.mine() ? theme.faint() : theme.name();
    if (said.deleted()) {
      return texts(
          minute(said), said.from(), name, "(taken back)", theme.faint(), "", theme.faint());
    }
    var lines = new ArrayList<AttributedString>();
    String text =
        said.text()
            + (said.edited() ? " (edited)" : "")
            + (said.endToEnd() ? "" : " (not end-to-end encrypted by Chit)");
    if (!said.answers().isEmpty()) {
      var quote = new Line(columns).to(indent(), theme.plain());
      lines.add(quote.add("▏ " + Text.safe(said.answers()), theme.faint()).done());
    }
    lines.addAll(
        texts(minute(said), said.from(), name, text, theme.plain(), marks(said), mark(said)));
    return lines;
  }

  private static String marks(Entry.Said said) {
    if (said.readBy() > 0) {
      return "✓✓ " + said.readBy();
    }
    return switch (said.state()) {
      case WAITING -> "waits";
      case STORED -> "✓";
      case DELIVERED -> "✓✓";
      case READ -> "✓✓ read";
      case REFUSED -> "refused";
      case RECEIVED -> "";
    };
  }

  private AttributedStyle mark(Entry.Said said) {
    return said.state() == MessageState.READ
        ? theme.name()
        : said.state() == MessageState.REFUSED ? theme.warn() : theme.faint();
  }

  private List<AttributedString> payment(Entry.Payment it) {
    String what = it.outgoing() ? "you paid " + it.other() + " " : it.other() + " paid you ";
    return card(it, what, it.amount(), it.memo(), it.proof());
  }

  private List<AttributedString> request(Entry.Request it) {
    String what = it.outgoing() ? "you ask " + it.other() + " for " : it.other() + " asks you for ";
    String below =
        it.isOpen() && !it.outgoing()
            ? "/accept " + it.digits() + " pays it, /refuse " + it.digits() + " does not"
            : it.state();
    return card(it, what, it.amount(), it.memo(), below);
  }

  private List<AttributedString> file(Entry.File it) {
    String who = it.outgoing() ? "you sent a file: " : it.other() + " sends a file: ";
    String below = it.state() == FileState.OFFERED ? "/save " + it.digits() : it.state().toString();
    return card(it, who, it.what(), "", below);
  }

  /// Beside a bar: what happened and the sum, what for, and what can be done or was verified.
  private List<AttributedString> card(
      Entry at, String what, String sum, String memo, String below) {
    int left = Math.min(indent(), columns / 4);
    int inside = Math.max(TEXT_MIN, columns - left - BAR.length() - 1);
    var lines = new ArrayList<AttributedString>();
    List<String> first = Text.wrap(what + sum, inside);
    if (first.size() == 1) {
      var line = new Line(inside).add(what, theme.plain()).add(sum, theme.money());
      lines.add(barred(minute(at), left, line.done()));
    } else {
      first.forEach(it -> lines.add(barred(left, inside, it, theme.money())));
    }
    if (!memo.isEmpty()) {
      Text.wrap("“" + memo + "”", inside)
          .forEach(it -> lines.add(barred(left, inside, it, theme.plain())));
    }
    Text.wrap(below, inside).forEach(it -> lines.add(barred(left, inside, it, theme.faint())));
    return lines;
  }

  private AttributedString barred(int left, int inside, String text, AttributedStyle style) {
    return barred("", left, Line.of(text, inside, style));
  }

  private AttributedString barred(String time, int left, AttributedString content) {
    return new Line(columns)
        .add(" " + time, theme.faint())
        .to(left, theme.plain())
        .add(BAR, theme.money())
        .join(content)
        .done();
  }

  private List<AttributedString> texts(
      String time,
      String from,
      AttributedStyle fromStyle,
      String text,
      AttributedStyle style,
      String marks,
      AttributedStyle markStyle) {
    int indent = indent();
    List<String> wrapped =
        Text.wrap(text, Math.max(TEXT_MIN, columns - indent - (marks.isEmpty() ? 1 : MARKS)));
    var lines = new ArrayList<AttributedString>();
    for (int i = 0; i < wrapped.size(); i++) {
      var line = new Line(columns);
      if (i == 0) {
        line.add(" " + time, theme.faint())
            .to(1 + TIME, theme.plain())
            .add(Text.fit(Text.safe(from), names), fromStyle);
      }
      line.to(indent, theme.plain()).add(wrapped.get(i), style);
      if (i == wrapped.size() - 1 && !marks.isEmpty()) {
        line.right(marks + " ", markStyle, theme.plain());
      }
      lines.add(line.done());
    }
    return lines;
  }

  private String minute(Entry entry) {
    return Times.minute(entry.at(), model.zone());
  }
}
