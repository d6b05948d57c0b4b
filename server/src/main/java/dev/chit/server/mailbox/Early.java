package dev.chit.server.mailbox;

import java.util.ArrayList;
import java.util.List;

/// Letters for a mailbox that is being opened, which may take a moment. Guarded by the mailbox's
/// lock.
final class Early {
  private static final int LETTERS_MAX = 16_384;

  private final MailLimits limits;
  private final List<Letter> letters = new ArrayList<>();
  private long bytes;

  Early(MailLimits limits) {
    this.limits = limits;
  }

  /// False if there is no room.
  boolean add(Letter letter) {
    if (letters.size() >= LETTERS_MAX || bytes >= limits.inFlightBytes()) {
      return false;
    }
    letters.add(letter);
    bytes += letter.envelope().sizeBytes();
    return true;
  }

  /// All of them, in their order.
  List<Letter> take() {
    List<Letter> all = List.copyOf(letters);
    letters.clear();
    return all;
  }
}
