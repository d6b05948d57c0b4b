package dev.chit.app.tui;

/// What the terminal's ground is like.
public enum Tone {
  /// As `COLORFGBG` says; without it, colours that can be read on either.
  AUTO,
  LIGHT,
  DARK;

  /// Lower case, as typed.
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
