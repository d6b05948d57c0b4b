package dev.chit.app.tui;

/// A key that does something, whatever a terminal calls it.
enum Press {
  ENTER,
  NEW_LINE,
  BACKSPACE,
  DELETE,
  LEFT,
  RIGHT,
  WORD_LEFT,
  WORD_RIGHT,
  HOME,
  END,
  UP,
  DOWN,
  PAGE_UP,
  PAGE_DOWN,
  TAB,
  ESCAPE,
  DELETE_LINE,
  DELETE_REST,
  DELETE_WORD,
  NEXT,
  PREVIOUS,
  UNDO,
  HELP,
  WALLET,
  PEOPLE,
  INTERRUPT,
  END_OF_INPUT,
  LEAVE,
  REDRAW
}
