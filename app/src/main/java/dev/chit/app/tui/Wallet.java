package dev.chit.app.tui;

import java.util.List;

/// What one has, and what moved it.
///
/// @param balance with its unit, empty while it is not known
/// @param held what of it is set aside, empty for nothing
/// @param entries payments and requests, newest first
/// @param scroll lines above what is shown
record Wallet(String balance, String held, List<Entry> entries, int scroll) {
  static final Wallet UNKNOWN = new Wallet("", "", List.of(), 0);

  Wallet {
    entries = List.copyOf(entries);
  }

  Wallet scrolled(int lines) {
    return new Wallet(balance, held, entries, lines);
  }
}
