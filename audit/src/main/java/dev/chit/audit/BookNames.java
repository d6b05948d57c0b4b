package dev.chit.audit;

import dev.chit.core.AccountName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which names are taken. That of an account that ended rests for 90 days and is then for anybody.
final class BookNames {
  private static final long REST_MILLIS = 90L * 24 * 60 * 60 * 1000;

  private final Set<String> taken = new HashSet<>();

  /// When the last one who had a name closed the account.
  private final Map<String, Long> closedAtMillis = new HashMap<>();

  /// False if nobody could have the name at that time.
  boolean take(AccountName name, long atMillis) {
    String folded = name.folded();
    Long closed = closedAtMillis.get(folded);
    if (closed != null && atMillis - closed >= REST_MILLIS) {
      closedAtMillis.remove(folded);
      return true;
    }
    return taken.add(folded);
  }

  void rest(String folded, long atMillis) {
    closedAtMillis.put(folded, atMillis);
  }
}
