package dev.chit.app.command;

import dev.chit.app.console.Caller;
import dev.chit.app.console.ProgressBar;
import dev.chit.client.FileProgress;
import java.util.HashMap;
import java.util.Map;

/// One bar for several transfers at a time: how far all of them together are.
final class TransferBar implements AutoCloseable {
  private final ProgressBar bar;
  private final Map<Integer, Long> done = new HashMap<>();
  private final Map<Integer, Long> totals = new HashMap<>();

  /// @param wanted false where nothing but the answer is to be said
  TransferBar(Caller caller, boolean wanted) {
    bar = ProgressBar.of(caller, wanted);
  }

  /// What hears of one of them.
  FileProgress of(int transfer) {
    return (doneNow, total) -> at(transfer, doneNow, total);
  }

  private synchronized void at(int transfer, long doneNow, long total) {
    done.put(transfer, doneNow);
    totals.put(transfer, total);
    bar.bytesAt(sum(done), sum(totals));
  }

  private static long sum(Map<Integer, Long> of) {
    return of.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public synchronized void close() {
    bar.close();
  }
}
