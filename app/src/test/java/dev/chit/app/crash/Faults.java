package dev.chit.app.crash;

import java.util.ArrayList;
import java.util.List;

/// What the server did that it had promised not to do.
final class Faults {
  private static final int KEPT_MAX = 20;

  private final List<String> found = new ArrayList<>();

  synchronized void add(String fault) {
    if (found.size() < KEPT_MAX) {
      found.add(fault);
    }
  }

  void check(boolean kept, String fault) {
    if (!kept) {
      add(fault);
    }
  }

  synchronized boolean any() {
    return !found.isEmpty();
  }

  /// @throws AssertionError if there are any
  synchronized void none() {
    if (!found.isEmpty()) {
      throw new AssertionError(String.join("\n", found));
    }
  }
}
