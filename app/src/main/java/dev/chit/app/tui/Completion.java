package dev.chit.app.tui;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What the word before the cursor can become.
///
/// @param from where the word begins
/// @param candidates whole words, in order
record Completion(int from, List<String> candidates) {
  static Completion of(String text, int cursor, List<Word> words, List<String> names) {
    int from = cursor;
    while (from > 0 && !Character.isWhitespace(text.charAt(from - 1))) {
      from--;
    }
    String typed = text.substring(from, cursor).toLowerCase(Locale.ROOT);
    return new Completion(
        from,
        all(text.substring(0, from), typed, words, names)
            .filter(it -> it.toLowerCase(Locale.ROOT).startsWith(typed))
            .distinct()
            .toList());
  }

  private static Stream<String> all(
      String before, String typed, List<Word> words, List<String> names) {
    if (before.isEmpty() && typed.startsWith("/")) {
      return words.stream().map(word -> "/" + word.word());
    }
    if (before.startsWith("/")) {
      String first = before.substring(1).stripTrailing();
      boolean isFirst = first.indexOf(' ') < 0;
      boolean many = first.startsWith("split ") || first.startsWith("group ");
      return (isFirst && takesName(first, words)) || many ? names.stream() : Stream.of();
    }
    return typed.startsWith("@")
        ? names.stream().filter(name -> !name.startsWith("#")).map(name -> "@" + name)
        : Stream.of();
  }

  private static boolean takesName(String typed, List<Word> words) {
    String folded = typed.toLowerCase(Locale.ROOT);
    return words.stream().anyMatch(it -> it.namesSomebody() && it.word().startsWith(folded));
  }

  /// The text with as much as is certain.
  Composer into(Composer composer) {
    if (candidates.isEmpty()) {
      return composer;
    }
    String sure = candidates.size() == 1 ? candidates.getFirst() + " " : common(candidates);
    if (sure.length() < composer.cursor() - from) {
      return composer;
    }
    String text = composer.text();
    return composer.with(
        text.substring(0, from) + sure + text.substring(composer.cursor()), from + sure.length());
  }

  private static String common(List<String> candidates) {
    String common = candidates.getFirst();
    for (String other : candidates) {
      int same = 0;
      while (same < common.length()
          && same < other.length()
          && Character.toLowerCase(common.charAt(same))
              == Character.toLowerCase(other.charAt(same))) {
        same++;
      }
      common = common.substring(0, same);
    }
    return common;
  }
}
