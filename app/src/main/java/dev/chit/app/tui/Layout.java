package dev.chit.app.tui;

/// Where things stand on the screen. Rows and columns count from 0.
///
/// ```text
/// header
/// people │ title
///        │ conversation …
/// ───────┴──────────────
/// what was said
/// composing line
/// keys
/// ```
///
/// @param side columns of the list, 0 where there is no room beside the conversation
/// @param bodyRows of the list, and of title and conversation together
/// @param saidRows of what was said to the person
/// @param composerRows of the composing line
record Layout(int columns, int rows, int side, int bodyRows, int saidRows, int composerRows) {
  static final int COLUMNS_MIN = 30;
  static final int ROWS_MIN = 10;
  static final int SAID_MAX = 4;
  static final int COMPOSER_MAX = 4;

  private static final int BOTH_MIN = 66;
  private static final int AROUND = 2;

  static Layout of(Model model) {
    int columns = model.columns();
    int side = columns < BOTH_MIN ? 0 : Math.clamp(columns / 4, 18, 30);
    int said = Math.min(SAID_MAX, SaidView.lines(model).size());
    int composer = Math.min(COMPOSER_MAX, ComposerView.of(model).lines().size());
    return new Layout(
        columns, model.rows(), side, model.rows() - AROUND - said - composer, said, composer);
  }

  boolean isTooSmall() {
    return columns < COLUMNS_MIN || rows < ROWS_MIN;
  }

  boolean isNarrow() {
    return side == 0;
  }

  int roomLeft() {
    return side == 0 ? 0 : side + 1;
  }

  int roomColumns() {
    return columns - roomLeft();
  }

  /// Without the title.
  int roomRows() {
    return Math.max(1, bodyRows - 1);
  }

  /// Whether the list is on the screen.
  boolean showsList(Model model) {
    return !isNarrow() || model.view() == Model.View.PEOPLE;
  }

  int composerTop() {
    return rows - 1 - composerRows;
  }
}
