package dev.chit.app.crash;

import dev.chit.core.ChitId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What a [BusyMember] told in all its lives.
final class Told {
  private final String name;
  private final Faults faults;
  private final Progress progress;
  private final Set<Long> attempted = new HashSet<>();
  private final Map<ChitId, Long> paid = new HashMap<>();
  private final Set<ChitId> pending = new HashSet<>();
  private final Set<String> written = new HashSet<>();
  private final Set<String> sent = new HashSet<>();
  private final Set<String> got = new HashSet<>();

  Told(String name, Faults faults, Progress progress) {
    this.name = name;
    this.faults = faults;
    this.progress = progress;
  }

  /// Takes a line.
  void line(String line) {
    progress.made(take(line.split(" ", 4)));
  }

  private synchronized int take(String[] words) {
    switch (words[0]) {
      case "paying" -> attempted.add(Long.valueOf(words[1]));
      case "paid" -> paid.put(ChitId.parse(words[2]), Long.valueOf(words[3]));
      case "pending" -> pending.add(ChitId.parse(words[2]));
      case "writing" -> written.add(words[1]);
      case "sent" -> sent.add(words[1]);
      case "got" -> got.add(words[1]);
      default -> faults.add(name + ": " + String.join(" ", words));
    }
    return words[0].equals("paid") || words[0].equals("sent") ? 1 : 0;
  }

  /// Amounts that it began to pay, in minor units.
  synchronized Set<Long> attempted() {
    return Set.copyOf(attempted);
  }

  /// Where each chit was settled, as it was told.
  synchronized Map<ChitId, Long> paid() {
    return Map.copyOf(paid);
  }

  /// Chits that had no answer when it told of them.
  synchronized Set<ChitId> pending() {
    return Set.copyOf(pending);
  }

  /// Texts that it began to send.
  synchronized Set<String> written() {
    return Set.copyOf(written);
  }

  /// Texts that it was told are sent, or kept to be sent.
  synchronized Set<String> sent() {
    return Set.copyOf(sent);
  }

  /// Texts that its listener was given.
  synchronized Set<String> got() {
    return Set.copyOf(got);
  }
}
