package dev.chit.doors.micropay2018;

import dev.chit.core.AccountId;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Who has left this door by `Exit`, to pay somebody: the latest of them. To leave is good for one
/// payment, and for a while.
final class Departed {
  static final int DEPARTED_MAX = 10_000;

  /// For how long a payment may come.
  static final Duration TIME = Duration.ofMinutes(10);

  /// @param certificate hash of what the program showed
  record From(InetAddress host, String certificate) {}

  /// One who has left; for one payment at a time.
  static final class Leave {
    private final From from;
    private final long atNanos;
    private boolean isTaken;

    private Leave(From from, long atNanos) {
      this.from = from;
      this.atNanos = atNanos;
    }

    From from() {
      return from;
    }
  }

  private final LongSupplier nanos;
  private final Map<AccountId, Leave> departed =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<AccountId, Leave> eldest) {
          return size() > DEPARTED_MAX;
        }
      };

  /// @param nanos a clock that only goes on
  Departed(LongSupplier nanos) {
    this.nanos = nanos;
  }

  synchronized void left(AccountId account, From from) {
    departed.remove(account);
    departed.put(account, new Leave(from, nanos.getAsLong()));
  }

  synchronized void isBack(AccountId account) {
    departed.remove(account);
  }

  /// Takes it for a payment, whose end has to be told. Nothing if there is none, its time is over,
  /// or another payment has taken it.
  synchronized Optional<Leave> take(AccountId account) {
    Leave leave = departed.get(account);
    if (leave == null || leave.isTaken) {
      return Optional.empty();
    }
    if (nanos.getAsLong() - leave.atNanos >= TIME.toNanos()) {
      departed.remove(account);
      return Optional.empty();
    }
    leave.isTaken = true;
    return Optional.of(leave);
  }

  /// The money has moved: there is no second payment.
  synchronized void isPaid(AccountId account, Leave leave) {
    departed.remove(account, leave);
  }

  /// No money has moved.
  synchronized void isNotPaid(Leave leave) {
    leave.isTaken = false;
  }
}
