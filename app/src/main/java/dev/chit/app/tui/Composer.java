package dev.chit.app.tui;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The line in which one writes. Positions count characters of the Java string.
///
/// @param past what was written before, oldest first
/// @param at which of these stands here; the size of `past` for none
/// @param undo what stood here before, oldest first
record Composer(String text, int cursor, List<String> past, int at, List<Composer.Before> undo) {
  static final Composer EMPTY = new Composer("", 0, List.of(), 0, List.of());

  private static final int PAST_MAX = 200;
  private static final int UNDO_MAX = 100;
  private static final int TEXT_MAX = 32_000;

  record Before(String text, int cursor) {
    /// Without the text.
    @Override
    public String toString() {
      return "Before[]";
    }
  }

  Composer {
    past = List.copyOf(past);
    undo = List.copyOf(undo);
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  /// As it was left, with nothing to undo.
  Composer holding(String draft) {
    return new Composer(draft, draft.length(), past, past.size(), List.of());
  }

  /// What else was written stays in the past and can be undone.
  Composer with(String newText, int newCursor) {
    if (newText.length() > TEXT_MAX) {
      return this;
    }
    return new Composer(newText, newCursor, past, past.size(), plus(undo, before(), UNDO_MAX));
  }

  Composer with(String newText) {
    return with(newText, newText.length());
  }

  Composer insert(String typed) {
    return with(
        text.substring(0, cursor) + typed + text.substring(cursor), cursor + typed.length());
  }

  Composer backspace() {
    return without(previous(), cursor);
  }

  Composer delete() {
    return without(cursor, next());
  }

  Composer deleteWord() {
    return without(wordLeft().cursor, cursor);
  }

  Composer deleteLine() {
    return without(lineStart(), cursor);
  }

  Composer deleteRest() {
    return without(cursor, lineEnd());
  }

  private Composer without(int from, int to) {
    return from == to ? this : with(text.substring(0, from) + text.substring(to), from);
  }

  Composer left() {
    return at(previous());
  }

  Composer right() {
    return at(next());
  }

  Composer wordLeft() {
    int to = cursor;
    while (to > 0 && text.charAt(to - 1) <= ' ') {
      to--;
    }
    while (to > 0 && text.charAt(to - 1) > ' ') {
      to--;
    }
    return at(to);
  }

  Composer wordRight() {
    int to = cursor;
    while (to < text.length() && text.charAt(to) <= ' ') {
      to++;
    }
    while (to < text.length() && text.charAt(to) > ' ') {
      to++;
    }
    return at(to);
  }

  Composer start() {
    return at(lineStart());
  }

  Composer end() {
    return at(lineEnd());
  }

  private int lineStart() {
    return text.lastIndexOf('\n', cursor - 1) + 1;
  }

  private int lineEnd() {
    int found = text.indexOf('\n', cursor);
    return found < 0 ? text.length() : found;
  }

  Composer undone() {
    if (undo.isEmpty()) {
      return this;
    }
    Before last = undo.getLast();
    return new Composer(
        last.text(), last.cursor(), past, past.size(), undo.subList(0, undo.size() - 1));
  }

  /// Empty, and the text in the past.
  Composer sent() {
    List<String> longer =
        text.isBlank() || (!past.isEmpty() && past.getLast().equals(text))
            ? past
            : plus(past, text, PAST_MAX);
    return new Composer("", 0, longer, longer.size(), List.of());
  }

  Composer older() {
    return at == 0 ? this : shown(at - 1, past.get(at - 1));
  }

  Composer newer() {
    if (at >= past.size()) {
      return this;
    }
    return shown(at + 1, at + 1 == past.size() ? "" : past.get(at + 1));
  }

  private Composer shown(int newAt, String line) {
    return new Composer(line, line.length(), past, newAt, undo);
  }

  private Composer at(int newCursor) {
    return new Composer(text, newCursor, past, at, undo);
  }

  /// A character as a person sees it, which may be several to Java.
  private int previous() {
    int found = characters().preceding(cursor);
    return cursor == 0 || found == BreakIterator.DONE ? 0 : found;
  }

  private int next() {
    return cursor == text.length() ? cursor : characters().following(cursor);
  }

  private BreakIterator characters() {
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    return characters;
  }

  private Before before() {
    return new Before(text, cursor);
  }

  private static <T> List<T> plus(List<T> list, T item, int most) {
    var longer = new ArrayList<>(list.size() < most ? list : list.subList(1, list.size()));
    longer.add(item);
    return longer;
  }

  /// Without what is written.
  @Override
  public String toString() {
    return "Composer[" + text.length() + "]";
  }
}
