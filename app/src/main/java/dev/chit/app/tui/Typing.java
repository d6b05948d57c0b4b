package dev.chit.app.tui;

/// Editing of a line.
final class Typing {
  private Typing() {}

  /// What may stand in a text: line breaks, but no other control character.
  static String clean(String raw) {
    var out = new StringBuilder(raw.length());
    raw.replace("\r\n", "\n")
        .replace('\r', '\n')
        .replace('\t', ' ')
        .codePoints()
        .filter(c -> c == '\n' || !Character.isISOControl(c))
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /// The line after an editing key; others change nothing.
  static Composer edit(Composer composer, Press press) {
    return switch (press) {
      case NEW_LINE -> composer.insert("\n");
      case BACKSPACE -> composer.backspace();
      case DELETE -> composer.delete();
      case LEFT -> composer.left();
      case RIGHT -> composer.right();
      case WORD_LEFT -> composer.wordLeft();
      case WORD_RIGHT -> composer.wordRight();
      case HOME -> composer.start();
      case END -> composer.end();
      case DELETE_LINE -> composer.deleteLine();
      case DELETE_REST -> composer.deleteRest();
      case DELETE_WORD -> composer.deleteWord();
      case UNDO -> composer.undone();
      case ENTER,
          UP,
          DOWN,
          PAGE_UP,
          PAGE_DOWN,
          TAB,
          ESCAPE,
          NEXT,
          PREVIOUS,
          HELP,
          WALLET,
          PEOPLE,
          INTERRUPT,
          END_OF_INPUT,
          LEAVE,
          REDRAW ->
          composer;
    };
  }
}
