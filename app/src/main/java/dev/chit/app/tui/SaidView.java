package dev.chit.app.tui;

import java.util.ArrayList;
import java.util.List;

/// What is said to the person above the composing line.
final class SaidView {
  private SaidView() {}

  static List<String> lines(Model model) {
    var lines = new ArrayList<String>();
    if (!model.busy().isEmpty()) {
      lines.add(Text.fit(Text.safe(model.busy()), model.columns()));
    }
    for (String said : model.said()) {
      lines.addAll(Text.wrap(said, model.columns()));
    }
    return lines.size() <= Layout.SAID_MAX ? lines : lines.subList(0, Layout.SAID_MAX);
  }
}
