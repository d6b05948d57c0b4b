package dev.chit.app.console;

import java.util.Locale;

/// Sizes as a person reads them.
public final class Sizes {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB"};
  private static final int STEP = 1_000;

  private Sizes() {}

  /// Three digits or so: `999 bytes`, `1.0 kB`, `12.3 MB`.
  public static String text(long bytes) {
    if (bytes < STEP) {
      return bytes == 1 ? "1 byte" : bytes + " bytes";
    }
    double shown = bytes;
    int unit = -1;
    while (shown >= STEP - 0.05 && unit < UNITS.length - 1) {
      shown /= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", shown, UNITS[unit]);
  }
}
