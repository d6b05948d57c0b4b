package dev.chit.app.loopback;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Optional;

/// What lets a page in: a ticket, which works once, is exchanged for a token, which the page sends
/// with every call. Only their holder knows them; neither is written anywhere.
final class Passes {
  /// Pages that are let in at a time; a further one takes the place of the oldest.
  static final int TOKENS_MAX = 16;

  /// Tickets that nobody has used yet; a further one takes the place of the oldest.
  static final int TICKETS_MAX = 4;

  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Deque<String> tickets = new ArrayDeque<>();
  private final Deque<String> tokens = new ArrayDeque<>();

  synchronized String ticket() {
    return added(tickets, TICKETS_MAX);
  }

  /// The token for a ticket; empty if it was used, or never given out.
  synchronized Optional<String> exchange(String ticket) {
    return tickets.removeIf(it -> isSame(it, ticket))
        ? Optional.of(added(tokens, TOKENS_MAX))
        : Optional.empty();
  }

  synchronized boolean isToken(String token) {
    boolean found = false;
    for (String one : tokens) {
      found |= isSame(one, token);
    }
    return found;
  }

  private String added(Deque<String> all, int max) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String made = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    if (all.size() == max) {
      all.removeFirst();
    }
    all.addLast(made);
    return made;
  }

  /// Takes as long whichever character differs.
  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(US_ASCII), other.getBytes(US_ASCII));
  }
}
