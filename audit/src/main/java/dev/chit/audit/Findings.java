package dev.chit.audit;

import java.util.ArrayList;
import java.util.List;

/// The findings so far: a log that is wrong everywhere must not fill the memory.
final class Findings {
  static final int KEPT_MAX = 1000;

  private final List<Finding> kept = new ArrayList<>();
  private long leftOut;

  void add(Finding finding) {
    if (kept.size() < KEPT_MAX) {
      kept.add(finding);
    } else {
      leftOut++;
    }
  }

  void add(Fault fault, long index, String sentence) {
    add(new Finding(fault, index, sentence));
  }

  void addOfLog(Fault fault, String sentence) {
    add(Finding.ofLog(fault, sentence));
  }

  List<Finding> kept() {
    return kept;
  }

  long leftOut() {
    return leftOut;
  }
}
