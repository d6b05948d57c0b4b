package dev.chit.app.web;

import dev.chit.core.MessageId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Messages that came while this page's server ran and that no page has shown yet.
final class Unread {
  /// Of one person; more are not counted.
  static final int EACH_MAX = 1_000;

  private final Map<String, Set<MessageId>> all = new HashMap<>();

  synchronized void arrived(String from, MessageId id) {
    Set<MessageId> ids = all.computeIfAbsent(from, _ -> new HashSet<>());
    if (ids.size() < EACH_MAX) {
      ids.add(id);
    }
  }

  synchronized void shown(String from, List<MessageId> ids) {
    Set<MessageId> left = all.get(from);
    if (left != null) {
      ids.forEach(left::remove);
    }
  }

  synchronized int count(String from) {
    return all.getOrDefault(from, Set.of()).size();
  }
}
