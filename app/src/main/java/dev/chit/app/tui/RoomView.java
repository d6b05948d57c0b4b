package dev.chit.app.tui;

import dev.chit.client.KeyCheck;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jline.utils.AttributedString;

/// The open conversation.
final class RoomView {
  private RoomView() {}

  static AttributedString title(Model model, int columns, Theme theme) {
    if (model.room().with().isEmpty()) {
      return Line.of(" nobody chosen", columns, theme.faint());
    }
    With with = model.room().with().get();
    var line = new Line(columns).add(" " + with.title(), theme.name());
    model.conversation(with).ifPresent(it -> about(model, it, line, theme));
    if (model.room().fresh() > 0) {
      line.right("↓ " + model.room().fresh() + " new ", theme.warn(), theme.plain());
    }
    return line.done();
  }

  private static void about(Model model, Conversation it, Line line, Theme theme) {
    if (!(it.with() instanceof With.Person(var name))) {
      line.add("  group", theme.faint());
      return;
    }
    if (it.asks()) {
      line.add("  a stranger, asks to talk", theme.warn());
      return;
    }
    line.add(PeopleView.isOnline(model, name.value()) ? "  online" : "  offline", theme.faint());
    if (it.key() == KeyCheck.CHANGED) {
      line.add("  the server named another key: /verify " + name, theme.warn());
    } else {
      line.add(
          it.key() == KeyCheck.VERIFIED ? " · key compared" : " · key not compared", theme.faint());
    }
  }

  /// What fits, the newest at the bottom unless one has scrolled.
  static List<AttributedString> lines(Model model, int columns, int rows, Theme theme) {
    if (model.room().with().isEmpty()) {
      return empty(columns, theme);
    }
    int scroll = model.room().scroll();
    List<AttributedString> below = upTo(model, columns, scroll + rows, theme);
    int end = Math.max(0, below.size() - scroll);
    return below.subList(Math.max(0, end - rows), end);
  }

  /// How many lines there are, as far as it matters.
  static int count(Model model, int columns, int most) {
    return upTo(model, columns, most, Theme.WITHOUT_COLOR).size();
  }

  /// How many lines the last so many entries take.
  static int tail(Model model, int entries, int columns) {
    List<Entry> all = model.room().entries();
    var view = new EntryView(model, columns, Theme.WITHOUT_COLOR);
    int lines = 0;
    for (int i = Math.max(0, all.size() - entries); i < all.size(); i++) {
      lines += block(model, i, view).size();
    }
    return lines;
  }

  /// From the bottom up, so that a long conversation costs no more than what is seen of it.
  private static List<AttributedString> upTo(Model model, int columns, int most, Theme theme) {
    var view = new EntryView(model, columns, theme);
    Deque<AttributedString> lines = new ArrayDeque<>();
    for (String text : model.room().sending()) {
      view.sending(text).forEach(lines::addLast);
    }
    for (int i = model.room().entries().size() - 1; i >= 0 && lines.size() < most; i--) {
      List<AttributedString> block = block(model, i, view);
      for (int j = block.size() - 1; j >= 0; j--) {
        lines.addFirst(block.get(j));
      }
    }
    if (lines.size() < most) {
      lines.addFirst(Line.of(begin(model), columns, theme.faint()));
    }
    var all = new ArrayList<>(lines);
    return all.subList(Math.max(0, all.size() - most), all.size());
  }

  private static List<AttributedString> block(Model model, int i, EntryView view) {
    List<Entry> all = model.room().entries();
    var lines = new ArrayList<AttributedString>();
    boolean sameDay =
        i > 0
            && Times.date(all.get(i - 1).at(), model.zone())
                .equals(Times.date(all.get(i).at(), model.zone()));
    if (!sameDay) {
      lines.add(view.day(all.get(i).at()));
    }
    lines.addAll(view.lines(all.get(i)));
    return lines;
  }

  private static String begin(Model model) {
    Room room = model.room();
    if (room.loading()) {
      return " …";
    }
    if (room.more()) {
      return " PgUp for older ones";
    }
    return room.entries().size() >= Room.ENTRIES_MAX
        ? " older ones: /search WORDS, /export"
        : room.entries().isEmpty() ? " nothing was said yet" : " this is the beginning";
  }

  private static List<AttributedString> empty(int columns, Theme theme) {
    return List.of(
        Line.of("", columns, theme.plain()),
        Line.of(" Choose somebody in the list: click, or Ctrl-N.", columns, theme.plain()),
        Line.of(" Somebody new: /chat NAME. All commands: F1.", columns, theme.plain()));
  }
}
