package dev.chit.app.tui;

import dev.chit.client.KeyCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/// The list of people and groups.
final class PeopleView {
  /// Lines above the first conversation.
  static final int HEAD = 1;

  private PeopleView() {}

  static List<AttributedString> lines(Model model, int columns, int rows, Theme theme) {
    var lines = new ArrayList<AttributedString>();
    lines.add(Line.of(" people and groups", columns, theme.faint()));
    List<Conversation> people = model.people();
    if (people.isEmpty()) {
      lines.add(Line.of(" nobody yet:", columns, theme.plain()));
      lines.add(Line.of(" /chat NAME", columns, theme.plain()));
    }
    int last = Math.min(people.size(), model.first() + rows - HEAD);
    for (int i = Math.min(model.first(), last); i < last; i++) {
      lines.add(line(model, people.get(i), columns, theme));
    }
    return lines.subList(0, Math.min(rows, lines.size()));
  }

  /// The conversation in a row of the list.
  static Optional<Conversation> at(Model model, int row) {
    int i = model.first() + row - HEAD;
    return row < HEAD || i >= model.people().size()
        ? Optional.empty()
        : Optional.of(model.people().get(i));
  }

  private static AttributedString line(
      Model model, Conversation conversation, int columns, Theme theme) {
    boolean open = model.room().isOf(conversation.with());
    int unread = model.unread(conversation.with());
    AttributedStyle rest = open ? theme.chosen() : theme.plain();
    AttributedStyle name = unread > 0 || conversation.asks() ? theme.name() : theme.plain();
    var line =
        new Line(columns)
            .add(open ? "▸" : " ", rest)
            .add(mark(model, conversation), open ? rest : theme.money())
            .add(" ", rest)
            .add(
                Text.fit(conversation.title(), columns - 3 - (unread > 0 ? 5 : 1)),
                open ? rest : name);
    if (unread > 0) {
      line.right(count(unread) + " ", open ? rest : theme.name(), rest);
    } else if (conversation.asks()) {
      line.right("asks ", open ? rest : theme.warn(), rest);
    } else if (conversation.key() == KeyCheck.CHANGED) {
      line.right("key! ", open ? rest : theme.warn(), rest);
    }
    return line.filled(rest);
  }

  private static String count(int unread) {
    return unread > 99 ? "99+" : Integer.toString(unread);
  }

  private static String mark(Model model, Conversation conversation) {
    return switch (conversation.with()) {
      case With.Group _ -> " ";
      case With.Person(var name) ->
          conversation.asks() ? "?" : isOnline(model, name.value()) ? "●" : "○";
    };
  }

  static boolean isOnline(Model model, String name) {
    return model.online().contains(name.toLowerCase(Locale.ROOT));
  }
}
