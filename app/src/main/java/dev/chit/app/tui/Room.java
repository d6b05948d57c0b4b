package dev.chit.app.tui;

import dev.chit.core.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The open conversation, as far as it was loaded.
///
/// @param entries oldest first
/// @param more whether there are older ones
/// @param loading whether they were asked for
/// @param scroll lines below what is shown
/// @param fresh how many came in while older ones were looked at
/// @param sending texts that are on their way
record Room(
    Optional<With> with,
    List<Entry> entries,
    boolean more,
    boolean loading,
    int scroll,
    int fresh,
    List<String> sending) {
  /// Messages of a page.
  static final int PAGE = 60;

  /// Beyond these no older ones are loaded; search and export reach them.
  static final int ENTRIES_MAX = 5_000;

  static final Room NONE = new Room(Optional.empty(), List.of(), false, false, 0, 0, List.of());

  Room {
    entries = List.copyOf(entries);
    sending = List.copyOf(sending);
  }

  static Room of(With with) {
    return new Room(Optional.of(with), List.of(), false, true, 0, 0, List.of());
  }

  boolean isOf(With other) {
    return with.isPresent() && with.get().equals(other);
  }

  /// Messages that are loaded, a page at least.
  int loaded() {
    long said = entries.stream().filter(it -> it.position() != Entry.NOWHERE).count();
    return (int) Math.max(PAGE, said);
  }

  /// The first that has a position.
  Optional<Entry> first() {
    return entries.stream().filter(it -> it.position() != Entry.NOWHERE).findFirst();
  }

  /// With the newest ones as they are now; older ones stay as they were.
  Room newest(List<Entry> page, boolean pageHasMore) {
    Optional<Entry> begin = page.stream().filter(it -> it.position() >= 0).findFirst();
    var all = new ArrayList<Entry>();
    if (pageHasMore && begin.isPresent()) {
      for (Entry entry : entries) {
        if (entry.position() >= begin.get().position()) {
          break;
        }
        all.add(entry);
      }
    }
    boolean hasOlder = !all.isEmpty();
    all.addAll(page);
    return new Room(with, all, hasOlder ? more : pageHasMore, false, scroll, fresh, sending);
  }

  Room older(List<Entry> page, boolean hasMore) {
    var all = new ArrayList<>(page);
    all.addAll(entries);
    return new Room(with, all, hasMore && all.size() < ENTRIES_MAX, false, scroll, fresh, sending);
  }

  Room loading(boolean now) {
    return new Room(with, entries, more, now, scroll, fresh, sending);
  }

  Room scrolled(int lines, int freshNow) {
    return new Room(with, entries, more, loading, lines, freshNow, sending);
  }

  Room sending(String text) {
    var all = new ArrayList<>(sending);
    all.add(text);
    return new Room(with, entries, more, loading, 0, 0, all);
  }

  Room sent(String text) {
    var left = new ArrayList<>(sending);
    left.remove(text);
    return new Room(with, entries, more, loading, scroll, fresh, left);
  }

  /// The texts of others that can be seen.
  List<MessageId> seen() {
    return entries.stream()
        .filter(it -> it instanceof Entry.Said said && !said.mine())
        .map(it -> ((Entry.Said) it).id())
        .toList();
  }
}
