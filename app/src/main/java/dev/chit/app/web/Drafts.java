package dev.chit.app.web;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/// What was typed and not sent yet. It lives in this process, so that a page that is loaded anew
/// has it, and nowhere on a disk.
final class Drafts {
  /// Conversations with one; a further one takes the place of the oldest.
  static final int ALL_MAX = 100;

  /// Characters of each; what is longer is not kept.
  static final int LENGTH_MAX = 32_000;

  private final Map<String, String> all = new LinkedHashMap<>();

  /// @param text empty for none
  synchronized void keep(String with, String text) {
    all.remove(with);
    if (text.isEmpty() || text.length() > LENGTH_MAX) {
      return;
    }
    if (all.size() == ALL_MAX) {
      all.remove(all.keySet().iterator().next());
    }
    all.put(with, text);
  }

  synchronized JsonObject json() {
    var json = new JsonObject();
    all.forEach(json::addProperty);
    return json;
  }
}
