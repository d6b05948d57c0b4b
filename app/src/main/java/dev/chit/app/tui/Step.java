package dev.chit.app.tui;

import java.util.ArrayList;
import java.util.List;

/// What comes of an event: how things are now, and what is to be done.
record Step(Model model, List<Effect> effects) {
  Step {
    effects = List.copyOf(effects);
  }

  static Step of(Model model, Effect... effects) {
    return new Step(model, List.of(effects));
  }

  Step and(Effect... more) {
    var all = new ArrayList<>(effects);
    all.addAll(List.of(more));
    return new Step(model, all);
  }
}
