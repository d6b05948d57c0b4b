package dev.chit.doors.micropay2018;

import dev.chit.core.AccountId;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Who has left this door by `Exit`, to pay somebody: the latest of them.
final class Departed {
  static final int DEPARTED_MAX = 10_000;

  /// @param certificate hash of what the program showed
  record From(InetAddress host, String certificate) {}

  private final Map<AccountId, From> departed =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<AccountId, From> eldest) {
          return size() > DEPARTED_MAX;
        }
      };

  synchronized void left(AccountId account, From from) {
    departed.remove(account);
    departed.put(account, from);
  }

  synchronized void isBack(AccountId account) {
    departed.remove(account);
  }

  synchronized Optional<From> from(AccountId account) {
    return Optional.ofNullable(departed.get(account));
  }
}
