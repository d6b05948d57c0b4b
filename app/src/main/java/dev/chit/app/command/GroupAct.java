package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What `chit group` can do.
enum GroupAct {
  NEW("new"),
  ADD("add"),
  REMOVE("remove"),
  LEAVE("leave"),
  NAME("name"),
  ROLE("role"),
  LIST("list"),
  SHOW("show");

  private final String word;

  GroupAct(String word) {
    this.word = word;
  }

  /// In any case and as short as is unambiguous.
  static GroupAct parse(String typed) {
    String folded = typed.toLowerCase(Locale.ROOT);
    List<GroupAct> found =
        Stream.of(values())
            .filter(act -> !folded.isEmpty() && act.word.startsWith(folded))
            .toList();
    for (GroupAct act : found) {
      if (act.word.equals(folded)) {
        return act;
      }
    }
    if (found.size() != 1) {
      throw CommandFailure.usage(
          "“"
              + typed
              + "” is nothing to do with a group: new, add, remove, leave, name, role,"
              + " list, show.");
    }
    return found.getFirst();
  }

  /// For completion.
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(values()).map(act -> act.word).iterator();
    }
  }
}
